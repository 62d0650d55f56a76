import { z } from 'zod';
import type { Catalog, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { duplicateKeys } from './checks.ts';
import { indexStep } from './constraints.ts';
import { dropIndexSteps } from './drop_index.ts';
import { NameTaken, OperationRefused, UnknownIndex } from './errors.ts';
import { addIndexes, dropIndex, newIndex } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import {
  assertIndexable,
  IndexKey,
  indexColumns,
  indexName,
  indexRest,
  keySql,
  method,
  spokenKeys,
} from './index-keys.ts';
import { fullName, relationNames, spoken, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { partitionedIndex } from './partitioned-index.ts';
import { operationPlan } from './plan.ts';

export const AddIndex = z.object({
  op: z.literal('add_index'),
  table: tableName,
  schema: schemaName,
  columns: z.array(z.union([name, IndexKey])).describe('names of columns, or keys that say more'),
  unique: z.boolean().optional(),
  method: method.optional(),
  include: z.array(name).optional().describe('columns that a covering index holds beside its keys'),
  nullsNotDistinct: z.boolean().optional().describe('a unique index in which two NULLs collide'),
  where: expression.optional().describe('SQL condition of a partial index'),
  name: name.optional(),
  replaces: name.optional().describe('index that goes once this one is valid'),
});
export type AddIndex = z.infer<typeof AddIndex>;

export const addIndex = defineOperation<'add_index', AddIndex>({
  kind: 'add_index',
  params: AddIndex,
  describe: (params) =>
    `add ${params.unique ? 'a unique' : 'an'} index on ${spoken(params)} (${spokenKeys(params)})` +
    `${params.replaces === undefined ? '' : `, in place of ${params.replaces}`}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    assertIndexable(table, params, catalog);
    const own = nameOf(params, catalog);
    if (params.name !== undefined && relationNames(catalog, table.schema).has(own)) {
      throw new NameTaken('index', `${table.schema}.${own}`);
    }
    const old = replacedBy(params, table);
    if (table.kind === 'partitioned table') return partitionedIndex(table, own, params, catalog);
    return operationPlan(
      [
        indexStep(table, own, params.unique === true, indexRest(params)),
        ...(old === undefined ? [] : dropIndexSteps(table, old)),
      ],
      {
        preconditions: params.unique
          ? [
              duplicateKeys(table, keySql(params), {
                said: spokenKeys(params),
                where: params.where,
                nullsToo: params.nullsNotDistinct === true,
              }),
            ]
          : [],
      },
    );
  },
  apply(params, catalog) {
    const added = addIndexes(
      catalog,
      params,
      newIndex(
        nameOf(params, catalog),
        indexColumns(params),
        `CREATE INDEX ON _ ${indexRest(params)}`,
        params.unique === true,
      ),
    );
    return params.replaces === undefined ? added : dropIndex(added, params, params.replaces);
  },
});

const nameOf = (params: AddIndex, catalog: Catalog): string =>
  params.name ?? indexName(params.table, params.schema, params, catalog);

/** @throws UnknownIndex, OperationRefused */
function replacedBy({ replaces }: AddIndex, table: CatalogTable): CatalogIndex | undefined {
  if (replaces === undefined) return undefined;
  const old = table.indexes.find((index) => index.name === replaces);
  if (old === undefined) {
    throw new UnknownIndex(
      `${table.schema}.${replaces}`,
      table.indexes.map((index) => `${table.schema}.${index.name}`),
    );
  }
  if (table.kind === 'partitioned table') {
    throw new OperationRefused(
      fullName(table),
      'an index of a partitioned table cannot be dropped while the table is in use',
      'add the new one, and drop the old one by custom_sql',
    );
  }
  return old;
}
