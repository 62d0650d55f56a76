import { forgetStep, type RecordedStep, recordStep } from '../history/history.ts';
import type { HashedMigration, Step } from '../migration.ts';
import { classify } from '../script/index.ts';
import { runOutsideTransaction } from './outside-transaction.ts';
import type { Runner } from './runner.ts';
import { runTransactional } from './transactional.ts';
import type { Work, WorkDone } from './work.ts';

/** Applies one step and records it. @throws MigrationFailed, LockNotAcquired, ConnectionLost, InvalidIndex */
export async function applyStep(runner: Runner, migration: HashedMigration, step: Step): Promise<WorkDone> {
  const { session, options } = runner;
  const done = await run(runner, {
    version: step.version,
    part: 'migration',
    kind: step.kind,
    sql: step.up,
    record: (report) => recordStep(session, migration, step, { runId: options.runId, report }),
  });
  options.progress(`step ${step.version} applied in ${done.report.ms} ms`);
  return done;
}

/** Undoes one step by its recorded rollback and takes it out of the history. */
export async function rollbackStep(
  runner: Runner,
  step: Pick<RecordedStep, 'version' | 'rollback'>,
): Promise<WorkDone> {
  const { session, options } = runner;
  const done = await run(runner, {
    version: step.version,
    part: 'rollback',
    kind: classify(step.rollback, 'rollback'),
    sql: step.rollback,
    async record() {
      await forgetStep(session, step.version);
      return true;
    },
  });
  options.progress(`step ${step.version} rolled back in ${done.report.ms} ms`);
  return done;
}

const run = (runner: Runner, work: Work): Promise<WorkDone> =>
  work.kind === 'transactional' ? runTransactional(runner, work) : runOutsideTransaction(runner, work);
