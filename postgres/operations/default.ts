import type { CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { fullName, sqlName } from './lookup.ts';
import { cast } from './types.ts';

/** The default as it was. */
export function restoreDefault(table: CatalogTable, column: CatalogColumn): string {
  const alter = `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column.name)}`;
  return column.default === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${column.default}`;
}

/** @throws OperationRefused where the database makes the values */
export function assertPlainColumn(table: CatalogTable, column: CatalogColumn): void {
  const what = column.identity !== null ? 'an identity' : column.generated !== null ? 'a generated' : null;
  if (what === null) return;
  throw new OperationRefused(
    `${fullName(table)}.${column.name}`,
    `it is ${what} column`,
    'write the change as custom_sql',
  );
}

/**
 * A column's default as the value that a row gets: `1` is a text in a column of texts, and 2.345 is 2.35 where two
 * digits are kept. As a request writes it the type may be missing, which the catalog mostly names.
 */
export function defaultValue({ default: sql, type }: CatalogColumn): string | null {
  if (sql === null || sql.endsWith(`::${type}`)) return sql;
  const bare = /^(integer|bigint|smallint)$/.test(type)
    ? /^\d+$/
    : type === 'boolean'
      ? /^(true|false)$/
      : null;
  const characters = type === 'character varying' || type.startsWith('character varying(');
  if (bare?.test(sql) || (characters && sql.endsWith('::character varying'))) return sql;
  return cast(sql, type);
}
