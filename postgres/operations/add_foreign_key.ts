import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, identList } from '../sql.ts';
import { orphans } from './checks.ts';
import { indexStep, notValidThenValidate } from './constraints.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, newConstraint, newIndex } from './evolve.ts';
import { columnName, name, references, schemaName, tableName } from './fields.ts';
import { actions, type Key, keyDefinition } from './foreign-key.ts';
import {
  assertStored,
  columnOf,
  constraintNames,
  fullName,
  hasIndexOn,
  plainTableOf,
  relationNames,
  spoken,
  tableOf,
} from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { referencedKey } from './reference.ts';

export const AddForeignKey = z.object({
  op: z.literal('add_foreign_key'),
  table: tableName,
  schema: schemaName,
  column: columnName.optional(),
  columns: z.array(name).optional().describe('instead of column, for a key of several columns'),
  references: references.extend({
    columns: z.array(name).optional().describe('instead of column, in the order of columns'),
    ...actions,
  }),
  name: name.optional(),
});
export type AddForeignKey = z.infer<typeof AddForeignKey>;

export const addForeignKey = defineOperation<'add_foreign_key', AddForeignKey>({
  kind: 'add_foreign_key',
  params: AddForeignKey,
  describe: (params) => {
    const key = keyOf(params);
    const said = (columns: readonly string[]): string =>
      columns.length === 1 ? (columns[0] ?? '') : `(${columns.join(', ')})`;
    return `let ${spoken(params)}.${said(key.columns)} reference ${spoken(key)}.${said(key.references)}`;
  },
  plan(params, catalog) {
    const table = plainTableOf(catalog, params, 'a foreign key, validated later,');
    const key = keyOf(params);
    assertPairs(table, key);
    assertStored(table, key.columns);
    const types = key.columns.map((column) => columnOf(table, column).type);
    const to = { schema: key.schema, table: key.table, columns: key.references };
    const target = referencedKey(catalog, to, types, table);
    const { constraint, index } = names(params, catalog);
    if (constraintNames(table).has(constraint)) {
      throw new NameTaken('constraint', `${constraint} of ${fullName(table)}`);
    }
    const [add, validate] = notValidThenValidate(table, constraint, keyDefinition(key, params.references));
    // Without an index every delete in the referenced table reads this one from end to end.
    const indexed = index === null ? [] : [indexStep(table, index, false, `(${identList(key.columns)})`)];
    const [first = add, ...rest] = [...indexed, add, validate];
    return operationPlan([first, ...rest], {
      preconditions: [orphans(table, key.columns, to)],
      breaking: [
        `writes to ${fullName(table)} whose ${key.columns.join(', ')} is not in ${fullName(target)} fail`,
      ],
    });
  },
  apply(params, catalog) {
    const { constraint, index } = names(params, catalog);
    const key = keyOf(params);
    const { schema, table, columns } = key;
    const definition = keyDefinition(key, params.references);
    const added = addConstraint(
      catalog,
      params,
      newConstraint('foreign key', constraint, columns, definition, {
        schema,
        table,
        columns: key.references,
      }),
    );
    if (index === null) return added;
    const built = `CREATE INDEX ON _ USING btree (${identList(columns)})`;
    return addIndexes(added, params, newIndex(index, columns, built, false));
  },
});

const keyOf = ({ column, columns, references: to }: AddForeignKey): Key => ({
  columns: columns ?? (column === undefined ? [] : [column]),
  schema: to.schema,
  table: to.table,
  references: to.columns ?? [to.column],
});

/** @throws OperationRefused where the columns do not pair up */
function assertPairs(table: CatalogTable, { columns, references: to }: Key): void {
  if (columns.length > 0 && columns.length === to.length) return;
  throw new OperationRefused(
    fullName(table),
    `the foreign key has the columns (${columns.join(', ')}) and points to (${to.join(', ')})`,
    'name as many columns as the key they point to has',
  );
}

function names(params: AddForeignKey, catalog: Catalog): { constraint: string; index: string | null } {
  const table = tableOf(catalog, params);
  const { columns } = keyOf(params);
  return {
    constraint: params.name ?? derivedName([params.table, ...columns, 'fkey'], constraintNames(table)),
    index: hasIndexOn(table, columns)
      ? null
      : derivedName([params.table, ...columns, 'idx'], relationNames(catalog, params.schema)),
  };
}
