import { MigrationFailed } from '../apply/errors.ts';
import { exclusively } from '../apply/exclusive.ts';
import type { ApplyOptions, SessionFactory } from '../apply/options.ts';
import { applyStep, rollbackStep } from '../apply/run-step.ts';
import { type Runner, withRunner } from '../apply/runner.ts';
import type { HashedMigration, Step } from '../migration.ts';
import { type Difference, diffSnapshots, sameButForColumnOrder, takeSnapshot } from '../snapshot/index.ts';
import { RollbackBlocked } from './errors.ts';
import { type Holding, missing, type OwnedSequence, ownedSequences, readHoldings } from './held.ts';
import { inTheWay, type LaterMigration } from './later.ts';
import { takenAway } from './names.ts';

/** A table or column that goes with the way back of a step. */
export interface Drop extends Holding {
  readonly version: string;
  /** Its name by then, where the way back has renamed it. */
  readonly called: string;
  /** Of a table. */
  readonly sequences: readonly OwnedSequence[];
}

export interface Tried {
  readonly drops: readonly Drop[];
  /** What the migration changed, as it stands now. */
  readonly changes: readonly Difference[];
}

/**
 * Goes the way back of a migration on a branch, and there again: what goes with which step, and whether it still leads
 * to where it came from.
 * @throws RollbackBlocked
 */
export const tryUndo = (
  open: SessionFactory,
  migration: HashedMigration,
  later: readonly LaterMigration[],
  options: ApplyOptions,
): Promise<Tried> =>
  withRunner(open, options, (runner) => exclusively(runner, () => thereAndBack(runner, migration, later)));

async function thereAndBack(
  runner: Runner,
  migration: HashedMigration,
  later: readonly LaterMigration[],
): Promise<Tried> {
  const { session } = runner;
  const title = `${migration.steps[0].version}_${migration.name}`;
  const before = await takeSnapshot(session);
  const held = await readHoldings(session);
  const drops: Drop[] = [];
  for (const step of migration.steps.toReversed())
    drops.push(...(await undoStep(runner, step, title, later, held)));
  // What another one of its name has taken the place of, as a column of another type does, holds its values.
  const names = new Set((await readHoldings(session)).map(({ name }) => name));
  const undone = await takeSnapshot(session);
  for (const step of migration.steps) {
    await fitting(title, step.up, later, () => applyStep(runner, migration, step));
  }
  const differences = diffSnapshots(before, await takeSnapshot(session));
  if (!sameButForColumnOrder(differences)) {
    const names = differences.map(({ object }) => object.split(/[ .]/).at(-1) ?? '');
    throw new RollbackBlocked(
      title,
      `it would take more with it: ${differences.map(({ text }) => text).join('; ')}`,
      inTheWay(later, names),
    );
  }
  return { drops: drops.filter(({ name }) => !names.has(name)), changes: diffSnapshots(undone, before) };
}

async function undoStep(
  runner: Runner,
  { version, down }: Step,
  title: string,
  later: readonly LaterMigration[],
  held: readonly Holding[],
): Promise<Drop[]> {
  const { session } = runner;
  const before = await readHoldings(session);
  const sequences = await ownedSequences(session);
  await fitting(title, down, later, () => rollbackStep(runner, { version, rollback: down }));
  return missing(before, await readHoldings(session)).flatMap((gone) => {
    // The way back makes tables and columns of its own in between.
    const was = held.find(({ identity }) => identity === gone.identity);
    return was === undefined
      ? []
      : [{ ...was, version, called: gone.name, sequences: sequences.get(gone.identity) ?? [] }];
  });
}

/** @throws RollbackBlocked for SQL that PostgreSQL refuses by now */
async function fitting(
  title: string,
  sql: string,
  later: readonly LaterMigration[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof MigrationFailed)) throw error;
    throw new RollbackBlocked(title, error.reason, inTheWay(later, takenAway(sql)));
  }
}
