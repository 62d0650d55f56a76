import { rollbackBetween, type SchemaFacts } from '../../postgres/derive/index.ts';
import type { SchemaState } from '../../postgres/snapshot/index.ts';
import { type CheckedMigration, type CheckedScript, refusalOf } from '../migration.ts';
import { readScript } from '../script/read.ts';
import { noTool } from '../script/tool-rule.ts';
import type { Moment } from './differences.ts';
import type { History } from './history.ts';
import { lostRows } from './losses.ts';
import type { DerivedReport } from './report.ts';
import { freshSession } from './session.ts';
import { isConvincing } from './trial.ts';
import { tryDown } from './try-down.ts';

export interface ToDerive {
  readonly migration: CheckedMigration;
  /** Of before; an error where they could not be read. */
  readonly facts: SchemaFacts | Error;
  readonly before: Moment;
  readonly after: SchemaState;
}

/** Writes a down from the schemas before and after, and proves it as one that somebody wrote. */
export async function deriveDown(history: History, wanted: ToDerive): Promise<DerivedReport> {
  const { migration, before, after } = wanted;
  const down = await scriptFor(history, wanted).catch(asError);
  history.options.signal.throwIfAborted();
  // What the writer of the SQL cannot do is no reason to prove nothing else.
  if (down instanceof Error) return { restores: false, error: `no down can be derived: ${down.message}` };
  const problem = refusalOf(down);
  if (problem !== undefined) return { restores: false, sql: down.sql, error: problem.message };
  const trial = await tryDown(history, { up: migration.up, down, before, after });
  const { restored } = trial;
  const failure = trial.failure ?? trial.again?.failure ?? null;
  if (restored === null)
    return { restores: false, sql: down.sql, ...(failure !== null && { error: failure.message }) };
  const session = await history.database.session();
  await freshSession(session, history.running);
  const moments = { before: before.schema, after, restored: restored.schema };
  const lost = await lostRows(session, moments);
  return {
    restores: isConvincing(trial),
    sql: down.sql,
    ...(failure !== null && { error: failure.message }),
    ...(restored.differences.length > 0 && { differences: restored.differences }),
    ...(lost.length > 0 && { lostRows: lost }),
  };
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

async function scriptFor(history: History, { migration, facts }: ToDerive): Promise<CheckedScript> {
  if (facts instanceof Error) throw facts;
  const { sql, transactional } = rollbackBetween(facts, await history.facts());
  const source = { file: `derived down of ${migration.file}`, text: sql, problems: [] };
  const script = readScript(source, noTool);
  return transactional ? script : { ...script, transaction: 'none' };
}
