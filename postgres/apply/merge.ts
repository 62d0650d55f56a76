import type { ClientBase } from 'pg';
import { ensureHistory, isApplied, listHistory, recordedSteps } from '../history/history.ts';
import { type HashedMigration, hashMigration, type Migration, type Step } from '../migration.ts';
import type { MergeReport, StepReport } from '../provider.ts';
import {
  columnOrder,
  type Difference,
  diffSnapshots,
  type Snapshot,
  sameButForColumnOrder,
  takeSnapshot,
} from '../snapshot/index.ts';
import { begunAttempts } from './attempts.ts';
import { DriftedDatabase, InvalidIndex, MergeUndone, MigrationFailed } from './errors.ts';
import { exclusively } from './exclusive.ts';
import type { ApplyOptions, SessionFactory } from './options.ts';
import { applyStep, rollbackStep } from './run-step.ts';
import { type Runner, withRunner } from './runner.ts';

/** The schemas between which the migration was proven on its branch. */
export interface ProvenSchemas {
  readonly schemaBefore: Snapshot;
  readonly schemaAfter: Snapshot;
}

/**
 * Applies a proven migration to production, each step exactly once, whatever crashes in between and however many
 * processes try: one works, the others wait and find it done.
 * @throws DriftedDatabase, MergeUndone, LockNotAcquired, ConnectionLost, AppliedMigrationChanged
 */
export async function mergeToProduction(
  open: SessionFactory,
  migration: Migration,
  expected: ProvenSchemas,
  options: ApplyOptions,
): Promise<MergeReport> {
  const hashed = hashMigration(migration);
  return withRunner(open, options, (runner) => exclusively(runner, () => merge(runner, hashed, expected)));
}

async function merge(
  runner: Runner,
  migration: HashedMigration,
  expected: ProvenSchemas,
): Promise<MergeReport> {
  const { session } = runner;
  await ensureHistory(session);
  const history = await listHistory(session);
  const missing = migration.steps.filter((step) => !isApplied(history, step));
  const before = await takeSnapshot(session);
  if (await isFresh(runner, migration, missing.length)) refuseDrift(expected.schemaBefore, before);
  const { steps, lockRetries } = await applyOrUndo(runner, migration, missing, expected.schemaBefore);
  const after = missing.length === 0 ? before : await takeSnapshot(session);
  const differences = drift(expected.schemaAfter, after);
  return {
    applied: missing.map(({ version }) => version),
    alreadyApplied: migration.steps.filter((step) => !missing.includes(step)).map(({ version }) => version),
    steps,
    schemaBefore: before.hash,
    schemaAfter: after.hash,
    asProven: sameButForColumnOrder(differences),
    differences,
    lockRetries,
  };
}

/**
 * Applies what is missing. A step that Postgres refuses (rows that came since the branch was made) would leave
 * production between two schemas, which nobody proved: the steps before it are rolled back.
 */
async function applyOrUndo(
  runner: Runner,
  migration: HashedMigration,
  missing: readonly Step[],
  schemaBefore: Snapshot,
): Promise<{ steps: StepReport[]; lockRetries: number }> {
  const steps: StepReport[] = [];
  let lockRetries = 0;
  try {
    for (const step of missing) {
      const done = await applyStep(runner, migration, step);
      steps.push(done.report);
      lockRetries += done.lockRetries;
    }
  } catch (error) {
    if (!(error instanceof MigrationFailed || error instanceof InvalidIndex)) throw error;
    throw await undone(runner, migration, schemaBefore, error);
  }
  return { steps, lockRetries };
}

/** Rolls back every step of the migration that production holds, newest first, and says what is left. */
async function undone(
  runner: Runner,
  migration: HashedMigration,
  schemaBefore: Snapshot,
  cause: MigrationFailed | InvalidIndex,
): Promise<MergeUndone> {
  const held = (await recordedSteps(runner.session)).filter(
    ({ migrationHash }) => migrationHash === migration.hash,
  );
  for (const step of held.toReversed()) await rollbackStep(runner, step);
  const differences = drift(schemaBefore, await takeSnapshot(runner.session));
  return new MergeUndone(
    cause,
    held.map(({ version }) => version),
    differences.filter(({ kind }) => kind !== columnOrder),
  );
}

/**
 * Whether the migration could begin on production as it is; one that has begun there is finished, whatever else changed.
 * @throws DriftedDatabase
 */
export async function assertUndrifted(
  session: ClientBase,
  { steps }: Migration,
  schemaBefore: Snapshot,
): Promise<void> {
  const history = await listHistory(session);
  if (steps.some((step) => isApplied(history, step))) return;
  refuseDrift(schemaBefore, await takeSnapshot(session));
}

/** A merge that goes on after a crash began from the proven schema; now it is somewhere in between. */
async function isFresh({ session }: Runner, { steps }: HashedMigration, missing: number): Promise<boolean> {
  const begun = await begunAttempts(session, 'migration');
  return missing === steps.length && !steps.some(({ version }) => begun.has(version));
}

/** @throws DriftedDatabase */
function refuseDrift(expected: Snapshot, found: Snapshot): void {
  const differences = drift(expected, found);
  if (!sameButForColumnOrder(differences)) throw new DriftedDatabase(differences);
}

/** A branch has a name, an owner and settings of its own: what belongs to the database itself is not compared. */
function drift(expected: Snapshot, found: Snapshot): Difference[] {
  return diffSnapshots(expected, found).filter(
    ({ kind }) => kind !== 'database' && kind !== 'database setting',
  );
}
