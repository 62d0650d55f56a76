import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { appRole } from './fixture.ts';
import {
  type AppStatement,
  type AppTransaction,
  chooseTransaction,
  slowTransaction,
} from './transactions.ts';

export interface LoadOptions {
  readonly rows: number;
  readonly perSecond: number;
  readonly connections: number;
  /** Whether statements are prepared once a session. */
  readonly prepared: boolean;
}

/** One statement as the application felt it. Times are `performance.now()`. */
export interface Felt {
  readonly statement: string;
  readonly end: number;
  /** From the moment the application wanted it, so that those that could not even start count, too. */
  readonly ms: number;
  /** SQLSTATE, or what the client said; null when it did what it should. */
  readonly error: string | null;
}

export const appName = 'load app';
const slowEveryMs = 1500;

/**
 * Runs transactions at a fixed rate whatever becomes of those before them: a user does not wait with his click until
 * others have got their answer.
 */
export class Load implements AsyncDisposable {
  readonly felt: Felt[] = [];
  readonly #options: LoadOptions;
  readonly #idle: pg.Client[];
  readonly #waiting: ((session: pg.Client) => void)[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  readonly #loop: Promise<unknown>;
  #serial = 0;

  private constructor(options: LoadOptions, sessions: pg.Client[]) {
    this.#options = options;
    this.#idle = [...sessions];
    this.#loop = this.#arrive().finally(() => Promise.all(sessions.map((session) => session.end())));
  }

  static async start(target: Target, options: LoadOptions): Promise<Load> {
    const sessions = await Promise.all(
      Array.from({ length: options.connections }, async () => {
        const session = await openSession(target, { applicationName: appName });
        await session.query(`set role ${appRole}`);
        return session;
      }),
    );
    return new Load(options, sessions);
  }

  /** Returns when every transaction that was begun has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #arrive(): Promise<void> {
    const { perSecond, rows } = this.#options;
    const choice = { rows, random: Math.random, serial: () => ++this.#serial };
    const started = performance.now();
    let nextSlow = started;
    for (let count = 0; !this.#stop.signal.aborted; count++) {
      const due = started + (1000 * count) / perSecond;
      const early = due - performance.now();
      if (early > 1) await sleep(early, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      if (due >= nextSlow) {
        nextSlow += slowEveryMs;
        this.#begin(slowTransaction(choice), due);
      }
      this.#begin(chooseTransaction(choice), due);
    }
    await Promise.all(this.#running);
  }

  #begin(transaction: AppTransaction, due: number): void {
    const running = this.#run(transaction, due).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run({ statements, pauseMs = 0 }: AppTransaction, due: number): Promise<void> {
    const session = await this.#take();
    const several = statements.length > 1 || pauseMs > 0;
    let since = due;
    let open = false;
    try {
      for (const statement of statements) {
        if (several && !open) {
          await session.query('begin');
          open = true;
        }
        await this.#ask(session, statement, since);
        since = performance.now();
      }
      if (pauseMs > 0) await sleep(pauseMs);
      since = performance.now();
      if (open) await this.#ask(session, { name: 'commit', sql: 'commit', values: [] }, since, false);
    } catch {
      // It is written down; the application takes its transaction back.
      if (open) await session.query('rollback').catch(() => undefined);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(session);
      else next(session);
    }
  }

  async #ask(
    session: pg.Client,
    { name, sql, values }: AppStatement,
    since: number,
    prepared = this.#options.prepared,
  ): Promise<void> {
    const note = (error: string | null): void => {
      const end = performance.now();
      this.felt.push({ statement: name, end, ms: end - since, error });
    };
    try {
      await session.query({ text: sql, values: [...values], ...(prepared ? { name } : {}) });
      note(null);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      note(error instanceof pg.DatabaseError ? `${error.code}: ${said}` : said);
      throw error;
    }
  }

  #take(): Promise<pg.Client> {
    const session = this.#idle.pop();
    if (session !== undefined) return Promise.resolve(session);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
