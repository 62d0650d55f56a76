import type {
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogIndex,
  CatalogTable,
} from '../catalog/catalog.ts';
import { qualified } from '../sql.ts';
import {
  NameTaken,
  OperationRefused,
  UnknownColumn,
  UnknownConstraint,
  UnknownEnum,
  UnknownTable,
} from './errors.ts';
import { calledFunctions } from './tokens.ts';
import { isComparable } from './types.ts';

export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** `"schema"."table"` */
export const sqlName = ({ schema, name }: Pick<CatalogTable, 'schema' | 'name'>): string =>
  qualified(schema, name);

/** `schema.table`, for StepDraft.locks, plans and messages. */
export const fullName = ({ schema, name }: Pick<CatalogTable, 'schema' | 'name'>): string =>
  `${schema}.${name}`;

/** As a person says it: without the schema where that is public. */
export const spoken = ({ schema, table }: TableName): string =>
  schema === 'public' ? table : `${schema}.${table}`;

export const findTable = (catalog: Catalog, { schema, table }: TableName): CatalogTable | undefined =>
  catalog.tables.find((known) => known.schema === schema && known.name === table);

/** A table, or a view of any kind. @throws UnknownTable */
export function relationOf(catalog: Catalog, at: TableName): CatalogTable {
  const table = findTable(catalog, at);
  if (table === undefined) throw new UnknownTable(at.schema, at.table, catalog.tables.map(fullName));
  return table;
}

/** A table that rows can be written to. @throws UnknownTable, OperationRefused for a view */
export function tableOf(catalog: Catalog, at: TableName): CatalogTable {
  const table = relationOf(catalog, at);
  if (table.kind === 'table' || table.kind === 'partitioned table') return table;
  throw new OperationRefused(fullName(table), `it is a ${table.kind}`, 'name the table that it shows');
}

/** A table whose rows are all in one heap. @throws UnknownTable, OperationRefused for views and partitioned parents */
export function plainTableOf(catalog: Catalog, at: TableName, what: string): CatalogTable {
  const table = tableOf(catalog, at);
  if (table.inheritance) {
    throw new OperationRefused(
      fullName(table),
      `it inherits or is inherited from, where ${what} is not supported`,
      'write the change as custom_sql, table by table',
    );
  }
  if (table.kind === 'table') return table;
  throw new OperationRefused(
    fullName(table),
    `${what} of a partitioned table is not supported yet`,
    'write the change as custom_sql, partition by partition',
  );
}

/** A plain table that may have columns of its own. @throws as plainTableOf; OperationRefused for partitions */
export function wholeTableOf(catalog: Catalog, at: TableName, what: string): CatalogTable {
  const table = plainTableOf(catalog, at, what);
  assertNoPartition(table);
  return table;
}

/** @throws OperationRefused */
export function assertNoPartition(table: CatalogTable): void {
  if (table.partitionOf == null) return;
  const { schema, table: parent } = table.partitionOf;
  throw new OperationRefused(
    fullName(table),
    `it is a partition of ${schema}.${parent}, whose columns it has`,
    'change the partitioned table',
  );
}

export function columnOf(table: CatalogTable, name: string): CatalogColumn {
  const column = table.columns.find((known) => known.name === name);
  if (column === undefined) {
    throw new UnknownColumn(
      fullName(table),
      name,
      table.columns.map((known) => known.name),
    );
  }
  return column;
}

export function constraintOf(table: CatalogTable, name: string): CatalogConstraint {
  const constraint = table.constraints.find((known) => known.name === name);
  if (constraint !== undefined) return constraint;
  const known = table.constraints.map(({ name: other }) => other);
  throw new UnknownConstraint(fullName(table), name, known);
}

/** @throws OperationRefused where two values of a column cannot be told apart */
export function assertComparable(table: CatalogTable, columns: readonly string[]): void {
  const odd = columns.map((name) => columnOf(table, name)).find(({ type }) => !isComparable(type));
  if (odd === undefined) return;
  throw new OperationRefused(
    `${fullName(table)}.${odd.name}`,
    `it is ${odd.type}, of which PostgreSQL cannot say whether two values are equal`,
    'choose other columns, or change its type first',
  );
}

