import type pg from 'pg';
import { RunIsBusy } from '../errors.ts';
import type { Run, RunStatus } from './runs.ts';

/** The right of one process to work on a run. */
export interface Lease {
  /** Aborts when the session that holds the lock is gone: somebody else may be working on the run by then. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

const key = (runId: string): string => `godwit:run:${runId}`;
const lockKey = 'hashtextextended($1, 0)';

/**
 * Two processes that resume one run would both run its next effect; LangGraph does not notice. A session lock of
 * Postgres goes with the process that holds it, however that ends.
 * @throws RunIsBusy
 */
export async function leaseRun(pool: pg.Pool, runId: string): Promise<Lease> {
  const client = await pool.connect();
  const lost = new AbortController();
  // `on`, not `once`: a session that is ended by the server reports twice, and an unheard error ends the process.
  client.on('error', () => lost.abort(new Error('the connection to the state database was lost')));
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(${lockKey}) AS locked`,
      [key(runId)],
    );
    if (rows[0]?.locked !== true) throw new RunIsBusy(runId);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return {
    lost: lost.signal,
    release: async () => {
      // By name: when a session ends, its server frees the lock only some time after the client has gone on.
      await client.query(`SELECT pg_advisory_unlock(${lockKey})`, [key(runId)]).catch(() => undefined);
      client.release(true);
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
