import { readFacts, rollbackBetween, type SchemaFacts, supplement } from '../../postgres/derive/index.ts';
import { diffStates, type SchemaState, snapshotOf } from '../../postgres/snapshot/index.ts';
import { type CheckedMigration, type CheckedScript, refusalOf } from '../migration.ts';
import { readScript } from '../script/read.ts';
import { noTool } from '../script/tool-rule.ts';
import type { Moment } from './differences.ts';
import type { History } from './history.ts';
import { lostRows } from './losses.ts';
import { moveBack, movesFor } from './move-back.ts';
import type { DerivedReport } from './report.ts';
import { freshSession } from './session.ts';
import { isConvincing, type Trial } from './trial.ts';
import { tryDown } from './try-down.ts';

export interface ToDerive {
  readonly migration: CheckedMigration;
  /** Of before; an error where they could not be read. */
  readonly facts: SchemaFacts | Error;
  readonly before: Moment;
  readonly after: SchemaState;
}

/** SQL of a down, and whether all of it can be one transaction. */
interface Draft {
  readonly statements: readonly string[];
  readonly transactional: boolean;
}

/** What a round of additions brings may lack something itself: an index its statistics, a view its comments. */
const rounds = 3;

/** Writes a down from the schemas before and after, and proves it as one that somebody wrote. */
export async function deriveDown(history: History, wanted: ToDerive): Promise<DerivedReport> {
  const { before, after } = wanted;
  let draft = await draftFor(history, wanted).catch(asError);
  history.options.signal.throwIfAborted();
  // What the writer of the SQL cannot do is no reason to prove nothing else.
  if (draft instanceof Error) return { restores: false, error: `no down can be derived: ${draft.message}` };
  let tried = await tryDraft(history, wanted, draft);
  for (let round = 1; round < rounds && tried.trial?.restored != null; round++) {
    const missing = supplement(
      diffStates(before.schema, tried.trial.restored.schema),
      snapshotOf(before.schema),
    );
    if (missing.length === 0) break;
    draft = { ...draft, statements: [...draft.statements, ...missing] };
    const next = await tryDraft(history, wanted, draft);
    if (next.trial?.restored == null) break;
    tried = next;
  }
  const { script, trial } = tried;
  if (trial === null) return { restores: false, sql: script.sql, error: refusalOf(script)?.message ?? '' };
  const { restored } = trial;
  const failure = trial.failure ?? trial.again?.failure ?? null;
  if (restored === null)
    return { restores: false, sql: script.sql, ...(failure !== null && { error: failure.message }) };
  const session = await history.database.session();
  await freshSession(session, history.running);
  const lost = await lostRows(session, { before, after, restored });
  return {
    restores: isConvincing(trial),
    sql: script.sql,
    ...(failure !== null && { error: failure.message }),
    ...(restored.differences.length > 0 && { differences: restored.differences }),
    ...(lost.length > 0 && { lostRows: lost }),
  };
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** `trial` is null where the SQL is refused. */
async function tryDraft(
  history: History,
  { migration, before, after }: ToDerive,
  { statements, transactional }: Draft,
): Promise<{ readonly script: CheckedScript; readonly trial: Trial | null }> {
  const text =
    statements.length === 0
      ? '-- The schema is the same before and after.\nSELECT 1;'
      : statements.join('\n');
  const source = { file: `derived down of ${migration.file}`, text: `${text}\n`, problems: [] };
  const read = readScript(source, noTool);
  const script: CheckedScript = transactional ? read : { ...read, transaction: 'none' };
  if (refusalOf(script) !== undefined) return { script, trial: null };
  return { script, trial: await tryDown(history, { up: migration.up, down: script, before, after }) };
}

/** First everything gets its former name, then what differs is written. */
async function draftFor(history: History, { facts, before, after }: ToDerive): Promise<Draft> {
  if (facts instanceof Error) throw facts;
  const moves = await movesFor(history.database, { facts, before: before.schema, now: after });
  const moved = moves.length === 0 ? { facts: await history.facts(), done: [] } : await move(history, moves);
  const { statements, transactional } = rollbackBetween(facts, moved.facts, snapshotOf(before.schema));
  return { statements: [...moved.done, ...statements], transactional };
}

/** On a copy: what is left to derive is read from what the moves lead to. */
async function move(
  history: History,
  moves: readonly string[],
): Promise<{ readonly facts: SchemaFacts; readonly done: readonly string[] }> {
  const copy = await history.database.copy();
  try {
    const done = await moveBack(copy, moves, history.running);
    await copy.release();
    return { facts: await readFacts(copy.target), done };
  } finally {
    if (!history.options.signal.aborted) await copy.drop();
  }
}
