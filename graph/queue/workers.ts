import { hostname } from 'node:os';
import type pg from 'pg';
import { isHeld, type Lock, takeLock } from '../store/session-lock.ts';
import type { StateDatabase } from '../store/state-database.ts';
import { WorkerTakenOver } from './errors.ts';
import { queueSchema } from './queue.ts';

/** Sessions of a worker carry its name, so that whoever takes it over finds and ends them. */
export const workerName = (id: string): string => `godwit:worker:${id}`;

/** Registers a worker; while it lives, it beats. */
export async function registerWorker(
  state: Pick<StateDatabase, 'openPool'>,
  id: string,
  queueId: string,
): Promise<Lock> {
  const gone = () => new WorkerTakenOver(id);
  const lock = await takeLock(state, workerName(id), { busy: gone, lost: gone });
  await lock.pool.query('INSERT INTO godwit.worker (id, queue_id, host, pid) VALUES ($1, $2, $3, $4)', [
    id,
    queueId,
    hostname(),
    process.pid,
  ]);
  return lock;
}

/** @throws WorkerTakenOver when another worker took this one for dead */
export async function beat({ pool }: Pick<Lock, 'pool'>, id: string): Promise<void> {
  const { rowCount } = await pool
    .query('UPDATE godwit.worker SET beat_at = now() WHERE id = $1', [id])
    // Without the session that holds its name it is taken over in a moment.
    .catch(() => ({ rowCount: 0 }));
  if (rowCount === 0) throw new WorkerTakenOver(id);
}

export async function forgetWorker({ pool }: Pick<Lock, 'pool'>, id: string): Promise<void> {
  await pool.query('DELETE FROM godwit.worker WHERE id = $1', [id]);
}

export interface DeadWorker {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/**
 * Takes over from workers that are dead (their session is gone) or frozen (they do not beat): first their sessions
 * are ended, so that none of them can write any more, then their jobs go to whoever asks next.
 */
export async function takeOverDead(pool: pg.Pool, staleMs: number): Promise<readonly DeadWorker[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<DeadWorker & { queue_id: string }>(
      `SELECT id, host, pid, queue_id FROM godwit.worker
       WHERE beat_at < now() - $1 * interval '1 millisecond' OR NOT ${isHeld(`'${workerName('')}' || id`)}
       FOR UPDATE SKIP LOCKED`,
      [staleMs],
    );
    const taken: DeadWorker[] = [];
    for (const { queue_id, ...worker } of rows) {
      if (!(await endSessions(client, worker.id))) continue;
      await client.query(`SELECT ${queueSchema}.force_unlock_workers($1)`, [[queue_id]]);
      await client.query('DELETE FROM godwit.worker WHERE id = $1', [worker.id]);
      taken.push(worker);
    }
    // Of a worker that died before it was registered nothing but its locks is known.
    await client.query(
      `SELECT ${queueSchema}.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM ${queueSchema}.jobs
       WHERE locked_at < now() - $1 * interval '1 millisecond'
         AND locked_by NOT IN (SELECT queue_id FROM godwit.worker)`,
      [staleMs],
    );
    await client.query('COMMIT');
    return taken;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** A session that does not end in this time, in milliseconds, is told again at the next beat. */
const endMs = 5_000;

/** Whether a worker has no session left: while it has one, it still holds its runs. */
async function endSessions(client: pg.ClientBase, id: string): Promise<boolean> {
  const name = [workerName(id)];
  await client.query(
    `SELECT pg_terminate_backend(pid, ${endMs}) FROM pg_stat_activity WHERE application_name = $1`,
    name,
  );
  // A transaction sees the sessions as they were when it first looked.
  await client.query('SELECT pg_stat_clear_snapshot()');
  const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE application_name = $1', name);
  return rowCount === 0;
}
