import { readFileSync } from 'node:fs';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import type pg from 'pg';
import { asset } from '../../package-root.ts';
import { type PoolOptions, poolsOf } from '../../postgres/connection/pool.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { StrictSerializer } from './strict-serializer.ts';

/** Runs, effects, events and checkpoints: everything that has to survive a process. */
export interface StateDatabase {
  readonly pool: pg.Pool;
  readonly checkpointer: PostgresSaver;
  /** Another pool; whoever opens it ends it. */
  openPool(options: Omit<PoolOptions, 'applicationName'>): pg.Pool;
  close(): Promise<void>;
}

/** Serialises the set-up of processes that start at the same time: CREATE … IF NOT EXISTS races with itself. */
const setupLock = 4_730_117;

/** `applicationName` tells whose sessions these are: those of a worker that died are ended by their name. */
export async function openStateDatabase(
  target: Target,
  applicationName = 'godwit:state',
): Promise<StateDatabase> {
  const makePool = await poolsOf(target, { applicationName });
  const openPool: StateDatabase['openPool'] = (options) => makePool({ applicationName, ...options });
  const pool = openPool({ max: 4 });
  const checkpointer = checkpointerOn(pool);
  try {
    await setUp(pool, checkpointer);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { pool, checkpointer, openPool, close: () => pool.end() };
}

/** Reads and writes checkpoints through these sessions. */
export const checkpointerOn = (pool: pg.Pool): PostgresSaver =>
  new PostgresSaver(pool, new StrictSerializer(), { schema: 'godwit' });

async function setUp(pool: pg.Pool, checkpointer: PostgresSaver): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [setupLock]);
    await client.query(readFileSync(asset('graph/store/schema.sql'), 'utf8'));
    await checkpointer.setup();
  } finally {
    // Closing the session frees the lock even where the set-up failed in the middle.
    client.release(true);
  }
}
