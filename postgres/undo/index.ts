import { type Loss, lossesOf } from '../apply/losses.ts';
import { dropBranch } from '../branches/branches.ts';
import { createBranch } from '../branches/create.ts';
import { branchDatabaseName } from '../branches/name.ts';
import type { CreateBranchOptions } from '../branches/options.ts';
import { readCatalog } from '../catalog/index.ts';
import { openSession, withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { hashMigration, type Migration } from '../migration.ts';
import type { OperationPlan } from '../operations/index.ts';
import type { RunOptions } from '../provider.ts';
import { laterMigrations } from './later.ts';
import { type Losses, planUndo } from './plan.ts';
import { tryUndo } from './trial.ts';

export { RollbackBlocked } from './errors.ts';

export interface UndoOptions extends RunOptions {
  /** Days that an archive is kept. */
  readonly keepArchivesDays: number;
  /** How the branch it is tried on is compared with production. */
  readonly compare: Omit<CreateBranchOptions, 'name' | 'runId'>;
}

/**
 * How a merged migration is taken out of production again: by its proven way back, tried on a branch of what
 * production is now. Production is only read.
 * @throws RollbackBlocked, OperationRefused
 */
export async function undoPlan(
  production: Target,
  migration: Migration,
  { compare, keepArchivesDays, ...options }: UndoOptions,
): Promise<OperationPlan> {
  const own = { applicationName: `godwit:${options.runId}`, signal: options.signal };
  const later = await withSession(production, own, (session) =>
    laterMigrations(session, migration.steps[0].version),
  );
  const ours = new Set(migration.steps.map(({ version }) => version));
  options.progress(`trying the rollback of ${migration.name} on a branch of what production is now`);
  const branching = { name: 'undo', runId: options.runId, ...compare };
  // What a killed process left is half-way between two schemas.
  await dropBranch(production, branchDatabaseName(production.database, options.runId, branching.name));
  const { id } = await createBranch(production, branching);
  try {
    const open = () => openSession(production.withDatabase(id), own);
    const { drops, changes } = await tryUndo(
      open,
      hashMigration(migration),
      later.filter(({ version }) => !ours.has(version)),
      options,
    );
    const [catalog, losses] = await withSession(production, own, async (session) => [
      { ...(await readCatalog(session)), keepArchivesDays },
      await lossesOf(session, changes),
    ]);
    return planUndo(migration, drops, countsOf(losses), catalog);
  } finally {
    await dropBranch(production, id);
  }
}

/** A loss says what is dropped, and in parentheses how much that is. */
const countsOf = (losses: readonly Loss[]): Losses =>
  new Map(
    losses.flatMap(({ name, text }) => {
      const [, counted] = /\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/.exec(text) ?? [];
      return name === null || counted === undefined ? [] : [[name, counted] as const];
    }),
  );
