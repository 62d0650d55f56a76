import {
  Measurement,
  readRelations,
  readTallies,
  runReadingAll,
  runReadingLocks,
  type Watch,
  watchBackend,
} from '../measure/index.ts';
import type { StepReport } from '../provider.ts';
import { type Statement, splitStatements } from '../script/statements.ts';
import { dollarQuoted } from '../sql.ts';
import { isTransient, stepFailure } from './failure.ts';
import { withLockRetries } from './lock-retries.ts';
import type { Limits } from './options.ts';
import { freshSettings, type Runner } from './runner.ts';
import type { Work, WorkDone } from './work.ts';

/**
 * Runs a step and its history row in one transaction; a step that fails leaves nothing.
 * @throws MigrationFailed, LockNotAcquired, ConnectionLost
 */
export async function runTransactional(runner: Runner, work: Work): Promise<WorkDone> {
  const statements = splitStatements(work.sql, work.part);
  await freshSettings(runner, runner.limits.lockTimeoutMs);
  let watch: Watch | null = null;
  const vacuumed = new Set<string>();
  const { result, retries } = await withLockRetries(runner, work.version, {
    run: async () => {
      watch = await watchBackend(runner.watcher, runner.pid);
      try {
        return await inTransaction(runner, work, statements, vacuumed);
      } finally {
        await watch.stop();
        for (const { vacuums } of watch.blockers) if (vacuums !== null) vacuumed.add(vacuums);
      }
    },
    blockers: () => watch?.blockers ?? [],
  });
  return { report: result, lockRetries: retries };
}

async function inTransaction(
  runner: Runner,
  work: Work,
  statements: readonly Statement[],
  vacuumed: ReadonlySet<string>,
): Promise<StepReport> {
  const { session } = runner;
  const timeouts = ownTimeouts(runner.limits);
  let current: Statement | null = null;
  try {
    await session.query('begin');
    await waitForVacuum(runner, vacuumed);
    const measurement = new Measurement(await readRelations(session), await readTallies(session, 'own'));
    for (const statement of statements) {
      runner.options.signal.throwIfAborted();
      const since = performance.now();
      current = statement;
      measurement.observe(await runReadingLocks(session, `${timeouts}${statement.sql}`), since);
    }
    // Constraints that were deferred speak here, before the step is recorded.
    current = null;
    const {
      locks,
      tallies,
      relations: after,
    } = await runReadingAll(
      session,
      'set constraints all immediate; reset session authorization; reset role',
    );
    measurement.observe(locks, performance.now());
    const report = (): StepReport => {
      const held = measurement.locks(after, tallies, true);
      const { ms } = measurement;
      return { version: work.version, ms, rows: measurement.rows(tallies), locks: held };
    };
    const recorded = await work.record(report());
    // Somebody without our lock was faster: what this transaction did is there already.
    await session.query(recorded ? 'commit' : 'rollback');
    return report();
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    runner.options.signal.throwIfAborted();
    throw isTransient(error)
      ? error
      : stepFailure(error, {
          ...work,
          statement: current,
          before: timeouts.length,
        });
  }
}

/** Again before each statement: SQL of the step cannot switch them off for what follows. */
const ownTimeouts = ({ lockTimeoutMs, statementTimeoutMs }: Limits): string =>
  `select set_config('lock_timeout', '${lockTimeoutMs}ms', true), ` +
  `set_config('statement_timeout', '${statementTimeoutMs}ms', true);\n`;

/**
 * A vacuum would outlast every short wait. PostgreSQL ends an automatic one for whoever has waited deadlock_timeout;
 * with this lock we may, because applications read and write past it, and no other vacuum begins while we hold it.
 */
async function waitForVacuum({ session }: Runner, tables: ReadonlySet<string>): Promise<void> {
  for (const table of tables) {
    await session.query(
      `select set_config('lock_timeout',
         round(extract(epoch from current_setting('deadlock_timeout')::interval) * 1000 + 1000) || 'ms', true)`,
    );
    await session.query(
      `do ${dollarQuoted(`begin
        lock table ${table} in share update exclusive mode;
      exception when insufficient_privilege or undefined_table then null;
      end`)}`,
    );
  }
}
