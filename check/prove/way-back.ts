import { type Refill, readFacts, rollbackBetween, type SchemaFacts } from '../../postgres/derive/index.ts';
import type { CheckedScript } from '../migration.ts';
import { CannotKeep } from '../quarantine/piece.ts';
import { readScript } from '../script/read.ts';
import { noTool } from '../script/tool-rule.ts';
import type { ProofDatabase } from './database.ts';
import type { Moment } from './differences.ts';
import type { History } from './history.ts';
import type { Rehearsed } from './rehearse.ts';
import { runScript } from './run-script.ts';
import { freshSession } from './session.ts';
import { momentOf } from './trial.ts';

/** SQLSTATE of a cast that does not exist. */
const cannotCast = '42846';

export interface ToReturn extends Pick<Rehearsed, 'pieces'> {
  /** Of the up. */
  readonly file: string;
  /** The schema of before. */
  readonly facts: SchemaFacts;
  /** Statements that give the old names back. */
  readonly names: readonly string[];
}

/** Leads the stage back: the names of before first, then what differs between the schemas. @throws CannotKeep */
export async function wayBack(
  history: History,
  stage: ProofDatabase,
  { file, facts, names, pieces }: ToReturn,
): Promise<CheckedScript> {
  const session = await stage.session();
  for (const sql of names) await session.query(sql);
  const now = await readFacts(stage.target);
  const rows = pieces.map(({ piece }) => piece.back).reverse();
  const script = (refills: readonly Refill[]) => {
    const { sql, transactional } = rollbackBetween(facts, now, rows.flat(), refills);
    return scriptOf(`rewritten down of ${file}`, sql, transactional ? 'one' : 'none');
  };
  // With its casts, values that were written after the up stay as well.
  const casting = script([]);
  const { failure } = await runScript(stage, casting, history.running, false);
  if (failure === null) return casting;
  if (failure.sqlstate !== cannotCast || casting.transaction !== 'one') throw new CannotKeep(failure.message);
  const refilling = script(pieces.flatMap(({ piece }) => piece.refills ?? []));
  await runOrThrow(history, stage, refilling);
  return refilling;
}

async function runOrThrow(history: History, stage: ProofDatabase, script: CheckedScript): Promise<void> {
  const { failure } = await runScript(stage, script, history.running, false);
  if (failure !== null) throw new CannotKeep(failure.message);
}

export async function momentAfter(
  history: History,
  stage: ProofDatabase,
  script: CheckedScript,
): Promise<Moment> {
  await runOrThrow(history, stage, script);
  return momentNow(history, stage);
}

export async function momentNow(history: History, stage: ProofDatabase): Promise<Moment> {
  await freshSession(await stage.session(), history.running);
  return momentOf(stage, 'idle');
}

export const scriptOf = (
  file: string,
  sql: string,
  transaction: CheckedScript['transaction'],
): CheckedScript => ({
  ...readScript({ file, text: sql, problems: [] }, noTool),
  transaction,
});
