import type { UpdateStmt } from 'libpg-query';
import { scanSql } from '../../policies/sql/parser.ts';
import { walk } from '../../policies/sql/walk.ts';
import { positionsIn } from '../../postgres/script/index.ts';
import type { CheckedStatement } from '../migration.ts';
import type { Archives } from './archive.ts';
import { CannotKeep, type Piece } from './piece.ts';
import { assertAlone } from './quiet.ts';
import { columnsOf, type Kept, nameOf } from './rows.ts';
import { type Condition, keepValues, keyOf } from './values.ts';

/** UPDATE: the old values of the columns that it sets, and of those that a trigger may set beside them. */
export function keepUpdated(
  { sql }: Pick<CheckedStatement, 'sql'>,
  update: UpdateStmt,
  kept: Kept,
  archives: Archives,
  inTransaction: boolean,
): Piece | null {
  const { table } = kept;
  assertAlone(table, 'update');
  const columns = columnsOf(kept);
  const set = new Set(
    (update.targetList ?? []).map((item) => ('ResTarget' in item ? item.ResTarget.name : '')),
  );
  const triggered = table.triggers.some(({ events }) => events.includes('update'));
  const named = columns.filter(([{ name }]) => set.has(name));
  const going = new Set(named.map(([{ number }]) => number));
  // What a trigger sets is known to its function alone; a key it would hardly set.
  const staying = columns.filter(([{ number }]) => !going.has(number));
  const key = triggered ? (keyOf(kept, staying) ?? []) : staying;
  for (const column of staying) if (!key.includes(column)) going.add(column[0].number);
  if (named.length === 0) return null;
  assertNobodyFollows(kept, going);
  const rows = conditionOf(sql, update);
  const { keep, prune, back } = keepValues(
    { kept, columns: going, inTransaction, ...(rows !== null && { rows }) },
    archives,
  );
  const names = columns.filter(([{ number }]) => going.has(number));
  return {
    before: keep,
    ...(rows === null && update.whereClause !== undefined && { after: prune }),
    back,
    keeps: names.map(([, was]) => `the values of ${nameOf(kept)}.${was.name}`),
    tables: [table.oid],
  };
}

/** @throws CannotKeep */
function assertNobodyFollows({ table }: Kept, going: ReadonlySet<number>): void {
  const follower = table.referrers.find(
    ({ actsOnUpdate, columns }) => actsOnUpdate && columns.some((number) => going.has(number)),
  );
  if (follower !== undefined) {
    throw new CannotKeep(`rows of ${follower.table} follow the change by "${follower.constraint}"`);
  }
}

/**
 * The WHERE as it stands in the text, where it says by itself which rows are meant; null where all rows have to be
 * kept, since other tables, or what may be another value the next time, have a say in it.
 */
function conditionOf(sql: string, update: UpdateStmt): Condition | null {
  const { whereClause, relation, fromClause = [], withClause, returningClause } = update;
  if (whereClause === undefined || fromClause.length > 0 || withClause !== undefined) return null;
  if (returningClause !== undefined || !isPlain(whereClause)) return null;
  const start = whereOf(sql);
  const alias = relation?.alias?.aliasname;
  const name = alias ?? relation?.relname;
  return start === null || name === undefined
    ? null
    : { name, isAlias: alias !== undefined, sql: sql.slice(start).trim() };
}

/** No sub-select, and no function: it may be volatile. */
function isPlain(condition: unknown): boolean {
  let plain = true;
  walk(condition, (name) => {
    if (name === 'SubLink' || name === 'FuncCall' || name === 'CurrentOfExpr') plain = false;
  });
  return plain;
}

/** Behind the only WHERE outside of parentheses. */
function whereOf(sql: string): number | null {
  const positions = positionsIn(sql);
  let depth = 0;
  for (const { tokenName, keywordName, start, end } of scanSql(sql)) {
    if (tokenName === 'ASCII_40') depth += 1;
    else if (tokenName === 'ASCII_41') depth -= 1;
    else if (depth === 0 && keywordName === 'RESERVED_KEYWORD') {
      const [from, to] = [positions.indexOf(start), positions.indexOf(end)];
      if (sql.slice(from, to).toLowerCase() === 'where') return to;
    }
  }
  return null;
}
