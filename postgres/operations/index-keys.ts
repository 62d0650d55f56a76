import { z } from 'zod';
import type { Catalog, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { expression, name } from './fields.ts';
import { assertStored, columnOf, fullName, relationNames } from './lookup.ts';
import { fromKeyword, mentionsColumn } from './tokens.ts';
import { isComparable } from './types.ts';

export const IndexKey = z.object({
  column: name.optional(),
  expression: expression.optional().describe('SQL over the row, instead of column'),
  operatorClass: name.optional().describe('e.g. text_pattern_ops, gin_trgm_ops'),
  order: z.enum(['asc', 'desc']).optional(),
  nulls: z.enum(['first', 'last']).optional(),
});
type IndexKey = z.infer<typeof IndexKey>;

export const method = z.enum(['btree', 'hash', 'gin', 'gist', 'brin', 'spgist']);

/** What an index is, but for its name. */
export interface IndexShape {
  readonly columns: readonly (string | IndexKey)[];
  readonly unique?: boolean | undefined;
  readonly method?: z.infer<typeof method> | undefined;
  readonly include?: readonly string[] | undefined;
  readonly nullsNotDistinct?: boolean | undefined;
  readonly where?: string | undefined;
}

const keysOf = ({ columns }: IndexShape): IndexKey[] =>
  columns.map((key) => (typeof key === 'string' ? { column: key } : key));

/** A key as SQL over the row. */
export const keySql = (shape: IndexShape): string[] =>
  keysOf(shape).map(({ column, expression: given }) => (column === undefined ? `(${given})` : ident(column)));

/** As a person says it. */
export const spokenKeys = (shape: IndexShape): string =>
  keysOf(shape)
    .map(({ column, expression: given }) => column ?? given)
    .join(', ');

export const indexColumns = (shape: IndexShape): CatalogIndex['columns'] =>
  keysOf(shape).map(({ column = null }) => column);

/** What follows the table's name in CREATE INDEX. */
export function indexRest(shape: IndexShape): string {
  const { include = [], nullsNotDistinct, where } = shape;
  const keys = keysOf(shape).map(({ operatorClass, order, nulls }, at) =>
    [
      keySql(shape)[at],
      ...(operatorClass === undefined ? [] : [ident(operatorClass)]),
      ...(order === undefined ? [] : [order.toUpperCase()]),
      ...(nulls === undefined ? [] : [`NULLS ${nulls.toUpperCase()}`]),
    ].join(' '),
  );
  return [
    `USING ${shape.method ?? 'btree'} (${keys.join(', ')})`,
    ...(include.length === 0 ? [] : [`INCLUDE (${identList(include)})`]),
    ...(nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(where === undefined ? [] : [`WHERE (${where})`]),
  ].join(' ');
}

export const indexName = (table: string, schema: string, shape: IndexShape, catalog: Catalog): string =>
  derivedName(
    [table, ...indexColumns(shape).map((column) => column ?? 'expr'), shape.unique ? 'key' : 'idx'],
    relationNames(catalog, schema),
  );

/** Types of PostgreSQL that a method indexes by itself; a user's own may be anything. */
const indexable: Readonly<Record<NonNullable<IndexShape['method']>, RegExp>> = {
  btree: /./,
  hash: /^(?!bit\b|money|tsquery)/,
  gin: /\[\]$|^(jsonb|tsvector)$/,
  gist: /range$|^(point|box|circle|polygon|tsvector|tsquery)$/,
  spgist: /range$|^(point|box|polygon|text|character varying.*|inet)$/,
  brin: /^(?!jsonb|.*\[\]$|boolean|ts(vector|query)|point|polygon|circle|money)/,
};

/** Extensions by which a method indexes what btree does. */
const scalarsBy: Readonly<Record<string, string>> = { gist: 'btree_gist', gin: 'btree_gin' };

const isIndexable = (
  type: string,
  by: NonNullable<IndexShape['method']>,
  extensions: readonly string[],
): boolean =>
  type.includes('.') ||
  (indexable[by].test(type) && (by === 'gist' || by === 'spgist' || isComparable(type))) ||
  (extensions.includes(scalarsBy[by] ?? '') && isScalar(type));

/** Types that gist and gin know only by an extension. */
export const isScalar = (type: string): boolean =>
  /^(smallint|integer|bigint|oid|real|double precision|numeric|money|text|character|bytea|date|time|interval|uuid|boolean|bit|macaddr|inet|cidr)/.test(
    type,
  ) && !type.endsWith('[]');

/** Whether an index that has a column as a key could have it with another type; an expression over it is not asked. */
export function staysIndexable(
  { columns, definition }: CatalogIndex,
  column: string,
  type: string,
  { extensions }: Catalog,
): boolean {
  const tail = fromKeyword(definition, 'USING');
  const method = tail.split(' ')[1] as NonNullable<IndexShape['method']>;
  const keys = tail.slice(0, tail.length - fromKeyword(tail, 'INCLUDE').length);
  return (
    !columns.includes(column) ||
    !mentionsColumn(keys, column) ||
    !(method in indexable) ||
    isIndexable(type, method, extensions)
  );
}

/** What a method can do beside finding rows. */
const abilities = {
  btree: ['unique', 'order', 'include', 'several'],
  hash: [],
  gin: ['several'],
  gist: ['include', 'several'],
  spgist: ['include'],
  brin: ['several'],
} as const satisfies Record<NonNullable<IndexShape['method']>, readonly string[]>;

/** @throws UnknownColumn, OperationRefused where PostgreSQL knows no such index */
export function assertIndexable(table: CatalogTable, shape: IndexShape, catalog: Catalog): void {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(fullName(table), reason, hint);
  };
  const keys = keysOf(shape);
  if (keys.length === 0) refuse('the index names no column', 'name at least one');
  for (const { column, expression: given } of keys) {
    if ((column === undefined) === (given === undefined)) {
      refuse('a key of an index needs a column or an expression', 'give it one of the two');
    }
    if (column !== undefined) columnOf(table, column);
  }
  const named = keys.flatMap(({ column }) => column ?? []);
  assertStored(table, [...named, ...(shape.include ?? [])]);
  const { method: by = 'btree' } = shape;
  for (const column of shape.include ?? []) columnOf(table, column);
  const wanted = [
    ...(shape.unique ? ['unique'] : []),
    ...(keys.some(({ order, nulls }) => order !== undefined || nulls !== undefined) ? ['order'] : []),
    ...((shape.include ?? []).length > 0 ? ['include'] : []),
    ...(keys.length > 1 ? ['several'] : []),
  ];
  const beyond = wanted.find((ability) => !(abilities[by] as readonly string[]).includes(ability));
  if (beyond !== undefined) {
    const said = { unique: 'unique', order: 'sorted', include: 'covering', several: 'of several columns' };
    refuse(
      `a ${by} index cannot be ${said[beyond as keyof typeof said]}`,
      `choose ${Object.entries(abilities)
        .filter(([, known]) => (known as readonly string[]).includes(beyond))
        .map(([known]) => known)
        .join(' or ')}`,
    );
  }
  for (const { column, operatorClass } of keys) {
    if (column === undefined || operatorClass !== undefined) continue;
    const { type } = columnOf(table, column);
    if (!isIndexable(type, by, catalog.extensions)) {
      refuse(
        `a ${by} index does not know ${type}, the type of ${column}`,
        by in scalarsBy && isScalar(type)
          ? `create the extension ${scalarsBy[by]} first, choose another method, or give the key an operatorClass`
          : 'choose another method, or give the key an operatorClass',
      );
    }
  }
  if (shape.nullsNotDistinct && !shape.unique) {
    refuse('NULLS NOT DISTINCT says nothing of an index that is not unique', 'leave it out');
  }
  if (shape.nullsNotDistinct && catalog.serverVersion < 150000) {
    refuse('NULLS NOT DISTINCT needs PostgreSQL 15', 'leave it out, and forbid NULL with set_not_null');
  }
}
