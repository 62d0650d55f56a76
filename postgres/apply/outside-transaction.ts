import {
  Measurement,
  readRelations,
  readTallies,
  reportTallies,
  type Watch,
  watchBackend,
} from '../measure/index.ts';
import type { StepReport } from '../provider.ts';
import { type Statement, splitStatements } from '../script/statements.ts';
import { beginAttempt, endAttempt } from './attempts.ts';
import { batchProgress } from './batch-progress.ts';
import { ConnectionLost } from './errors.ts';
import { isTransient, stepFailure } from './failure.ts';
import { withLockRetries } from './lock-retries.ts';
import { concurrentLockTimeoutMs } from './options.ts';
import { type Recovery, recoveryFor } from './recovery.ts';
import { freshSettings, type Runner } from './runner.ts';
import type { Work, WorkDone } from './work.ts';

/**
 * Runs a concurrent or batched step: one statement without a transaction around it, its history row right after.
 * After a crash in between, a batched step runs again; of a concurrent one the catalog tells what is left to do.
 * @throws MigrationFailed, LockNotAcquired, ConnectionLost, InvalidIndex
 */
export async function runOutsideTransaction(runner: Runner, work: Work): Promise<WorkDone> {
  const { session, limits } = runner;
  const [statement] = splitStatements(work.sql, work.part);
  if (statement === undefined) throw new Error(`step ${work.version} has no statement`);
  const isConcurrent = work.kind === 'concurrent';
  await freshSettings(runner, isConcurrent ? concurrentLockTimeoutMs(limits) : limits.lockTimeoutMs);
  let watch: Watch | null = null;
  const attempt = async (): Promise<StepReport> => {
    const before = await readRelations(session);
    await reportTallies(session);
    const measurement = new Measurement(before, await readTallies(session, 'shared'));
    watch = await watchBackend(runner.watcher, runner.pid, {
      onLocks: (locks) => measurement.observe(locks, performance.now()),
      holdUntilSeen: 'IndexStmt' in statement.node,
    });
    try {
      if (isConcurrent) await runRecoverable(runner, work, statement, recoveryFor(statement.node));
      else await runTelling(runner, work, statement);
    } catch (error) {
      runner.options.signal.throwIfAborted();
      throw isTransient(error) ? error : stepFailure(error, { ...work, statement });
    } finally {
      await watch.stop();
    }
    const { ms } = measurement;
    await session.query('reset session authorization; reset role');
    await reportTallies(session);
    const tallies = await readTallies(session, 'shared');
    const locks = measurement.locks(await readRelations(session), tallies, false);
    return { version: work.version, ms, rows: measurement.rows(tallies), locks };
  };
  const { result, retries } = await withLockRetries(runner, work.version, {
    run: attempt,
    blockers: () => watch?.blockers ?? [],
  });
  await finish(runner, work, result);
  return { report: result, lockRetries: retries };
}

/** A batched step says in notices how far it is. */
async function runTelling({ session, options }: Runner, work: Work, { sql }: Statement): Promise<void> {
  const tell = ({ message = '' }: { message?: string | undefined }): void => {
    const line = batchProgress(message);
    if (line !== null) options.progress(`step ${work.version}: ${line}`);
  };
  session.on('notice', tell);
  try {
    await session.query(sql);
  } finally {
    session.off('notice', tell);
  }
}

async function runRecoverable(
  runner: Runner,
  work: Work,
  statement: Statement,
  recovery: Recovery,
): Promise<void> {
  const { session, options } = runner;
  const earlier = await beginAttempt(session, work, await recovery.targetExists(session));
  try {
    const cleaned = await recovery.clean(session);
    if (cleaned !== null) options.progress(`step ${work.version}: ${cleaned}`);
    if (earlier !== null && (await recovery.isDone(session, earlier))) {
      options.progress(`step ${work.version} was finished before it was interrupted`);
      return;
    }
    await session.query(statement.sql);
    await recovery.verify(session);
  } catch (error) {
    // PostgreSQL's refusal is an answer: nothing is uncertain, and an index that was not finished goes at once.
    // Only a lost session leaves the attempt open.
    if (!(stepFailure(error, { ...work, statement }) instanceof ConnectionLost)) {
      await recovery.clean(session).catch(() => undefined);
      await endAttempt(session, work).catch(() => undefined);
    }
    throw error;
  }
}

/** The history row and the end of the attempt are one transaction. */
async function finish({ session }: Runner, work: Work, report: StepReport): Promise<void> {
  try {
    await session.query('begin');
    await work.record(report);
    await endAttempt(session, work);
    await session.query('commit');
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw stepFailure(error, { ...work, statement: null });
  }
}
