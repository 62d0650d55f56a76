import { digestData } from '../data/index.ts';
import { ensureHistory, isApplied, listHistory, recordedSteps } from '../history/history.ts';
import { type HashedMigration, hashMigration, type Migration } from '../migration.ts';
import type { ApplyReport } from '../provider.ts';
import {
  accessChanges,
  diffSnapshots,
  type Snapshot,
  sameButForColumnOrder,
  takeSnapshot,
} from '../snapshot/index.ts';
import {
  type BranchState,
  ensureBranchState,
  findBranchState,
  storeApplied,
  storeBefore,
} from './branch-state.ts';
import { exclusively } from './exclusive.ts';
import type { ApplyOptions, SessionFactory } from './options.ts';
import { applyStep } from './run-step.ts';
import { type Runner, withRunner } from './runner.ts';

/**
 * Applies a migration on a branch, step by step, and measures. Keeps in the branch what it was before, so that any
 * process can roll back and compare. Called again it goes on where it was interrupted; after the end it only reports.
 * @throws MigrationFailed, LockNotAcquired, ConnectionLost, AppliedMigrationChanged, UncoveredObjectKind
 */
export async function applyOnBranch(
  open: SessionFactory,
  migration: Migration,
  options: ApplyOptions,
): Promise<ApplyReport> {
  const hashed = hashMigration(migration);
  return withRunner(open, options, (runner) => exclusively(runner, () => applyOrReport(runner, hashed)));
}

async function applyOrReport(runner: Runner, migration: HashedMigration): Promise<ApplyReport> {
  const { session } = runner;
  await ensureHistory(session);
  await ensureBranchState(session);
  // Before anything is stored: a version that is there with other SQL is refused.
  for (const step of migration.steps) isApplied(await listHistory(session), step);
  const state = await findBranchState(session, migration.hash);
  if (state?.status === 'applied' && state.afterSchema !== null)
    return report(runner, migration, state, state.afterSchema);
  const current = state?.status === 'applying' ? state : await begin(runner, migration);
  for (const step of migration.steps) {
    if (!isApplied(await listHistory(session), step)) await applyStep(runner, migration, step);
  }
  const after = await takeSnapshot(session);
  await storeApplied(session, migration.hash, after);
  return report(runner, migration, current, after);
}

async function begin({ session }: Runner, migration: HashedMigration): Promise<BranchState> {
  await storeBefore(session, migration, await takeSnapshot(session), await digestData(session));
  const state = await findBranchState(session, migration.hash);
  if (state === undefined) throw new Error(`the state before ${migration.name} was not stored`);
  return state;
}

async function report(
  { session }: Runner,
  migration: HashedMigration,
  { beforeSchema, earlierSchema }: BranchState,
  after: Snapshot,
): Promise<ApplyReport> {
  const recorded = await recordedSteps(session);
  const versions = new Set(migration.steps.map(({ version }) => version));
  const differences = earlierSchema === null ? null : diffSnapshots(earlierSchema, after);
  return {
    migration,
    steps: recorded.flatMap((step) =>
      versions.has(step.version) && step.report !== null ? [step.report] : [],
    ),
    schemaBefore: beforeSchema.hash,
    schemaAfter: after.hash,
    changes: diffSnapshots(beforeSchema, after),
    access: accessChanges(beforeSchema, after),
    reapplied: differences && { sameSchema: sameButForColumnOrder(differences), differences },
  };
}
