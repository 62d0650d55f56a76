import { isApplied } from '../../postgres/history/index.ts';
import type { Provider } from '../../postgres/provider.ts';
import { NothingToRollBack } from '../errors.ts';
import { relatedRuns } from '../store/related-runs.ts';
import { isEnded, type Run, type Undoes } from '../store/runs.ts';
import type { StateDatabase } from '../store/state-database.ts';
import { mergedMigration } from './merged.ts';

/**
 * What a run merged, where it can be taken out of production again.
 * @throws NothingToRollBack, AppliedMigrationChanged
 */
export async function undoable(
  run: Run,
  { pool, checkpointer }: StateDatabase,
  provider: Provider,
): Promise<Undoes> {
  const shown = run.status.replaceAll('_', ' ');
  const merged = await mergedMigration(checkpointer, run.id);
  if (merged === undefined) {
    const hint = isEnded(run.status)
      ? 'Production is as it was before; there is nothing to roll back.'
      : `godwit cancel ${run.id} ends it; production is as it was before.`;
    throw new NothingToRollBack(`run ${run.id} has merged nothing: it is ${shown}`, { hint });
  }
  if (!isEnded(run.status))
    throw new NothingToRollBack(`run ${run.id} is not at its end: it is ${shown}`, {
      hint: `godwit resume ${run.id} finishes it; then it can be rolled back`,
    });
  for (const other of await relatedRuns(pool, run.id)) {
    if (other.how !== 'undoes') continue;
    if (!isEnded(other.status))
      throw new NothingToRollBack(`run ${other.id} is rolling run ${run.id} back already`, {
        hint: `godwit show ${other.id} tells how far it is; godwit resume ${other.id} goes on`,
      });
    if ((await mergedMigration(checkpointer, other.id)) !== undefined)
      throw new NothingToRollBack(`run ${run.id} was rolled back by run ${other.id}`, {
        hint: `godwit rollback ${other.id} brings it back`,
      });
  }
  const { hash, ...migration } = merged;
  const [first, ...rest] = migration.steps;
  const history = await provider.listMigrations(provider.productionRef);
  const missing = migration.steps.filter((step) => !isApplied(history, step));
  if (missing.length > 0)
    throw new NothingToRollBack(
      `${missing.map(({ version }) => version).join(', ')} of ${migration.name} ${missing.length === 1 ? 'is' : 'are'} not in the history of production: it was rolled back by other means`,
      { hint: 'godwit show tells its SQL; what is left of it can be taken away by a request of its own' },
    );
  return {
    run: run.id,
    hash,
    migration: { name: migration.name, steps: [{ ...first }, ...rest.map((step) => ({ ...step }))] },
  };
}
