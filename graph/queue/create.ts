import type { MigrationRequest } from '../../agents/handoffs/index.ts';
import type { Model } from '../../agents/models/model.ts';
import type { Engine } from '../engine/engine.ts';
import type { Run, RunSpec } from '../store/runs.ts';
import type { StateDatabase } from '../store/state-database.ts';
import { inTransaction } from '../store/transaction.ts';
import { enqueue, prepareQueue } from './queue.ts';

/** Records a run that workers go on with, and its first job: both or neither. */
export async function createQueued(
  { pool }: Pick<StateDatabase, 'pool'>,
  engine: Engine,
  request: MigrationRequest,
  spec: RunSpec,
  model: Model,
): Promise<Run> {
  await prepareQueue(pool);
  return inTransaction(pool, async (client) => {
    const run = await engine.create(client, request, { ...spec, queued: true }, model);
    await enqueue(client, run, { merges: false });
    return run;
  });
}
