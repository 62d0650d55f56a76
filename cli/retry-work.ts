import { assertRetryable } from '../graph/retryable.ts';
import { findRun, type Run } from '../graph/store/runs.ts';
import type { StateDatabase } from '../graph/store/state-database.ts';
import { undoable } from '../graph/undo/undoable.ts';
import type { KnownWork, Work } from './drive.ts';
import { rollbackOf } from './rollback-work.ts';

/** What `retry` does: the same request once more, as a new run. @throws NothingToRetry */
export async function retryWork(of: Run, state: StateDatabase): Promise<Work> {
  await assertRetryable(of, state);
  const { request, requirements, undoes } = of.spec;
  return {
    kind: 'known',
    of,
    find: async ({ provider }): Promise<KnownWork> => {
      const retried = { retryOf: of.id, requester: of.spec.requester };
      // Meanwhile somebody may have rolled it back.
      if (undoes !== undefined) {
        const merged = await findRun(state.pool, undoes.run);
        return { ...rollbackOf(merged, await undoable(merged, state, provider)), ...retried };
      }
      return { request, ...(requirements === undefined ? {} : { requirements }), ...retried };
    },
  };
}
