import type { Run, Undoes } from '../graph/store/runs.ts';
import type { StateDatabase } from '../graph/store/state-database.ts';
import { undoable } from '../graph/undo/undoable.ts';
import { classify, renderScript } from '../postgres/script/index.ts';
import type { KnownWork, Work } from './drive.ts';
import { knownWork } from './known-work.ts';
import { day } from './output/day.ts';

/** What `rollback` does: a run of its own, where the merged one worked, whose migration is the other's way back. */
export const rollbackWork = (of: Run, state: StateDatabase): Work => ({
  kind: 'known',
  of,
  find: async ({ provider }) => rollbackOf(of, await undoable(of, state, provider)),
});

/** What is dropped is archived before: which is found on a branch, once the run has begun. */
export function rollbackOf(of: Run, undoes: Undoes): KnownWork {
  const { name, steps } = undoes.migration;
  const title = `${steps[0].version}_${name}`;
  const { up, down } = renderScript(
    steps
      .toReversed()
      .map((step) => ({ kind: classify(step.down, 'rollback'), up: step.down, down: step.up })),
  );
  const operation = {
    op: 'custom_sql' as const,
    up,
    down,
    reason: `rolls back ${title}, which run ${of.id} merged`,
  };
  const work = knownWork(`godwit rollback ${of.id}`, [operation], {
    title: `roll back ${title}: ${of.title}`,
    assumptions: [
      `${title} was merged by run ${of.id}, begun ${day(of.createdAt)} by ${of.spec.requester}; its versions stay in the history`,
      'what its rollback drops is kept in schema godwit_archive',
    ],
  });
  // Names of migrations are short.
  const called = `rollback_${name}`.slice(0, 51);
  return { ...work, requirements: { ...work.requirements, name: called }, undoes };
}
