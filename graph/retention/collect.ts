import type pg from 'pg';
import { isEnded, type RunStatus, runStatuses } from '../store/runs.ts';
import type { StateDatabase } from '../store/state-database.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Discarded, discard, nothing, together } from './discard.ts';

export interface Collected extends Discarded {
  /** Ended runs of which something went. */
  readonly runs: number;
  /** Those of them that are old. */
  readonly old: number;
}

interface Options {
  /** What ended before keeps only what something still needs. */
  readonly before: Date;
  /** Counts, and leaves everything as it is. */
  readonly dryRun: boolean;
}

/** Runs that are looked up at a time. */
const batch = 500;

/**
 * Frees what nobody reads any more of runs that have ended: at once what they kept between their steps, later also how
 * they ended and what their tools gave. A run's row with its result, its events and follow-ups, and the audit stay;
 * so does how a run ended that merged, for as long as it can be rolled back. A transaction for each run: it may be
 * stopped at any time.
 */
export async function collect(state: StateDatabase, { before, dryRun }: Options): Promise<Collected> {
  let total: Collected = { ...nothing, runs: 0, old: 0 };
  for await (const { id, old } of endedRuns(state.pool, before)) {
    const keepNewest = !old || (await hasMerged(state, id));
    const gone = await inTransaction(state.pool, async (client) => {
      if (!(await isSettled(client, id))) return nothing;
      await client.query('SAVEPOINT whole');
      const discarded = await discard(client, id, { keepNewest, effects: old });
      if (dryRun) await client.query('ROLLBACK TO SAVEPOINT whole');
      return discarded;
    });
    const something = gone.checkpoints + gone.values + gone.writes + gone.effects > 0;
    total = {
      ...together(total, gone),
      runs: total.runs + (something ? 1 : 0),
      old: total.old + (something && old ? 1 : 0),
    };
  }
  if (!dryRun && total.runs > 0) await vacuum(state.pool);
  return total;
}

const ended = runStatuses.filter(isEnded);

/** Those that may hold something that can go. */
async function* endedRuns(pool: pg.Pool, before: Date): AsyncGenerator<{ id: string; old: boolean }> {
  for (let after = '0'; ; ) {
    const { rows } = await pool.query<{ id: string; seq: string; old: boolean }>(
      `SELECT id, seq, updated_at < $3 AS old FROM godwit.run AS r
       WHERE seq > $1 AND status = ANY ($2) AND CASE WHEN updated_at < $3
         THEN EXISTS (SELECT FROM godwit.checkpoints WHERE thread_id = r.id)
           OR EXISTS (SELECT FROM godwit.effect WHERE run_id = r.id)
         ELSE (SELECT count(*) FROM godwit.checkpoints WHERE thread_id = r.id) > 1 END
       ORDER BY seq LIMIT $4`,
      [after, ended, before, batch],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** Its end is on record: a run that was killed while it ended, or was half cancelled, goes on from its checkpoint. */
async function isSettled(client: pg.ClientBase, id: string): Promise<boolean> {
  const { rows } = await client.query<{ status: RunStatus; settled: string | null }>(
    `SELECT status, result ->> 'status' AS settled FROM godwit.run WHERE id = $1 FOR UPDATE SKIP LOCKED`,
    [id],
  );
  const [run] = rows;
  return run !== undefined && isEnded(run.status) && run.status === run.settled;
}

/** By its ledger: a run that was rejected or failed may have merged before. */
async function hasMerged({ checkpointer }: StateDatabase, id: string): Promise<boolean> {
  const found = await checkpointer.getTuple({ configurable: { thread_id: id, checkpoint_ns: '' } });
  const ledger: unknown = found?.checkpoint.channel_values.evidence;
  return Array.isArray(ledger) && ledger.some((evidence: { fact?: unknown }) => evidence.fact === 'merged');
}

/** So that the next runs use the room; what cannot be vacuumed now is left to the server's own. */
async function vacuum(pool: pg.Pool): Promise<void> {
  const tables = ['checkpoints', 'checkpoint_blobs', 'checkpoint_writes', 'effect'];
  await pool.query(`VACUUM ${tables.map((table) => `godwit.${table}`).join(', ')}`);
}
