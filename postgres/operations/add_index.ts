import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { derivedName, identList } from '../sql.ts';
import { duplicates } from './checks.ts';
import { indexStep } from './constraints.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { addIndexes, newIndex } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, plainTableOf, relationNames, spoken } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';

export const AddIndex = z.object({
  op: z.literal('add_index'),
  table: tableName,
  schema: schemaName,
  columns: z.array(name),
  unique: z.boolean().optional(),
  method: z.enum(['btree', 'hash', 'gin', 'gist', 'brin', 'spgist']).optional(),
  where: expression.optional().describe('SQL condition of a partial index'),
  name: name.optional(),
});
export type AddIndex = z.infer<typeof AddIndex>;

export const addIndex = defineOperation<'add_index', AddIndex>({
  kind: 'add_index',
  params: AddIndex,
  describe: (params) =>
    `add ${params.unique ? 'a unique' : 'an'} index on ${spoken(params)} (${params.columns.join(', ')})`,
  plan(params, catalog) {
    const table = plainTableOf(catalog, params, 'an index, built while the table is in use,');
    if (params.columns.length === 0) {
      throw new OperationRefused(fullName(table), 'the index names no column', 'name at least one');
    }
    for (const column of params.columns) columnOf(table, column);
    const { name, rest } = indexOf(params, catalog);
    if (params.name !== undefined && relationNames(catalog, table.schema).has(name)) {
      throw new NameTaken('index', `${table.schema}.${name}`);
    }
    return operationPlan([indexStep(table, name, params.unique === true, rest)], {
      preconditions: params.unique ? [duplicates(table, params.columns, params.where)] : [],
    });
  },
  apply(params, catalog) {
    const { name, rest } = indexOf(params, catalog);
    return addIndexes(
      catalog,
      params,
      newIndex(name, params.columns, `CREATE INDEX ON _ ${rest}`, params.unique === true),
    );
  },
});

function indexOf(params: AddIndex, catalog: Catalog): { name: string; rest: string } {
  const taken = relationNames(catalog, params.schema);
  const where = params.where === undefined ? '' : ` WHERE (${params.where})`;
  return {
    name: params.name ?? derivedName([params.table, ...params.columns, params.unique ? 'key' : 'idx'], taken),
    rest: `USING ${params.method ?? 'btree'} (${identList(params.columns)})${where}`,
  };
}
