import type pg from 'pg';

/** Told about by whatever writes a run or one of its events; the payload is the run's id. */
export const runChannel = 'godwit_run';

/**
 * Waits for news of a run. LISTEN only wakes up earlier: behind a pooler it hears nothing, and while its session is
 * broken neither; then the time runs out.
 */
export class WakeUp {
  readonly #pool: pg.Pool;
  readonly #runId: string;
  #session: pg.PoolClient | undefined;
  #news = false;
  #wake: () => void = () => undefined;

  constructor(pool: pg.Pool, runId: string) {
    this.#pool = pool;
    this.#runId = runId;
  }

  /** Returns with the first news since it was called last, at once where it has only now begun to listen. */
  async wait(longestMs: number, signal: AbortSignal): Promise<void> {
    if (this.#session === undefined && (await this.#listen())) return;
    if (!this.#news && !signal.aborted) await this.#sleep(longestMs, signal);
    this.#news = false;
  }

  close(): void {
    this.#session?.release(true);
    this.#session = undefined;
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake, { once: true });
      this.#wake = wake;
    });
  }

  async #listen(): Promise<boolean> {
    let session: pg.PoolClient | undefined;
    try {
      session = await this.#pool.connect();
      const heard = session;
      heard.on('notification', ({ payload }) => {
        if (payload === this.#runId) this.#tell();
      });
      heard.on('error', () => {
        if (this.#session !== heard) return;
        this.close();
        this.#tell();
      });
      await heard.query(`LISTEN ${runChannel}`);
      this.#session = heard;
      return true;
    } catch {
      session?.release(true);
      return false;
    }
  }

  #tell(): void {
    this.#news = true;
    this.#wake();
  }
}
