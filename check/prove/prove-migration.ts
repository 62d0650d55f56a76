import { digestData } from '../../postgres/data/index.ts';
import { type CheckedMigration, type CheckedScript, refusalOf } from '../migration.ts';
import { keepsItself } from '../quarantine/destructive.ts';
import { asError, deriveDown } from './derive.ts';
import { type Moment, wholeTables } from './differences.ts';
import { type Failure, refused } from './failure.ts';
import { hazardsOf } from './hazards.ts';
import type { History } from './history.ts';
import { lostRows } from './losses.ts';
import { dropStage, proveQuarantine, stageFor } from './quarantine.ts';
import type { AgainReport, DerivedReport, DownReport, MigrationReport } from './report.ts';
import type { Ran } from './run.ts';
import { freshSession } from './session.ts';
import { refusedOnShared } from './shared-server.ts';
import { mayRename, readTables } from './tables.ts';
import type { Trial, Tried } from './trial.ts';
import { tryDown } from './try-down.ts';

/** Applies a migration to the history's database and proves its down; the up stays where it applies. */
export async function proveMigration(
  history: History,
  migration: CheckedMigration,
): Promise<MigrationReport> {
  const { up, down } = migration;
  const { derive } = history.options;
  const before = await begin(history, up);
  const facts = derive === true ? await history.facts().catch(asError) : null;
  const stage = derive === true ? await stageFor(history, up) : null;
  const ran = await history.apply(up, true);
  if (ran.failure !== null) {
    await dropStage(stage);
    return notApplied(history, migration, ran, ran.failure);
  }
  await freshSession(await history.database.session(), history.running);
  const after = await history.schema();
  const written: DownReport =
    down === null ? { source: 'none', ...untried } : await proveDown(history, { up, down, before, after });
  const good = written.restores === true && written.again === undefined;
  const derived =
    facts === null || good ? undefined : await deriveDown(history, { migration, facts, before, after });
  const quarantine =
    stage === null || facts === null || facts instanceof Error
      ? undefined
      : await proveQuarantine(history, stage, { migration, facts, before, after, good });
  await dropStage(stage);
  return {
    ...headOf(migration),
    up: { applied: true, ms: ran.ms },
    down: derived !== undefined && down === null ? derivedReport(derived) : written,
    ...(derived !== undefined && { derived }),
    ...(quarantine !== undefined && { quarantine }),
    locks: ran.locks,
    hazards: hazardsOf({
      migration,
      statements: ran.statements,
      locks: ran.locks,
      before: before.schema,
      after,
      realRows: history.options.sharedServer === true,
    }),
  };
}

const untried = { runs: null, restores: null, differences: [] } as const;

const headOf = ({ version, name, file }: CheckedMigration) =>
  ({ type: 'migration', version, name, file }) as const;

async function begin(history: History, up: CheckedScript): Promise<Moment> {
  const session = await history.database.session();
  await freshSession(session, history.running);
  const tables = mayRename(up) ? await readTables(session) : null;
  return { schema: await history.schema(), data: await digestData(session), tables };
}

/** An up that failed; the history is as it was before it. */
export function notApplied(
  history: History,
  migration: CheckedMigration,
  { ms }: Ran,
  failure: Failure,
): MigrationReport {
  const dependsOn = history.failed.behind(failure);
  history.failed.add(migration.version, migration.up);
  return {
    ...headOf(migration),
    up: { applied: false, error: failure.message, ...(dependsOn.length > 0 && { dependsOn }), ms },
    down: { source: migration.down === null ? 'none' : 'file', ...untried },
    locks: [],
    hazards: hazardsOf({ migration }),
  };
}

async function proveDown(history: History, tried: Tried): Promise<DownReport> {
  const { down } = tried;
  const problem = refusalOf(down);
  const refusal =
    problem === undefined
      ? history.options.sharedServer === true
        ? refusedOnShared(down)
        : null
      : refused(down, problem);
  if (refusal !== null) return reportOf({ failure: refusal, restored: null, again: null });
  const trial = await tryDown(history, tried);
  const { restored } = trial;
  if (restored === null) return reportOf(trial);
  const session = await history.database.session();
  await freshSession(session, history.running);
  // Rows that are the same may be so by chance, where the up keeps nothing.
  const whole = keepsItself(tried.up) ? wholeTables(tried.before, restored) : [];
  const moments = { before: tried.before, after: tried.after, restored };
  return reportOf(trial, await lostRows(session, moments, whole));
}

function reportOf({ failure, restored, again }: Trial, losses: readonly string[] = []): DownReport {
  if (restored === null)
    return {
      source: 'file',
      runs: false,
      restores: false,
      ...(failure !== null && { error: failure.message }),
      differences: [],
    };
  const repeated = againOf(again);
  return {
    source: 'file',
    runs: true,
    restores: restored.same,
    differences: restored.differences,
    ...(losses.length > 0 && { lostRows: losses }),
    ...(repeated !== undefined && { again: repeated }),
  };
}

/** Where nobody wrote a down, the derived one stands for it. */
const derivedReport = ({ restores, error, differences = [], lostRows: lost }: DerivedReport): DownReport => ({
  source: 'derived',
  runs: error === undefined,
  restores,
  ...(error !== undefined && { error }),
  differences,
  ...(lost !== undefined && { lostRows: lost }),
});

function againOf(again: Trial['again']): AgainReport | undefined {
  if (again === null) return undefined;
  if (again.failure !== null) return { applied: false, error: again.failure.message, differences: [] };
  if (again.comparison === null || again.comparison.same) return undefined;
  return { applied: true, differences: again.comparison.differences };
}
