import type {
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogIndex,
  CatalogTable,
} from '../catalog/catalog.ts';
import { identList } from '../sql.ts';
import type { TableName } from './lookup.ts';

/* Small pure changes of a catalog, of which the `apply` of the operations is made. */

export const changeTable = (
  catalog: Catalog,
  { schema, table: name }: TableName,
  change: (table: CatalogTable) => Partial<CatalogTable>,
): Catalog => ({
  ...catalog,
  tables: catalog.tables.map((table) =>
    table.schema === schema && table.name === name ? { ...table, ...change(table) } : table,
  ),
});

export const changeColumn = (
  catalog: Catalog,
  at: TableName,
  name: string,
  change: Partial<CatalogColumn>,
): Catalog =>
  changeTable(catalog, at, ({ columns }) => ({
    columns: columns.map((column) => (column.name === name ? { ...column, ...change } : column)),
  }));

export const addConstraint = (
  catalog: Catalog,
  at: TableName,
  ...constraints: CatalogConstraint[]
): Catalog => changeTable(catalog, at, (table) => ({ constraints: [...table.constraints, ...constraints] }));

export const addIndexes = (catalog: Catalog, at: TableName, ...indexes: CatalogIndex[]): Catalog =>
  changeTable(catalog, at, (table) => ({ indexes: [...table.indexes, ...indexes] }));

export const dropConstraint = (catalog: Catalog, at: TableName, name: string): Catalog =>
  changeTable(catalog, at, ({ constraints, indexes }) => ({
    constraints: constraints.filter((constraint) => constraint.name !== name),
    indexes: indexes.filter((index) => index.name !== name),
  }));

export const dropIndex = (catalog: Catalog, at: TableName, name: string): Catalog =>
  changeTable(catalog, at, ({ indexes }) => ({ indexes: indexes.filter((index) => index.name !== name) }));

export const changeConstraint = (
  catalog: Catalog,
  at: TableName,
  name: string,
  change: Partial<CatalogConstraint>,
): Catalog =>
  changeTable(catalog, at, ({ constraints }) => ({
    constraints: constraints.map((one) => (one.name === name ? { ...one, ...change } : one)),
  }));

/** Names with or without their schema. */
export const addArchive = (catalog: Catalog, ...names: string[]): Catalog => ({
  ...catalog,
  archives: [...(catalog.archives ?? []), ...names.map((name) => name.replace(/^godwit_archive\./, ''))],
});

export const newColumn = (name: string, type: string, rest: Partial<CatalogColumn> = {}): CatalogColumn => ({
  name,
  type,
  notNull: false,
  default: null,
  identity: null,
  generated: null,
  comment: null,
  ...rest,
});

export const newTable = (
  schema: string,
  name: string,
  columns: readonly CatalogColumn[],
  primaryKey: readonly string[],
): CatalogTable => ({
  schema,
  name,
  kind: 'table',
  estimatedRows: -1,
  bytes: 0,
  rlsEnabled: false,
  comment: null,
  columns,
  primaryKey,
  constraints: [],
  indexes: [],
  policies: [],
  triggers: [],
});

export const newConstraint = (
  kind: CatalogConstraint['kind'],
  name: string,
  columns: readonly string[],
  definition: string,
  references: CatalogConstraint['references'] = null,
): CatalogConstraint => ({ name, kind, columns, definition, validated: true, references });

/** As the definition of the index that is the inside of a key. */
export const uniqueIndex = (columns: readonly string[]): string =>
  `CREATE UNIQUE INDEX ON _ USING btree (${identList(columns)})`;

export const newIndex = (
  name: string,
  columns: CatalogIndex['columns'],
  definition: string,
  unique: boolean,
): CatalogIndex => ({
  name,
  columns,
  unique,
  valid: true,
  definition,
});
