import type { Client } from 'pg';
import type { LockMeasurement } from '../../postgres/provider.ts';
import { type CheckedScript, type CheckedStatement, refusalOf } from '../migration.ts';
import { type Failure, failureOf, refused } from './failure.ts';
import type { MeasuredStatement } from './measured.ts';
import { Recorder } from './recorder.ts';
import { freshSession, limitStatement, type SessionSettings } from './session.ts';

export interface Running extends SessionSettings {
  readonly signal: AbortSignal;
}

/** What came of running a script. */
export interface Ran {
  readonly failure: Failure | null;
  readonly ms: number;
  readonly statements: readonly MeasuredStatement[];
  readonly locks: readonly LockMeasurement[];
}

/** Runs a script in a transaction of its own and commits; one that fails leaves nothing. */
export async function runInTransaction(
  session: Client,
  script: CheckedScript,
  running: Running,
  measured: boolean,
): Promise<Ran> {
  const refusal = refusalOf(script);
  if (refusal !== undefined) return nothingRan(refused(script, refusal));
  await freshSession(session, running);
  const recorder = measured ? await Recorder.prepare(session) : null;
  await session.query('begin');
  const started = performance.now();
  const { failure, statements } = await runStatements(session, script, running, recorder);
  const locks = failure === null ? (recorder?.locks() ?? []) : [];
  const end = failure ?? (await commit(session, script, running));
  if (end !== null) await session.query('rollback').catch(() => undefined);
  return { failure: end, ms: since(started), statements, locks };
}

/**
 * The statements of a script in the transaction that is open, with the checks that would come at its end: deferred
 * constraints speak here.
 */
export async function runStatements(
  session: Client,
  script: CheckedScript,
  running: Running,
  recorder: Recorder | null,
): Promise<Pick<Ran, 'failure' | 'statements'>> {
  const done: MeasuredStatement[] = [];
  let current: CheckedStatement | null = null;
  try {
    for (const statement of script.statements) {
      running.signal.throwIfAborted();
      current = statement;
      await limitStatement(session, running);
      const began = performance.now();
      await session.query(statement.sql);
      const ms = since(began);
      done.push({ statement, ms, touched: (await recorder?.look(began)) ?? [] });
    }
    current = null;
    const began = performance.now();
    await session.query('set constraints all immediate');
    await recorder?.look(began);
    return { failure: null, statements: done };
  } catch (error) {
    running.signal.throwIfAborted();
    return { failure: failureOf(error, script, current), statements: done };
  }
}

async function commit(session: Client, script: CheckedScript, { signal }: Running): Promise<Failure | null> {
  try {
    await session.query('commit');
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return failureOf(error, script, null);
  }
}

export const nothingRan = (failure: Failure): Ran => ({ failure, ms: 0, statements: [], locks: [] });

export const since = (started: number): number => Math.round((performance.now() - started) * 10) / 10;
