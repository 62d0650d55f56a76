import type { ClientBase } from 'pg';
import { compareData, digestData, readHeld } from '../data/index.ts';
import { ensureHistory, type RecordedStep, recordedSteps } from '../history/history.ts';
import type { RollbackReport, StepReport } from '../provider.ts';
import { diffSnapshots, sameButForColumnOrder, takeSnapshot } from '../snapshot/index.ts';
import {
  type BranchState,
  branchStates,
  ensureBranchState,
  storeRolledBack,
  storeRollingBack,
} from './branch-state.ts';
import { NotAppliedHere } from './errors.ts';
import { exclusively } from './exclusive.ts';
import { type HeldLoss, lossesOf } from './losses.ts';
import type { ApplyOptions, SessionFactory } from './options.ts';
import { rollbackStep } from './run-step.ts';
import { type Runner, withRunner } from './runner.ts';

/**
 * Rolls back, newest first by the recorded SQL, what was applied on this branch after `migrationVersion`, or
 * everything; then compares schema and data with what they were before. Called again it goes on where it was
 * interrupted; after the end it gives the same report.
 * @throws NotAppliedHere, MigrationFailed, LockNotAcquired, ConnectionLost
 */
export async function rollbackOnBranch(
  open: SessionFactory,
  migrationVersion: string | undefined,
  options: ApplyOptions,
): Promise<RollbackReport> {
  return withRunner(open, options, (runner) =>
    exclusively(runner, () => rollback(runner, migrationVersion ?? '')),
  );
}

async function rollback(runner: Runner, migrationVersion: string): Promise<RollbackReport> {
  const { session } = runner;
  await ensureHistory(session);
  await ensureBranchState(session);
  const newer = (await branchStates(session)).filter(({ firstVersion }) => firstVersion > migrationVersion);
  const undone = newer.filter(({ status }) => status !== 'rolled back');
  const hashes = undone.map(({ hash }) => hash);
  const steps = await stepsToUndo(runner, migrationVersion, hashes);
  const [oldest] = undone;
  if (oldest === undefined) return newer[0]?.rollbackReport ?? nothingToDo;
  const losses = await storeRollingBack(session, hashes, await expectedLosses(session, oldest));
  const reports: StepReport[] = [];
  for (const step of steps.reverse()) reports.push((await rollbackStep(runner, step)).report);
  // Also what an attempt that broke off took back before: its evidence is still to be given.
  const rolledBack = [
    ...new Set([...versionsOf(reports), ...undone.map(({ firstVersion }) => firstVersion)]),
  ];
  const report = await compare(runner, oldest, {
    rolledBack: rolledBack.sort().reverse(),
    steps: reports,
    losses: await reallyLost(session, losses),
  });
  await storeRolledBack(session, hashes, report);
  return report;
}

async function expectedLosses(session: ClientBase, { beforeSchema }: BranchState): Promise<HeldLoss[]> {
  const losses = await lossesOf(session, diffSnapshots(beforeSchema, await takeSnapshot(session)));
  const held = await readHeld(session);
  return losses.map((loss) => ({ ...loss, identity: held.get(loss.name ?? '') ?? null }));
}

/** What only gets its former name back loses nothing. */
async function reallyLost(session: ClientBase, losses: readonly HeldLoss[]): Promise<string[]> {
  const now = new Set((await readHeld(session)).values());
  return losses.filter(({ identity }) => identity === null || !now.has(identity)).map(({ text }) => text);
}

/** @throws NotAppliedHere where a version given would undo more than was applied on this branch */
async function stepsToUndo(
  { session }: Runner,
  migrationVersion: string,
  hashes: readonly string[],
): Promise<RecordedStep[]> {
  const newer = (await recordedSteps(session)).filter(({ version }) => version > migrationVersion);
  const foreign = newer.filter(({ migrationHash }) => !hashes.includes(migrationHash));
  if (migrationVersion !== '' && foreign.length > 0)
    throw new NotAppliedHere(foreign.map(({ version }) => version));
  return newer.filter(({ migrationHash }) => hashes.includes(migrationHash));
}

async function compare(
  { session }: Runner,
  { beforeSchema, beforeData }: BranchState,
  done: Pick<RollbackReport, 'rolledBack' | 'steps' | 'losses'>,
): Promise<RollbackReport> {
  const differences = diffSnapshots(beforeSchema, await takeSnapshot(session));
  const changedTables = compareData(beforeData, await digestData(session));
  return {
    ...done,
    schemaRestored: sameButForColumnOrder(differences),
    dataRestored: changedTables.length === 0,
    differences,
    changedTables,
  };
}

const versionsOf = (reports: readonly StepReport[]): string[] => reports.map(({ version }) => version);

const nothingToDo: RollbackReport = {
  rolledBack: [],
  steps: [],
  schemaRestored: true,
  dataRestored: true,
  differences: [],
  changedTables: [],
  losses: [],
};
