import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { derivedName } from '../sql.ts';
import { violations } from './checks.ts';
import { notValidThenValidate } from './constraints.ts';
import { NameTaken } from './errors.ts';
import { addConstraint, newConstraint } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { constraintNames, fullName, spoken, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { mentionsColumn } from './tokens.ts';

export const AddCheck = z.object({
  op: z.literal('add_check'),
  table: tableName,
  schema: schemaName,
  check: expression.describe('SQL condition over the row'),
  name: name.optional(),
});
export type AddCheck = z.infer<typeof AddCheck>;

export const addCheck = defineOperation<'add_check', AddCheck>({
  kind: 'add_check',
  params: AddCheck,
  describe: (params) => `check that ${params.check} in ${spoken(params)}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const name = nameOf(params, catalog);
    if (constraintNames(table).has(name)) throw new NameTaken('constraint', `${name} of ${fullName(table)}`);
    return operationPlan(notValidThenValidate(table, name, `CHECK (${params.check})`), {
      preconditions: [violations(table, params.check)],
      breaking: [`writes to ${fullName(table)} that do not meet ${params.check} fail`],
    });
  },
  apply: (params, catalog) =>
    addConstraint(
      catalog,
      params,
      newConstraint('check', nameOf(params, catalog), columnsOf(params, catalog), `CHECK (${params.check})`),
    ),
});

const columnsOf = (params: AddCheck, catalog: Catalog): string[] =>
  tableOf(catalog, params)
    .columns.map((column) => column.name)
    .filter((column) => mentionsColumn(params.check, column));

function nameOf(params: AddCheck, catalog: Catalog): string {
  if (params.name !== undefined) return params.name;
  return derivedName(
    [params.table, ...columnsOf(params, catalog).slice(0, 2), 'check'],
    constraintNames(tableOf(catalog, params)),
  );
}
