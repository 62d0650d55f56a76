import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { openSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { appName } from './driver.ts';

/** How long a statement of the application had waited for a lock when somebody looked. */
export interface LockWait {
  /** `performance.now()` */
  readonly at: number;
  readonly ms: number;
  /** `relation tasks`, `transactionid` */
  readonly what: string;
}

const lookEveryMs = 10;

const waitsSql = `
  select l.locktype || coalesce(' ' || l.relation::regclass, '') as what,
    extract(epoch from clock_timestamp() - l.waitstart)::float8 * 1000 as ms
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where not l.granted and l.waitstart is not null and a.application_name = $1
  order by 2 desc limit 1`;

/**
 * The server's own word on who waits for a lock and how long: a busy machine makes an application slow, but it adds
 * nothing to this unless it stops the one who holds the lock.
 */
export class LockWaits implements AsyncDisposable {
  readonly seen: LockWait[] = [];
  readonly #session: pg.Client;
  readonly #stop = new AbortController();
  readonly #loop: Promise<void>;

  private constructor(session: pg.Client) {
    this.#session = session;
    this.#loop = this.#look();
  }

  static async start(target: Target): Promise<LockWaits> {
    return new LockWaits(await openSession(target, { applicationName: 'load watch' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    await this.#session.end();
  }

  async #look(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const { rows } = await this.#session.query<{ what: string; ms: number }>({
        name: 'waits',
        text: waitsSql,
        values: [appName],
      });
      for (const { what, ms } of rows) this.seen.push({ at: performance.now(), ms, what });
      await sleep(lookEveryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}
