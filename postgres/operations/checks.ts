import type { CatalogTable } from '../catalog/catalog.ts';
import { ident, identList } from '../sql.ts';
import { fullName, sqlName } from './lookup.ts';
import type { DataCheck } from './operation.ts';

/* Questions about the data whose answer must be zero. */

/** NULLs never collide, as in a unique index. */
export const duplicates = (table: CatalogTable, columns: readonly string[], where?: string): DataCheck => ({
  holds: `no two rows of ${fullName(table)} have the same ${columns.join(', ')}`,
  sql:
    `SELECT count(*) FROM (SELECT FROM ${sqlName(table)}` +
    ` WHERE ${[...columns.map((column) => `${ident(column)} IS NOT NULL`), ...(where === undefined ? [] : [`(${where})`])].join(' AND ')}` +
    ` GROUP BY ${identList(columns)} HAVING count(*) > 1) AS twice`,
});

export const nulls = (table: CatalogTable, column: string): DataCheck => ({
  holds: `no row of ${fullName(table)} has NULL in ${column}`,
  sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${ident(column)} IS NULL`,
});

/** Like a check constraint: NULL is no violation. */
export const violations = (table: CatalogTable, check: string): DataCheck => ({
  holds: `every row of ${fullName(table)} meets ${check}`,
  sql: `SELECT count(*) FROM ${sqlName(table)} WHERE NOT (${check})`,
});

export const orphans = (
  table: CatalogTable,
  column: string,
  to: { readonly at: string; readonly name: string; readonly column: string },
): DataCheck => ({
  holds: `every ${column} of ${fullName(table)} is in ${to.name}`,
  sql:
    `SELECT count(*) FROM ${sqlName(table)} AS child WHERE child.${ident(column)} IS NOT NULL` +
    ` AND NOT EXISTS (SELECT FROM ${to.at} AS parent WHERE parent.${ident(to.column)} = child.${ident(column)})`,
});

export const notEmpty = (table: CatalogTable): DataCheck => ({
  holds: `${fullName(table)} is empty`,
  sql: `SELECT count(*) FROM ${sqlName(table)}`,
});
