import type { Catalog, CatalogTable } from '../../../postgres/catalog/index.ts';

/** A table of a catalog that no server holds: its columns with their types, of which `id` is the key. */
export const table = (name: string, columns: Readonly<Record<string, string>>): CatalogTable => ({
  schema: 'public',
  name,
  kind: 'table',
  estimatedRows: 10,
  bytes: 8192,
  rlsEnabled: false,
  comment: null,
  columns: Object.entries(columns).map(([column, type]) => ({
    name: column,
    type,
    notNull: column === 'id',
    default: null,
    identity: null,
    generated: null,
    comment: null,
  })),
  primaryKey: ['id'],
  constraints: [],
  indexes: [],
  policies: [],
  triggers: [],
});

export const catalogOf = (...tables: readonly CatalogTable[]): Catalog => ({
  serverVersion: 180000,
  enums: [],
  extensions: [],
  tables,
});
