import { z } from 'zod';
import type { Catalog, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { qualified } from '../sql.ts';
import { indexStep } from './constraints.ts';
import { indexTail } from './copies.ts';
import { OperationRefused, UnknownIndex } from './errors.ts';
import { dropIndex as withoutIndex } from './evolve.ts';
import { name, schemaName } from './fields.ts';
import { marksAway } from './index-marks.ts';
import { fullName, ownIndexes } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, reversed } from './plan.ts';

export const DropIndex = z.object({
  op: z.literal('drop_index'),
  schema: schemaName,
  name: name.describe('name of the index, unquoted, without its schema'),
});
export type DropIndex = z.infer<typeof DropIndex>;

/** The way back builds the same index again, while the table is in use. */
export const dropIndex = defineOperation<'drop_index', DropIndex>({
  kind: 'drop_index',
  params: DropIndex,
  describe: ({ schema, name: index }) => `drop index ${schema === 'public' ? index : `${schema}.${index}`}`,
  plan(params, catalog) {
    const { table, index } = indexOf(params, catalog);
    return operationPlan(dropIndexSteps(table, index), {
      breaking: [
        `queries on ${fullName(table)} that ${index.name} made quick may read the whole table`,
        ...(index.unique
          ? [
              `rows that ${index.name} forbade become possible, and INSERT … ON CONFLICT that relies on it fails`,
              `a rollback fails while rows break ${index.name}`,
            ]
          : []),
      ],
    });
  },
  apply(params, catalog) {
    const { table } = indexOf(params, catalog);
    return withoutIndex(catalog, { schema: table.schema, table: table.name }, params.name);
  },
});

function indexOf(
  { schema, name: wanted }: DropIndex,
  catalog: Catalog,
): { table: CatalogTable; index: CatalogIndex } {
  const all = catalog.tables
    .filter((table) => table.schema === schema)
    .flatMap((table) => table.indexes.map((index) => ({ table, index })));
  const found = all.find(({ index }) => index.name === wanted);
  if (found === undefined) {
    throw new UnknownIndex(
      `${schema}.${wanted}`,
      all.map(({ index }) => `${schema}.${index.name}`),
    );
  }
  return found;
}

/** @throws OperationRefused where more than the index would go */
export function dropIndexSteps(table: CatalogTable, index: CatalogIndex): [StepDraft, ...StepDraft[]] {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`index ${table.schema}.${index.name}`, reason, hint);
  };
  if (!ownIndexes(table).includes(index)) {
    refuse(`it is the inside of constraint ${index.name} of ${fullName(table)}`, 'use drop_constraint');
  }
  const keys = index.dependents ?? [];
  if (keys.length > 0) {
    throw new OperationRefused(
      `index ${table.schema}.${index.name}`,
      `${keys.join(', ')} ${keys.length === 1 ? 'rests' : 'rest'} on it`,
      'drop_constraint what rests on it first',
      keys,
    );
  }
  if (index.replicaIdentity) {
    refuse('replication finds rows by it', 'set another replica identity by custom_sql first');
  }
  if (table.kind === 'partitioned table' || index.attached) {
    refuse(
      'an index of a partitioned table cannot be dropped while the table is in use',
      'write the change as custom_sql, for a moment when few transactions run',
    );
  }
  if (!index.valid) {
    refuse(
      'it is invalid, left by a build that failed, and the way back could not bring it back like that',
      `DROP INDEX CONCURRENTLY ${qualified(table.schema, index.name)} by hand`,
    );
  }
  const [first, ...rest] = [
    ...marksAway(table, index),
    ...reversed([indexStep(table, index.name, index.unique, indexTail(index.definition))]),
  ];
  if (first === undefined) throw new Error('dropping an index has a step');
  return [first, ...rest];
}
