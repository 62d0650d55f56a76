import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, literal, qualified } from '../sql.ts';
import { duplicateKeys } from './checks.ts';
import { indexStep } from './constraints.ts';
import { OperationRefused } from './errors.ts';
import { type IndexShape, indexColumns, indexRest, keySql, spokenKeys } from './index-keys.ts';
import { fullName, relationNames, sqlName } from './lookup.ts';
import type { OperationPlan, StepDraft } from './operation.ts';
import { concurrent, operationPlan, transactional } from './plan.ts';

/**
 * CONCURRENTLY is refused on a partitioned table: each partition gets its index while it is in use, then the
 * parent gets one that is nothing but those. Partitions that come later get theirs from the parent.
 */
export function partitionedIndex(
  table: CatalogTable,
  name: string,
  shape: IndexShape,
  catalog: Catalog,
): OperationPlan {
  const partitions = catalog.tables.filter(
    ({ partitionOf }) => partitionOf?.schema === table.schema && partitionOf.table === table.name,
  );
  assertBuildable(table, partitions, shape);
  const unique = shape.unique === true;
  const rest = indexRest(shape);
  const taken = new Map<string, Set<string>>();
  const parts = partitions.map((partition) => {
    const names = taken.get(partition.schema) ?? new Set([...relationNames(catalog, partition.schema), name]);
    taken.set(partition.schema, names);
    const index = derivedName([partition.name, name], names);
    names.add(index);
    return { partition, index };
  });
  const attach = ({ partition, index }: (typeof parts)[number]): string =>
    `ALTER INDEX ${qualified(table.schema, name)} ATTACH PARTITION ${qualified(partition.schema, index)}`;
  const [first, ...others]: StepDraft[] = [
    ...parts.map(({ partition, index }) => {
      const { up } = indexStep(partition, index, unique, rest);
      // Once attached it goes with the parent's.
      return concurrent(up, `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(partition.schema, index)}`);
    }),
    transactional(
      [
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ident(name)} ON ONLY ${sqlName(table)} ${rest}`,
        ...parts.map(attach),
      ],
      `DROP INDEX ${qualified(table.schema, name)}`,
    ),
  ];
  if (first === undefined) throw new Error('an index of a partitioned table has a step');
  return operationPlan([first, ...others], {
    preconditions: unique
      ? [
          duplicateKeys(table, keySql(shape), {
            said: spokenKeys(shape),
            where: shape.where,
            nullsToo: shape.nullsNotDistinct === true,
          }),
        ]
      : [],
    verifications: [
      {
        holds: `index ${name} of ${fullName(table)} is there for every partition`,
        sql: `SELECT count(*) FROM pg_index WHERE indexrelid = ${literal(qualified(table.schema, name))}::regclass AND NOT indisvalid`,
      },
    ],
  });
}

function assertBuildable(table: CatalogTable, partitions: readonly CatalogTable[], shape: IndexShape): void {
  const refuse = (reason: string, blockers: readonly string[] = []): never => {
    throw new OperationRefused(
      fullName(table),
      reason,
      'write the change as custom_sql, partition by partition',
      blockers,
    );
  };
  const unable = partitions.filter(({ kind }) => kind !== 'table').map(fullName);
  if (unable.length > 0) {
    refuse(`${unable.join(', ')} is partitioned again or foreign`, unable);
  }
  const key = table.partitionKey?.columns ?? [];
  const indexed = indexColumns(shape);
  if (shape.unique && !key.every((column) => column !== null && indexed.includes(column))) {
    refuse(
      `a unique index of a partitioned table has to hold the partition key, ${table.partitionKey?.definition}`,
    );
  }
}
