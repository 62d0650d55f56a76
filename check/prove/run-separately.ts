import type { Client } from 'pg';
import {
  backendPid,
  type HeldLock,
  Measurement,
  readRelations,
  readTallies,
  reportTallies,
  watchBackend,
} from '../../postgres/measure/index.ts';
import type { LockMeasurement } from '../../postgres/provider.ts';
import { type CheckedScript, type CheckedStatement, refusalOf } from '../migration.ts';
import { failureOf, notEnded, refused } from './failure.ts';
import type { MeasuredStatement } from './measured.ts';
import { mergedLocks, Recorder } from './recorder.ts';
import { nothingRan, type Ran, type Running, since } from './run.ts';
import { freshSession, limitStatement } from './session.ts';

/** The transaction that a script opened itself. */
interface Open {
  readonly begin: CheckedStatement;
  readonly recorder: Recorder;
}

/**
 * Runs a script statement by statement without a transaction of ours, as its tool would: what fails leaves what came
 * before. `watcher` is a second session on the same database; without one nothing is measured.
 */
export async function runSeparately(
  session: Client,
  watcher: Client | null,
  script: CheckedScript,
  running: Running,
): Promise<Ran> {
  const refusal = refusalOf(script);
  if (refusal !== undefined) return nothingRan(refused(script, refusal));
  await freshSession(session, running);
  const started = performance.now();
  const statements: MeasuredStatement[] = [];
  const locks: LockMeasurement[] = [];
  const ran = (failure: Ran['failure']): Ran => ({
    failure,
    ms: since(started),
    statements,
    locks: mergedLocks(locks),
  });
  let open: Open | null = null;
  for (const statement of script.statements) {
    running.signal.throwIfAborted();
    const control = controlOf(statement);
    try {
      await limitStatement(session, running);
      if (control === 'end' && open !== null && watcher !== null) locks.push(...open.recorder.locks());
      if (control === null && open === null && watcher !== null) {
        const measured = await (mustStandAlone(statement)
          ? runWatched(session, watcher, statement)
          : runRecorded(session, statement));
        statements.push(measured);
        locks.push(...measured.locks);
        continue;
      }
      const recorder: Recorder | null =
        control === 'begin' && open === null ? await Recorder.prepare(session) : null;
      const began = performance.now();
      await session.query(statement.sql);
      const ms = since(began);
      const touched = control === null && open !== null ? await open.recorder.look(began) : [];
      statements.push({ statement, ms, touched });
      if (control === 'end') open = null;
      else if (recorder !== null) open = { begin: statement, recorder };
    } catch (error) {
      running.signal.throwIfAborted();
      if (open !== null) await session.query('rollback').catch(() => undefined);
      return ran(failureOf(error, script, statement));
    }
  }
  if (open === null) return ran(null);
  await session.query('rollback');
  return ran(notEnded(script, open.begin));
}

type MeasuredAlone = MeasuredStatement & { readonly locks: LockMeasurement[] };

/** What PostgreSQL refuses in a transaction block, or what may end one itself. */
const mustStandAlone = ({ node, outsideTransaction }: CheckedStatement): boolean =>
  outsideTransaction !== null || 'CallStmt' in node || 'DoStmt' in node;

/** A statement by itself is a transaction: written out, its locks are still there when it is done. */
async function runRecorded(session: Client, statement: CheckedStatement): Promise<MeasuredAlone> {
  const recorder = await Recorder.prepare(session);
  await session.query('begin');
  try {
    const began = performance.now();
    await session.query(statement.sql);
    const ms = since(began);
    const touched = await recorder.look(began);
    const locks = recorder.locks();
    await session.query('commit');
    return { statement, ms, touched, locks };
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Locks that go with the statement are seen only by somebody who looks while it runs. */
async function runWatched(
  session: Client,
  watcher: Client,
  statement: CheckedStatement,
): Promise<MeasuredAlone> {
  const before = await readRelations(session);
  await reportTallies(session);
  const measurement = new Measurement(before, await readTallies(session, 'shared'));
  const pid = await backendPid(session);
  // A lock that is seen for the first time was taken after the look before.
  let looked = performance.now();
  const onLocks = (held: HeldLock[]): boolean => {
    const before = looked;
    looked = performance.now();
    return measurement.observe(held, before);
  };
  const watch = await watchBackend(watcher, pid, {
    onLocks,
    holdUntilSeen: 'IndexStmt' in statement.node && statement.node.IndexStmt.concurrent === true,
  });
  try {
    await session.query(statement.sql);
  } finally {
    await watch.stop();
  }
  const { ms } = measurement;
  await reportTallies(session);
  const locks = measurement.locks(await readRelations(session), await readTallies(session, 'shared'), false);
  const touched = locks.map(({ relation, mode, rewrite, scan }) => ({
    relation,
    mode,
    rewrite,
    scan,
    rows: 0,
  }));
  return { statement, ms, touched, locks };
}

function controlOf({ node }: CheckedStatement): 'begin' | 'end' | null {
  if (!('TransactionStmt' in node)) return null;
  switch (node.TransactionStmt.kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin';
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_ROLLBACK':
    case 'TRANS_STMT_PREPARE':
      return 'end';
    default:
      // Savepoints live inside of any transaction.
      return null;
  }
}
