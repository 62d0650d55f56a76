import type pg from 'pg';
import type { StateDatabase } from './state-database.ts';

/** A lock that goes with the process that holds it, however that ends: a session lock of Postgres. */
export interface Lock {
  /** Aborts when the session that holds the lock is gone: somebody else may hold it by then. */
  readonly lost: AbortSignal;
  /** The one session that holds the lock, and never another one. */
  readonly pool: pg.Pool;
  release(): Promise<void>;
}

interface Reasons {
  readonly busy: () => Error;
  readonly lost: () => Error;
}

const hashed = 'hashtextextended($1, 0)';

/** Takes the lock of this name at once or not at all. @throws what `busy` makes */
export async function takeLock(
  state: Pick<StateDatabase, 'openPool'>,
  name: string,
  { busy, lost }: Reasons,
): Promise<Lock> {
  const gone = new AbortController();
  const lose = (): void => gone.abort(lost());
  let locked = false;
  const pool = state.openPool({
    max: 1,
    idleTimeoutMs: 0,
    onConnect: async (session) => {
      // A second session would not hold the lock.
      if (locked) throw lost();
      const { rows } = await session.query<{ locked: boolean }>(
        `SELECT pg_try_advisory_lock(${hashed}) AS locked`,
        [name],
      );
      if (rows[0]?.locked !== true) throw busy();
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
    lost: gone.signal,
    pool,
    release: async () => {
      pool.off('remove', lose);
      // By name: when a session ends, its server frees the lock only some time after the client has gone on.
      await pool.query(`SELECT pg_advisory_unlock(${hashed})`, [name]).catch(() => undefined);
      await pool.end();
    },
  };
}

/**
 * Does one thing while nobody else does one of this name; whoever comes second waits. `work` is given the session that
 * holds the lock: were it to take another one from the pool, as many as the pool is large could wait for each other.
 */
export async function alone<T>(
  pool: pg.Pool,
  name: string,
  work: (session: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const session = await pool.connect();
  try {
    await session.query(`SELECT pg_advisory_lock(${hashed})`, [name]);
    const done = await work(session);
    await session.query(`SELECT pg_advisory_unlock(${hashed})`, [name]);
    session.release();
    return done;
  } catch (error) {
    // With the session goes the lock.
    session.release(true);
    throw error;
  }
}

/** Whether a session holds the lock `$1` right now; SQL. */
export const isHeld = (name: string): string => `EXISTS (
  SELECT FROM pg_locks
  WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32 | objid::bigint) = hashtextextended(${name}, 0)
    AND granted
)`;

export async function isLocked(pool: pg.Pool, name: string): Promise<boolean> {
  const { rows } = await pool.query<{ held: boolean }>(`SELECT ${isHeld('$1')} AS held`, [name]);
  return rows[0]?.held === true;
}
