import type { IndexStmt } from 'libpg-query';
import type { Operation } from '../../../../../../postgres/operations/index.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import type { IndexMethod } from '../../grammar/slots/places.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { stringsOf } from './column-definition.ts';
import { sqlName } from './names.ts';
import { behind, bracketed, listed, meaningful, textOf } from './parts.ts';

type Key = Exclude<Extract<Operation, { op: 'add_index' }>['columns'][number], string>;

/** Without quotes `startedAt` is `startedat`; where there is only the other, it is meant. */
function columnWritten({ table }: TableReading, name: string, notes: string[]): string {
  const columns = table?.columns ?? [];
  const alike = columns.filter((column) => column.name.toLowerCase() === name);
  const [only] = alike;
  if (!only || alike.length > 1 || only.name === name) return name;
  notes.push(`${only.name} is meant by the SQL, which writes it without quotes`);
  return only.name;
}

/** An index that a statement makes; one whose keys say more than a column is the operation itself. */
export function createIndex(
  sql: string,
  statement: IndexStmt,
  table: TableReading,
  notes: string[],
): RuleDraft | undefined {
  const { indexParams = [], indexIncludingParams = [], whereClause, accessMethod, options } = statement;
  // ONLY would leave the partitions without.
  if (options || statement.tableSpace || !statement.relation?.inh) return undefined;
  const tokens = meaningful(sql);
  const found = bracketed(tokens);
  const parts = listed(found?.inside ?? []);
  if (parts.length !== indexParams.length) return undefined;
  const keys: Key[] = [];
  for (const [index, node] of indexParams.entries()) {
    if (!('IndexElem' in node)) return undefined;
    const { name, expr, ordering, nulls_ordering: nulls, opclass, opclassopts, collation } = node.IndexElem;
    if (collation || opclassopts) return undefined;
    const operatorClass = stringsOf(opclass).at(-1);
    const sorted = textOf(parts[index] ?? []).replace(/(?:\s+(?:asc|desc))?(?:\s+nulls\s+\w+)?$/i, '');
    const written = operatorClass === undefined ? sorted : sorted.replace(/\s+[\w."]+$/, '');
    const order = ordering === 'SORTBY_DESC' ? ('desc' as const) : undefined;
    const place =
      nulls === 'SORTBY_NULLS_FIRST' ? 'first' : nulls === 'SORTBY_NULLS_LAST' ? 'last' : undefined;
    if (name === undefined && expr === undefined) return undefined;
    keys.push({
      ...(name === undefined
        ? { expression: written.replace(/^\(([\s\S]*)\)$/, '$1') }
        : { column: columnWritten(table, name, notes) }),
      ...(operatorClass === undefined ? {} : { operatorClass }),
      ...(order === undefined ? {} : { order }),
      ...(place === undefined ? {} : { nulls: place }),
    });
  }
  const include = indexIncludingParams.map((node) =>
    'IndexElem' in node ? (node.IndexElem.name ?? '') : '',
  );
  const where = whereClause ? textOf(tokens.slice(behind(tokens, ['where'], found?.next))) : undefined;
  const named = statement.idxname === undefined ? {} : { name: statement.idxname };
  const method = accessMethod === undefined || accessMethod === 'btree' ? undefined : accessMethod;
  if (!statement.nulls_not_distinct && keys.every((key) => Object.keys(key).join() === 'column'))
    return {
      kind: 'index',
      table,
      columns: keys.map(({ column }) => sqlName(column ?? '')),
      unique: statement.unique === true,
      method: method as IndexMethod | undefined,
      include: include.map((name) => sqlName(name)),
      where,
      ...named,
    };
  return {
    kind: 'operation',
    operation: {
      op: 'add_index',
      table: table.table?.name ?? table.text,
      schema: table.table?.schema ?? 'public',
      columns: keys.map((key) => (Object.keys(key).join() === 'column' ? (key.column ?? '') : key)),
      ...(statement.unique ? { unique: true } : {}),
      ...(method === undefined ? {} : { method: method as 'gin' }),
      ...(include.length === 0 ? {} : { include }),
      ...(statement.nulls_not_distinct ? { nullsNotDistinct: true } : {}),
      ...(where === undefined ? {} : { where }),
      ...named,
    },
  };
}
