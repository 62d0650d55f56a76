import {
  type Refill,
  readFacts,
  rollbackBetween,
  type SchemaFacts,
  supplement,
} from '../../postgres/derive/index.ts';
import { diffStates, snapshotOf } from '../../postgres/snapshot/index.ts';
import type { CheckedScript } from '../migration.ts';
import { CannotKeep } from '../quarantine/piece.ts';
import { readScript } from '../script/read.ts';
import { noTool } from '../script/tool-rule.ts';
import type { ProofDatabase } from './database.ts';
import type { Moment } from './differences.ts';
import type { History } from './history.ts';
import { moveBack, movesFor } from './move-back.ts';
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
  readonly before: Moment;
}

const separately =
  '-- Each statement by itself, outside of a transaction: a new value of an enum is for the next one.';

/**
 * Leads the stage back, and says how: the names of before first, then what differs between the schemas with the rows
 * in its midst, then what is still different. @throws CannotKeep
 */
export async function wayBack(
  history: History,
  stage: ProofDatabase,
  { file, facts, before, pieces }: ToReturn,
): Promise<CheckedScript> {
  const wanted = snapshotOf(before.schema);
  const moves = await movesFor(stage, { facts, before: before.schema, now: await schemaNow(history, stage) });
  const moved = await moveBack(stage, moves, history.running);
  const now = await readFacts(stage.target);
  const rows = pieces.map(({ piece }) => piece.back).reverse();
  const script = (refills: readonly Refill[]) => {
    const { statements, transactional } = rollbackBetween(facts, now, wanted, { rows: rows.flat(), refills });
    return scriptOf(`rewritten down of ${file}`, statements.join('\n'), transactional ? 'one' : 'none');
  };
  const back = await led(history, stage, script(refillsOf([])), () => script(refillsOf(pieces)));
  const missing = supplement(diffStates(before.schema, await schemaNow(history, stage)), wanted);
  const rest = scriptOf(back.file, missing.join('\n'), 'one');
  if (missing.length > 0) await runOrThrow(history, stage, rest);
  const text = [back.transaction === 'none' ? separately : '', ...moved, back.sql.trimEnd(), rest.sql];
  return scriptOf(back.file, `${text.filter((part) => part !== '').join('\n')}\n`, back.transaction);
}

const refillsOf = (pieces: ToReturn['pieces']): Refill[] =>
  pieces.flatMap(({ piece }) => piece.refills ?? []);

/** With its casts, values that were written after the up stay as well; where one does not exist, columns are refilled. */
async function led(
  history: History,
  stage: ProofDatabase,
  casting: CheckedScript,
  refilling: () => CheckedScript,
): Promise<CheckedScript> {
  const { failure } = await runScript(stage, casting, history.running, false);
  if (failure === null) return casting;
  if (failure.sqlstate !== cannotCast || casting.transaction !== 'one') throw new CannotKeep(failure.message);
  const script = refilling();
  await runOrThrow(history, stage, script);
  return script;
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

async function schemaNow(history: History, stage: ProofDatabase) {
  await freshSession(await stage.session(), history.running);
  return (await stage.series()).take();
}

export const scriptOf = (
  file: string,
  sql: string,
  transaction: CheckedScript['transaction'],
): CheckedScript => ({
  ...readScript({ file, text: sql, problems: [] }, noTool),
  transaction,
});
