import type { UpdateStmt } from 'libpg-query';
import { mentionsColumn } from '../../../../../../postgres/operations/tokens.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import type { FillDraft } from '../draft.ts';
import { sqlName } from './names.ts';
import { behind, listed, meaningful, textOf } from './parts.ts';

/**
 * `UPDATE table SET a = …, b = … WHERE …`, a fill for each column; undefined where one of them would change what the
 * next one reads.
 */
export function updated(
  sql: string,
  { targetList = [], whereClause, fromClause, returningClause, withClause, relation }: UpdateStmt,
  table: TableReading,
): readonly FillDraft[] | undefined {
  if (fromClause || returningClause || withClause || relation?.alias) return undefined;
  const tokens = meaningful(sql);
  const set = behind(tokens, ['set']);
  const end = whereClause ? tokens.length - tokens.slice(behind(tokens, ['where'], set)).length : undefined;
  const where = whereClause ? textOf(tokens.slice(end)) : undefined;
  const body = tokens.slice(set, end);
  if (whereClause) body.splice(body.findLastIndex(({ value }) => value === 'where'));
  const parts = listed(body);
  if (parts.length !== targetList.length) return undefined;
  const names = targetList.map((node) =>
    'ResTarget' in node && !node.ResTarget.indirection ? node.ResTarget.name : undefined,
  );
  const fills: FillDraft[] = [];
  for (const [at, part] of parts.entries()) {
    const name = names[at];
    const equals = part.findIndex(({ text }) => text === '=');
    const expression = textOf(part.slice(equals + 1));
    if (name === undefined || equals === -1 || part[0]?.text === '(') return undefined;
    const before = names.slice(0, at);
    if (before.some((one) => one !== undefined && mentionsColumn(`${expression} ${where ?? ''}`, one)))
      return undefined;
    fills.push({ table, column: sqlName(name), expression: { kind: 'sql', sql: expression }, where });
  }
  return fills;
}