/** @throws OperationRefused for a virtual column: no index or key can hold what is computed when it is read */
export function assertStored(table: CatalogTable, columns: readonly string[]): void {
  const virtual = columns.find((name) => columnOf(table, name).generated === 'virtual');
  if (virtual === undefined) return;
  throw new OperationRefused(
    fullName(table),
    `${virtual} is computed when it is read, and no index or key can hold it`,
    'choose stored columns',
  );
}

/** @throws NameTaken */
export function assertNoColumn(table: CatalogTable, name: string): void {
  if (table.columns.some((known) => known.name === name))
    throw new NameTaken('column', `${fullName(table)}.${name}`);
}

/** @throws NameTaken */
export function assertNoTable(catalog: Catalog, at: TableName): void {
  if (relationNames(catalog, at.schema).has(at.table))
    throw new NameTaken('table', `${at.schema}.${at.table}`);
  assertNoType(catalog, at.schema, at.table);
}

/** Every table is a type of its name, too. @throws NameTaken */
export function assertNoType(catalog: Catalog, schema: string, name: string): void {
  const taken = [...catalog.enums, ...(catalog.types ?? []), ...catalog.tables].some(
    (known) => known.schema === schema && known.name === name,
  );
  if (taken) throw new NameTaken('type', `${schema}.${name}`);
}

export function enumOf(catalog: Catalog, schema: string, name: string): Catalog['enums'][number] {
  const found = catalog.enums.find((known) => known.schema === schema && known.name === name);
  if (found !== undefined) return found;
  throw new UnknownEnum(
    `${schema}.${name}`,
    catalog.enums.map((known) => `${known.schema}.${known.name}`),
  );
}

/** Names of tables, views, indexes and sequences: they share one namespace. */
export const relationNames = (catalog: Catalog, schema: string): ReadonlySet<string> =>
  new Set([
    ...catalog.tables
      .filter((table) => table.schema === schema)
      .flatMap((table) => [table.name, ...table.indexes.map(({ name }) => name)]),
    ...(catalog.sequences ?? []).filter((one) => one.schema === schema).map(({ name }) => name),
  ]);

export const constraintNames = (table: CatalogTable): ReadonlySet<string> =>
  new Set(table.constraints.map(({ name }) => name));

/** What each says of a row; to a partitioned table it is one, whatever PostgreSQL makes of it for each partition there. */
export const foreignKeys = (
  table: CatalogTable,
): (CatalogConstraint & { readonly references: NonNullable<CatalogConstraint['references']> })[] =>
  table.constraints.flatMap((one) =>
    one.kind === 'foreign key' && one.references !== null && !one.toPartition
      ? [{ ...one, references: one.references }]
      : [],
  );

/** The key by which an archive finds a row again. @throws OperationRefused */
export function keyOf(table: CatalogTable, why: string): readonly CatalogColumn[] {
  if (table.primaryKey.length === 0) {
    throw new OperationRefused(
      fullName(table),
      `it has no primary key, so ${why}`,
      'add a primary key first, or write the change as custom_sql',
    );
  }
  return table.primaryKey.map((name) => columnOf(table, name));
}

/** Indexes that are not the inside of a constraint; those have its name. */
export const ownIndexes = (table: CatalogTable): CatalogIndex[] =>
  table.indexes.filter(({ name }) => !table.constraints.some((constraint) => isBackedBy(constraint, name)));

const isBackedBy = (constraint: CatalogConstraint, index: string): boolean =>
  constraint.name === index && ['primary key', 'unique', 'exclusion'].includes(constraint.kind);

/** Whether an expression may give another value each time it is asked within a statement. */
export function isVolatile(catalog: Catalog, expression: string): boolean {
  const volatile = new Set(catalog.volatileFunctions ?? []);
  return calledFunctions(expression).some((name) => volatile.has(name));
}

/** Whether an index beginning with these columns is there, so that a look-up by them is quick. */
export const hasIndexOn = (table: CatalogTable, columns: readonly string[]): boolean =>
  table.indexes.some(
    ({ columns: indexed, valid, definition }) =>
      valid && columns.every((column, at) => indexed[at] === column) && !/\) WHERE /.test(definition),
  );
