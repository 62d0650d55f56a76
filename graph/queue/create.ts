import type { MigrationRequest } from '../../agents/handoffs/index.ts';
import type { Model } from '../../agents/models/model.ts';
import type { Engine } from '../engine/engine.ts';
import { findBySource, type Run, type RunSpec } from '../store/runs.ts';
import type { StateDatabase } from '../store/state-database.ts';
import { inTransaction } from '../store/transaction.ts';
import { enqueue, prepareQueue } from './queue.ts';

/**
 * Records a run that workers go on with, and its first job: both or neither. `once`: where the request is delivered twice,
 * its run is the one that is there.
 */
export async function createQueued(
  { pool }: Pick<StateDatabase, 'pool'>,
  engine: Engine,
  request: MigrationRequest,
  spec: RunSpec,
  model: Model,
  { once = false } = {},
): Promise<Run> {
  await prepareQueue(pool);
  return inTransaction(pool, async (client) => {
    if (once) {
      const { kind, ref } = request.source;
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `godwit:request:${kind}:${ref}`,
      ]);
      const earlier = await findBySource(client, request.source);
      if (earlier !== undefined) return earlier;
    }
    const run = await engine.create(client, request, { ...spec, queued: true }, model);
    await enqueue(client, run, { merges: false });
    return run;
  });
}
