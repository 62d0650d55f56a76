import type pg from 'pg';
import { type Decided, type Decision, decide } from '../approvals/decide.ts';
import { NothingToResume } from '../errors.ts';
import { isEnded, type Run } from '../store/runs.ts';
import { inTransaction } from '../store/transaction.ts';
import { enqueue } from './queue.ts';

/** Stores what somebody decides about a run that workers go on with, and wakes one: both or neither. */
export const decideQueued = (pool: pg.Pool, run: Run, decision: Decision): Promise<Decided> =>
  inTransaction(pool, async (client) => {
    const decided = await decide(client, run.id, decision);
    if (decided.is === 'settled') await enqueueNext(client, run);
    return decided;
  });

/** Puts a run into the queue again: that of merges, once its migration is approved. */
export async function enqueueNext(client: pg.ClientBase, run: Pick<Run, 'id' | 'spec'>): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM godwit.decision WHERE run_id = $1 AND kind = 'yes' AND schema_after IS NOT NULL`,
    [run.id],
  );
  await enqueue(client, run, { merges: rowCount !== 0 });
}

/** Puts a run into the queue again, with all its attempts. @throws NothingToResume */
export async function requeue(pool: pg.Pool, run: Run): Promise<void> {
  if (isEnded(run.status)) throw new NothingToResume(run.id, run.status);
  await inTransaction(pool, (client) => enqueueNext(client, run));
}
