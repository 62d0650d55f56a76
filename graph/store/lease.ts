import type pg from 'pg';
import { LeaseLost, RunIsBusy } from '../errors.ts';
import type { Run, RunStatus } from './runs.ts';
import type { StateDatabase } from './state-database.ts';

/** The right of one process to work on a run. */
export interface Lease {
  /** Aborts when the session that holds the lock is gone: somebody else may be working on the run by then. */
  readonly lost: AbortSignal;
  /**
   * The one session that holds the lock, and never another one. What is written through it is written by whoever
   * holds the run: a process that was frozen, and taken over, has no session left to write with.
   */
  readonly pool: pg.Pool;
  release(): Promise<void>;
}

const key = (runId: string): string => `godwit:run:${runId}`;
const lockKey = 'hashtextextended($1, 0)';

/**
 * Two processes that resume one run would both run its next effect; LangGraph does not notice. A session lock of
 * Postgres goes with the process that holds it, however that ends.
 * @throws RunIsBusy
 */
export async function leaseRun(state: Pick<StateDatabase, 'openPool'>, runId: string): Promise<Lease> {
  const lost = new AbortController();
  const lose = (): void => lost.abort(new LeaseLost(runId));
  let locked = false;
  const pool = state.openPool({
    max: 1,
    idleTimeoutMs: 0,
    onConnect: async (session) => {
      if (locked) throw new LeaseLost(runId);
      const { rows } = await session.query<{ locked: boolean }>(
        `SELECT pg_try_advisory_lock(${lockKey}) AS locked`,
        [key(runId)],
      );
      if (rows[0]?.locked !== true) throw new RunIsBusy(runId);
      locked = true;
    },
  });
  pool.on('remove', lose).on('connect', (session) => session.on('error', lose));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    lost: lost.signal,
    pool,
    release: async () => {
      pool.off('remove', lose);
      // By name: when a session ends, its server frees the lock only some time after the client has gone on.
      await pool.query(`SELECT pg_advisory_unlock(${lockKey})`, [key(runId)]).catch(() => undefined);
      await pool.end();
    },
  };
}

/** Whether a process holds the run's lease right now. */
export async function isLeased(pool: pg.Pool, runId: string): Promise<boolean> {
  const { rows } = await pool.query<{ held: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pg_locks
       WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND (classid::bigint << 32 | objid::bigint) = ${lockKey}
         AND granted
     ) AS held`,
    [key(runId)],
  );
  return rows[0]?.held === true;
}

/** The status as it is now: a run that no process works on although it says so was killed in the middle. */
export async function liveStatus(pool: pg.Pool, { id, status }: Run): Promise<RunStatus> {
  return status === 'running' && !(await isLeased(pool, id)) ? 'interrupted' : status;
}
