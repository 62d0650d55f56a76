import type { CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { fullName, sqlName } from './lookup.ts';

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
