import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { derivedName, identList } from '../sql.ts';
import { duplicates } from './checks.ts';
import { uniqueSteps } from './constraints.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, newConstraint, newIndex, uniqueIndex } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { assertComparable, assertStored, fullName, plainTableOf, relationNames, spoken } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';

export const AddUnique = z.object({
  op: z.literal('add_unique'),
  table: tableName,
  schema: schemaName,
  columns: z.array(name),
  name: name.optional(),
});
export type AddUnique = z.infer<typeof AddUnique>;

export const addUnique = defineOperation<'add_unique', AddUnique>({
  kind: 'add_unique',
  params: AddUnique,
  describe: (params) => `make (${params.columns.join(', ')}) of ${spoken(params)} unique`,
  plan(params, catalog) {
    const table = plainTableOf(catalog, params, 'a unique constraint, built while the table is in use,');
    if (params.columns.length === 0) {
      throw new OperationRefused(fullName(table), 'the constraint names no column', 'name at least one');
    }
    assertComparable(table, params.columns);
    assertStored(table, params.columns);
    const name = nameOf(params, catalog);
    if (relationNames(catalog, table.schema).has(name))
      throw new NameTaken('relation', `${table.schema}.${name}`);
    return operationPlan(uniqueSteps(table, name, `(${identList(params.columns)})`), {
      preconditions: [duplicates(table, params.columns)],
      breaking: [`writes that repeat (${params.columns.join(', ')}) in ${fullName(table)} fail`],
    });
  },
  apply(params, catalog) {
    const name = nameOf(params, catalog);
    const definition = `UNIQUE (${identList(params.columns)})`;
    const added = addConstraint(catalog, params, newConstraint('unique', name, params.columns, definition));
    return addIndexes(added, params, newIndex(name, params.columns, uniqueIndex(params.columns), true));
  },
});

const nameOf = (params: AddUnique, catalog: Catalog): string =>
  params.name ?? derivedName([params.table, ...params.columns, 'key'], relationNames(catalog, params.schema));
