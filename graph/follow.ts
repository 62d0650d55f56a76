import pg from 'pg';
import { GodwitError } from '../errors.ts';
import { liveStatus } from './queue/live-status.ts';
import { isLeased } from './store/lease.ts';
import { findRun, type Run, type RunStatus } from './store/runs.ts';
import { listEvents, type StoredEvent } from './store/timeline.ts';
import { WakeUp } from './store/wake-up.ts';

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: StoredEvent) => void;
  /** The state database cannot be reached; it is tried again until it can. Told once each time. */
  readonly onTrouble: (reason: string) => void;
}

/** Where no notification comes through. */
const pollMs = 2_000;
/** While nobody seems to be at work, or somebody is asked: neither tells when that ends. */
const impatientPollMs = 300;
/** So long a process may take to begin, to end, or to answer for a person, before that is taken for what it is. */
const settlesAfterMs = 2_000;

/**
 * Tells every event of a run, each once and in order, until it ends or waits for a person; from any machine. One
 * session at a time writes the events of a run, that of its lease, so none becomes visible after a later one.
 * @throws UnknownRun, and the signal's reason
 */
export async function followRun(
  pool: pg.Pool,
  runId: string,
  { signal, onEvent, onTrouble }: FollowOptions,
): Promise<{ readonly run: Run; readonly status: RunStatus }> {
  const wakeUp = new WakeUp(pool, runId);
  const patience = new Patience();
  let seen = 0;
  let inTrouble = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      let longest = pollMs;
      try {
        // Before the events: what is told before a run ends is then among them.
        const run = await findRun(pool, runId);
        const leased = await isLeased(pool, runId);
        const live = await liveStatus(pool, run);
        for (const event of await listEvents(pool, runId, seen)) {
          seen = event.id;
          onEvent(event);
        }
        inTrouble = false;
        if (live !== 'queued' && patience.isOver(run, leased))
          return { run, status: live === 'running' ? 'interrupted' : live };
        if (live !== 'running' && live !== 'queued') longest = impatientPollMs;
      } catch (error) {
        const reason = troubleOf(error);
        if (!inTrouble) onTrouble(reason);
        inTrouble = true;
      }
      await wakeUp.wait(longest, signal);
    }
  } finally {
    wakeUp.close();
  }
}

/** Whether a run stays as it is: at once where nobody holds it, else when it has been so for a while. */
class Patience {
  #state = '';
  #since = 0;

  isOver({ status, updatedAt }: Run, leased: boolean): boolean {
    if (status === 'running' && leased) this.#state = '';
    if (status === 'running' ? leased : !leased) return status !== 'running';
    const state = `${status} ${leased} ${updatedAt.getTime()}`;
    if (state !== this.#state) {
      this.#state = state;
      this.#since = Date.now();
    }
    return Date.now() - this.#since >= settlesAfterMs;
  }
}

/** What a lost connection says; everything else is thrown again. */
function troubleOf(error: unknown): string {
  if (error instanceof GodwitError || !(error instanceof Error)) throw error;
  // 08 connection, 53 resources, 57P the server stops or starts.
  if (error instanceof pg.DatabaseError && !/^(08|53|57P)/.test(error.code ?? '')) throw error;
  return error.message;
}
