import type { CatalogTable } from '../catalog/catalog.ts';
import { ident, qualified } from '../sql.ts';
import { fullName, sqlName } from './lookup.ts';
import type { DataCheck } from './operation.ts';

/* Questions about the data whose answer must be zero. */

/** NULLs never collide, as in a unique index, unless `nullsToo`. */
export const duplicates = (
  table: CatalogTable,
  columns: readonly string[],
  where?: string,
  nullsToo = false,
): DataCheck => duplicateKeys(table, columns.map(ident), { said: columns.join(', '), where, nullsToo });

/** `keys`: SQL over the row. */
export function duplicateKeys(
  table: CatalogTable,
  keys: readonly string[],
  {
    said,
    where,
    nullsToo,
    rows = sqlName(table),
  }: { said: string; where?: string | undefined; nullsToo: boolean; rows?: string },
): DataCheck {
  const conditions = [
    ...(nullsToo ? [] : keys.map((key) => `${key} IS NOT NULL`)),
    ...(where === undefined ? [] : [`(${where})`]),
  ];
  return {
    holds: `no two rows of ${fullName(table)} have the same ${said}`,
    sql:
      `SELECT count(*) FROM (SELECT FROM ${rows}` +
      `${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}` +
      ` GROUP BY ${keys.join(', ')} HAVING count(*) > 1) AS twice`,
  };
}

export const nulls = (table: CatalogTable, column: string): DataCheck => ({
  holds: `no row of ${fullName(table)} has NULL in ${column}`,
  sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${ident(column)} IS NULL`,
});

/** Like a check constraint: NULL is no violation. */
export const violations = (table: CatalogTable, check: string): DataCheck => ({
  holds: `every row of ${fullName(table)} meets ${check}`,
  sql: `SELECT count(*) FROM ${sqlName(table)} WHERE NOT (${check})`,
});

/** A key of which one column is NULL refers to nothing. */
export function orphans(
  table: CatalogTable,
  columns: readonly string[],
  to: { readonly schema: string; readonly table: string; readonly columns: readonly string[] },
  rows = sqlName(table),
): DataCheck {
  const given = columns.map((column) => `child.${ident(column)} IS NOT NULL`);
  const same = columns.map((column, at) => `parent.${ident(to.columns[at] ?? '')} = child.${ident(column)}`);
  return {
    holds: `every ${columns.join(', ')} of ${fullName(table)} is in ${to.schema}.${to.table}`,
    sql:
      `SELECT count(*) FROM ${rows} AS child WHERE ${given.join(' AND ')}` +
      ` AND NOT EXISTS (SELECT FROM ${qualified(to.schema, to.table)} AS parent WHERE ${same.join(' AND ')})`,
  };
}

export const notEmpty = (table: CatalogTable): DataCheck => ({
  holds: `${fullName(table)} is empty`,
  sql: `SELECT count(*) FROM ${sqlName(table)}`,
});
