import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { derivedName, identList } from '../sql.ts';
import { orphans } from './checks.ts';
import { foreignKeyDefinition, indexStep, notValidThenValidate } from './constraints.ts';
import { NameTaken } from './errors.ts';
import { addConstraint, addIndexes, newConstraint, newIndex } from './evolve.ts';
import { columnName, name, references, schemaName, tableName } from './fields.ts';
import {
  columnOf,
  constraintNames,
  fullName,
  hasIndexOn,
  plainTableOf,
  relationNames,
  spoken,
  sqlName,
  tableOf,
} from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { referenced } from './reference.ts';

export const AddForeignKey = z.object({
  op: z.literal('add_foreign_key'),
  table: tableName,
  schema: schemaName,
  column: columnName,
  references,
  name: name.optional(),
});
export type AddForeignKey = z.infer<typeof AddForeignKey>;

export const addForeignKey = defineOperation<'add_foreign_key', AddForeignKey>({
  kind: 'add_foreign_key',
  params: AddForeignKey,
  describe: (params) =>
    `let ${spoken(params)}.${params.column} reference ${spoken(params.references)}.${params.references.column}`,
  plan(params, catalog) {
    const table = plainTableOf(catalog, params, 'a foreign key, validated later,');
    columnOf(table, params.column);
    const target = referenced(catalog, params.references, columnOf(table, params.column).type);
    const { constraint, index } = names(params, catalog);
    if (constraintNames(table).has(constraint)) {
      throw new NameTaken('constraint', `${constraint} of ${fullName(table)}`);
    }
    const [add, validate] = notValidThenValidate(
      table,
      constraint,
      foreignKeyDefinition([params.column], params.references),
    );
    // Without an index every delete in the referenced table reads this one from end to end.
    const indexed = index === null ? [] : [indexStep(table, index, false, `(${identList([params.column])})`)];
    const [first = add, ...rest] = [...indexed, add, validate];
    return operationPlan([first, ...rest], {
      preconditions: [
        orphans(table, params.column, {
          at: sqlName(target),
          name: fullName(target),
          column: params.references.column,
        }),
      ],
      breaking: [`writes to ${fullName(table)} whose ${params.column} is not in ${fullName(target)} fail`],
    });
  },
  apply(params, catalog) {
    const { constraint, index } = names(params, catalog);
    const { schema, table, column } = params.references;
    const added = addConstraint(
      catalog,
      params,
      newConstraint(
        'foreign key',
        constraint,
        [params.column],
        foreignKeyDefinition([params.column], params.references),
        {
          schema,
          table,
          columns: [column],
        },
      ),
    );
    if (index === null) return added;
    return addIndexes(
      added,
      params,
      newIndex(
        index,
        [params.column],
        `CREATE INDEX ON _ USING btree (${identList([params.column])})`,
        false,
      ),
    );
  },
});

function names(params: AddForeignKey, catalog: Catalog): { constraint: string; index: string | null } {
  const table = tableOf(catalog, params);
  return {
    constraint: params.name ?? derivedName([params.table, params.column, 'fkey'], constraintNames(table)),
    index: hasIndexOn(table, [params.column])
      ? null
      : derivedName([params.table, params.column, 'idx'], relationNames(catalog, params.schema)),
  };
}
