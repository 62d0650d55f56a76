import type { CatalogTable } from '../catalog/catalog.ts';
import { ident, literal, qualified } from '../sql.ts';
import { fullName, sqlName } from './lookup.ts';
import type { DataCheck } from './operation.ts';

/* Questions about the data whose answer must be zero. */

/** More of them tell a person nothing new. */
const sampled = 5;

/** What a question is asked of: a table, or what becomes of its rows. */
export interface Rows {
  /** An item of FROM, with the table's name as its own. */
  readonly sql: string;
  /** SQL over the row: its key in words. Null where the rows have none. */
  readonly key: string | null;
}

export const rowsOf = (table: CatalogTable): Rows => ({
  sql: sqlName(table),
  key: keyOf(table, ident(table.name)) ?? `concat('ctid ', ${ident(table.name)}.ctid)`,
});

/** `values`: SQL of the table's columns as they will be. */
export const changedRows = (table: CatalogTable, values: readonly string[]): Rows => ({
  sql: `(SELECT ${values.join(', ')} FROM ${sqlName(table)}) AS ${ident(table.name)}`,
  key: keyOf(table, ident(table.name)),
});

function keyOf({ primaryKey }: CatalogTable, row: string): string | null {
  if (primaryKey.length === 0) return null;
  const parts = primaryKey.map(
    (column, at) => `${literal(`${at === 0 ? '' : ', '}${column} `)}, ${row}.${ident(column)}`,
  );
  return `concat(${parts.join(', ')})`;
}

/** That no row meets `condition`. */
export const noRow = (holds: string, { sql, key }: Rows, condition: string, remedy?: string): DataCheck => ({
  holds,
  sql: `SELECT count(*) FROM ${sql} WHERE ${condition}`,
  ...(key === null
    ? {}
    : { samples: `SELECT ${key} AS key FROM ${sql} WHERE ${condition} LIMIT ${sampled}` }),
  ...(remedy === undefined ? {} : { remedy }),
});

/** NULLs never collide, as in a unique index, unless `nullsToo`. */
export const duplicates = (
  table: CatalogTable,
  columns: readonly string[],
  where?: string,
  nullsToo = false,
): DataCheck => ({
  ...duplicateKeys(table, columns.map(ident), { said: columns.join(', '), where, nullsToo }),
  ...(nullsToo
    ? {}
    : { remedy: `Delete duplicates in ${table.name} by ${columns.join(' and ')}, keeping the oldest` }),
});

/** `keys`: SQL over the row. */
export function duplicateKeys(
  table: CatalogTable,
  keys: readonly string[],
  {
    said,
    where,
    nullsToo,
    rows = rowsOf(table),
  }: { said: string; where?: string | undefined; nullsToo: boolean; rows?: Rows },
): DataCheck {
  const conditions = [
    ...(nullsToo ? [] : keys.map((key) => `${key} IS NOT NULL`)),
    ...(where === undefined ? [] : [`(${where})`]),
  ];
  const groups =
    `FROM ${rows.sql}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}` +
    ` GROUP BY ${keys.join(', ')} HAVING count(*) > 1`;
  return {
    holds: `no two rows of ${fullName(table)} have the same ${said}`,
    sql: `SELECT count(*) FROM (SELECT ${groups}) AS twice`,
    ...(rows.key === null
      ? {}
      : {
          samples: `SELECT array_to_string((array_agg(${rows.key}))[:3], ' and ') AS key ${groups} LIMIT ${sampled}`,
        }),
  };
}

export const nulls = (table: CatalogTable, column: string): DataCheck =>
  noRow(`no row of ${fullName(table)} has NULL in ${column}`, rowsOf(table), `${ident(column)} IS NULL`);

/** Like a check constraint: NULL is no violation. */
export const violations = (table: CatalogTable, check: string): DataCheck =>
  noRow(`every row of ${fullName(table)} meets ${check}`, rowsOf(table), `NOT (${check})`);

/** A key of which one column is NULL refers to nothing. */
export function orphans(
  table: CatalogTable,
  columns: readonly string[],
  to: { readonly schema: string; readonly table: string; readonly columns: readonly string[] },
  rows = rowsOf(table),
): DataCheck {
  const own = ident(table.name);
  const given = columns.map((column) => `${own}.${ident(column)} IS NOT NULL`);
  const same = columns.map(
    (column, at) => `godwit_parent.${ident(to.columns[at] ?? '')} = ${own}.${ident(column)}`,
  );
  return noRow(
    `every ${columns.join(', ')} of ${fullName(table)} is in ${to.schema}.${to.table}`,
    rows,
    `${given.join(' AND ')} AND NOT EXISTS (SELECT FROM ${qualified(to.schema, to.table)} AS godwit_parent WHERE ${same.join(' AND ')})`,
    columns.length === 1
      ? `Delete rows of ${table.name} whose ${columns[0]} is not in ${to.table}`
      : undefined,
  );
}

export const notEmpty = (table: CatalogTable): DataCheck => ({
  holds: `${fullName(table)} is empty`,
  sql: `SELECT count(*) FROM ${sqlName(table)}`,
});
