import { NothingToRetry } from './errors.ts';
import { liveStatus } from './queue/live-status.ts';
import { isEnded, type Run } from './store/runs.ts';
import type { StateDatabase } from './store/state-database.ts';
import { mergedMigration } from './undo/merged.ts';

/**
 * A run that ended and left production as it was may begin anew.
 * @throws NothingToRetry
 */
export async function assertRetryable(run: Run, { pool, checkpointer }: StateDatabase): Promise<void> {
  const status = await liveStatus(pool, run);
  const is = `it is ${status.replaceAll('_', ' ')}`;
  if (!isEnded(run.status))
    throw new NothingToRetry(`run ${run.id} has not ended: ${is}`, {
      hint:
        status === 'waiting' || status === 'queued'
          ? `godwit show ${run.id} tells how far it is; godwit cancel ${run.id} ends it`
          : `godwit resume ${run.id} goes on with it; godwit cancel ${run.id} ends it`,
    });
  if ((await mergedMigration(checkpointer, run.id)) !== undefined)
    throw new NothingToRetry(`production holds what run ${run.id} merged: ${is}`, {
      hint: `godwit rollback ${run.id} takes it out again`,
    });
  if (status === 'done' || status === 'no_schema_change')
    throw new NothingToRetry(`run ${run.id} came to its end: ${is}`, {
      hint: 'Make another request: godwit run …',
    });
}
