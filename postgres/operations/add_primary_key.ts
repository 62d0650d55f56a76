import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, identList } from '../sql.ts';
import { duplicates, nulls } from './checks.ts';
import { notNullCheck, notNullSteps, uniqueSteps } from './constraints.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, changeTable, newConstraint, newIndex } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import {
  assertComparable,
  assertStored,
  columnOf,
  fullName,
  relationNames,
  spoken,
  tableOf,
  wholeTableOf,
} from './lookup.ts';
import { notNullConstraints } from './not-null-name.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';

export const AddPrimaryKey = z.object({
  op: z.literal('add_primary_key'),
  table: tableName,
  schema: schemaName,
  columns: z.array(name).describe('columns that the table has, in the order of the key'),
  name: name.optional(),
});
export type AddPrimaryKey = z.infer<typeof AddPrimaryKey>;

/** A new identity column for a table without a key would write the whole table again: columns must be there. */
export const addPrimaryKey = defineOperation<'add_primary_key', AddPrimaryKey>({
  kind: 'add_primary_key',
  params: AddPrimaryKey,
  describe: (params) => `make (${params.columns.join(', ')}) the primary key of ${spoken(params)}`,
  plan(params, catalog) {
    const table = subject(params, catalog);
    const key = nameOf(params, catalog);
    if (relationNames(catalog, table.schema).has(key)) {
      throw new NameTaken('relation', `${table.schema}.${key}`);
    }
    const optional = params.columns.filter((column) => !columnOf(table, column).notNull);
    const notNull = optional.flatMap((column) => notNullSteps(table, column, notNullCheck(table, column)));
    const unique = uniqueSteps(table, key, `(${identList(params.columns)})`, { kind: 'PRIMARY KEY' });
    const [first = unique[0], ...rest] = [...notNull, ...unique];
    return operationPlan([first, ...rest], {
      preconditions: [...optional.map((column) => nulls(table, column)), duplicates(table, params.columns)],
      breaking: [
        `writes that repeat (${params.columns.join(', ')}) in ${fullName(table)} fail`,
        ...optional.map((column) => `writes of NULL to ${fullName(table)}.${column} fail`),
      ],
    });
  },
  apply(params, catalog) {
    const key = nameOf(params, catalog);
    const { columns } = params;
    const keyed = changeTable(catalog, params, (table) => ({
      primaryKey: columns,
      columns: table.columns.map((one) => (columns.includes(one.name) ? { ...one, notNull: true } : one)),
    }));
    const optional = columns.filter((column) => !columnOf(tableOf(catalog, params), column).notNull);
    const definition = `PRIMARY KEY (${identList(columns)})`;
    return addIndexes(
      addConstraint(
        keyed,
        params,
        ...notNullConstraints(catalog, params, optional),
        newConstraint('primary key', key, columns, definition),
      ),
      params,
      newIndex(key, columns, `CREATE INDEX ON _ USING btree (${identList(columns)})`, true),
    );
  },
});

function subject(params: AddPrimaryKey, catalog: Catalog): CatalogTable {
  const table = wholeTableOf(catalog, params, 'a primary key, built while the table is in use,');
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(fullName(table), reason, hint);
  };
  if (table.primaryKey.length > 0) {
    refuse(
      `it has the primary key (${table.primaryKey.join(', ')})`,
      'drop_constraint it first, or add_unique instead',
    );
  }
  if (params.columns.length === 0) refuse('the primary key names no column', 'name at least one');
  if (new Set(params.columns).size < params.columns.length) {
    refuse('the primary key names a column twice', 'leave the second one out');
  }
  assertComparable(table, params.columns);
  assertStored(table, params.columns);
  return table;
}

const nameOf = (params: AddPrimaryKey, catalog: Catalog): string =>
  params.name ?? derivedName([params.table, 'pkey'], relationNames(catalog, params.schema));
