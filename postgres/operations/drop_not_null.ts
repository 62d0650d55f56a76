import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import { block } from './block.ts';
import { constraintComment } from './constraints.ts';
import { OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { columnName, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { restoreNotNull } from './restore.ts';
import { equalColumns } from './sync.ts';

export const DropNotNull = z.object({
  op: z.literal('drop_not_null'),
  table: tableName,
  schema: schemaName,
  column: columnName,
});
export type DropNotNull = z.infer<typeof DropNotNull>;

/** The way back proves that no NULL came in the meantime; where one did, the column stays nullable, with a warning. */
export const dropNotNull = defineOperation<'drop_not_null', DropNotNull>({
  kind: 'drop_not_null',
  params: DropNotNull,
  describe: (params) => `allow NULL in ${spoken(params)}.${params.column}`,
  plan(params, catalog) {
    const { table, column } = nullable(params, catalog);
    const name = `${fullName(table)}.${column.name}`;
    const drop = `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column.name)} DROP NOT NULL`;
    return operationPlan([transactional(drop, forbidAgain(table, column, catalog))], {
      breaking: [
        `reads of ${name} may find NULL, and its generated type becomes nullable`,
        `while a row holds NULL in ${name}, a rollback leaves the column nullable`,
        ...stillNotNull(table, column),
      ],
    });
  },
  apply: (params, catalog) =>
    changeTable(catalog, params, ({ columns, constraints }) => ({
      columns: columns.map((column) =>
        column.name === params.column ? { ...column, notNull: false } : column,
      ),
      constraints: constraints.filter((one) => one.kind !== 'not null' || one.columns[0] !== params.column),
    })),
});

function stillNotNull(table: CatalogTable, { name }: CatalogColumn): string[] {
  const pair: readonly string[] = equalColumns(table).find((names) => names.includes(name)) ?? [];
  return table.columns
    .filter((other) => other.name !== name && pair.includes(other.name) && other.notNull)
    .map(
      (other) =>
        `NULL is still refused in ${fullName(table)}.${name} until ${other.name}, its other name, allows NULL or is dropped`,
    );
}

function nullable(params: DropNotNull, catalog: Catalog): { table: CatalogTable; column: CatalogColumn } {
  const table = tableOf(catalog, params);
  const column = columnOf(table, params.column);
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`${fullName(table)}.${column.name}`, reason, hint);
  };
  if (!column.notNull) refuse('it allows NULL already', 'leave the operation out');
  if (table.primaryKey.includes(column.name)) {
    refuse('it is part of the primary key, which forbids NULL', 'drop_constraint the primary key first');
  }
  if (column.identity !== null) refuse('it is an identity column', 'leave the operation out');
  const index = table.indexes.find(
    ({ replicaIdentity, columns }) => replicaIdentity && columns.includes(column.name),
  );
  if (index !== undefined) {
    refuse(
      `replication finds rows by index ${index.name}, which needs it`,
      'set another replica identity by custom_sql first',
    );
  }
  const constraint = notNullOf(table, column);
  if (constraint?.inherited || (table.partitionOf != null && constraint === undefined)) {
    refuse('the NOT NULL comes from its parent table', 'allow NULL in the parent');
  }
  if (constraint !== undefined && (!constraint.validated || / NO INHERIT$/.test(constraint.definition))) {
    refuse(
      `constraint ${constraint.name} is "${constraint.definition}", which the way back could not restore`,
      'write the change as custom_sql',
    );
  }
  return { table, column };
}

/** PostgreSQL 18 knows NOT NULL as a constraint with a name. */
const notNullOf = (table: CatalogTable, column: CatalogColumn) =>
  table.constraints.find(({ kind, columns }) => kind === 'not null' && columns[0] === column.name);

function forbidAgain(table: CatalogTable, column: CatalogColumn, catalog: Catalog): string {
  const constraint = notNullOf(table, column);
  return block([
    ...restoreNotNull(table, column, catalog),
    ...(constraint?.comment == null
      ? []
      : [
          `IF (SELECT attnotnull FROM pg_attribute WHERE attrelid = ${literal(sqlName(table))}::regclass` +
            ` AND attname = ${literal(column.name)}) THEN ${constraintComment(table, constraint)}; END IF`,
        ]),
  ]);
}
