import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { isVolatile } from './lookup.ts';
import { equalColumns } from './sync.ts';
import { unnamedMark } from './unnamed-mark.ts';

/** The renamed column, where the old one's default, different from row to row, served both until now. */
export function heirOf(table: CatalogTable, column: CatalogColumn, catalog: Catalog): CatalogColumn | null {
  const pair = equalColumns(table).find((names) => names.includes(column.name));
  const heir = table.columns.find(({ name }) => name !== column.name && pair?.includes(name));
  if (heir === undefined) return null;
  if (heir.default !== null) {
    return heir.default === unnamedMark(table, heir.name, heir.type) ? heir : null;
  }
  return column.default !== null && isVolatile(catalog, column.default) ? heir : null;
}
