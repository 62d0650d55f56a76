import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { noRow, rowsOf } from './checks.ts';
import { OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { type DataCheck, defineOperation, type StepDraft } from './operation.ts';
import {
  type Bound,
  boundCondition,
  boundSql,
  givenBound,
  isConstant,
  readBound,
} from './partition-bound.ts';
import { partitioningPlan, withPartitions } from './partition-create.ts';
import { assertFits } from './partition-fit.ts';
import { type Guard, guarded, guardOf, outside, unguarded } from './partition-guard.ts';
import { concurrent, operationPlan, transactional } from './plan.ts';

const constant = expression.refine(isConstant, 'is not a constant');

export const PartitionTable = z.object({
  op: z.literal('partition_table'),
  action: z
    .enum(['attach', 'detach', 'create'])
    .describe('create: a plain table becomes a partition of a new one of its name'),
  table: tableName.describe('name of the partitioned table'),
  schema: schemaName,
  partition: name.describe(
    'name of the table that becomes a partition of it, or stops being one; create: its new name',
  ),
  partitionSchema: schemaName.describe('its schema'),
  by: z
    .object({ strategy: z.enum(['range', 'list']), column: name })
    .optional()
    .describe('create: how rows go to partitions; without a bound below, the first one takes all of them'),
  from: constant.optional().describe("by range: first value, or MINVALUE, e.g. '2026-01-01'"),
  to: constant.optional().describe('by range: first value after it, or MAXVALUE'),
  values: z.array(constant).optional().describe("by list: its values, e.g. 'de', NULL"),
});
export type PartitionTable = z.infer<typeof PartitionTable>;

/** Rows are looked at under a lock that lets everybody read and write; the change itself only takes a moment. */
export const partitionTable = defineOperation<'partition_table', PartitionTable>({
  kind: 'partition_table',
  params: PartitionTable,
  describe: (params) =>
    params.action === 'create'
      ? `partition ${spoken(params)}, whose rows become its partition ${params.partition}`
      : `${params.action} partition ${params.partition} ${params.action === 'attach' ? 'to' : 'from'} ${spoken(params)}`,
  plan(params, catalog) {
    if (params.action === 'create') return partitioningPlan(params, catalog);
    const [parent, column] = partitioned(params, catalog);
    const child = tableOf(catalog, { schema: params.partitionSchema, table: params.partition });
    if (params.action === 'detach') {
      const bound = boundOfPartition(parent, child, catalog);
      return operationPlan(detachSteps(parent, child, guardOf(child, boundCondition(column, bound)), bound), {
        breaking: [`the rows of ${fullName(child)} are no longer in ${fullName(parent)}`],
      });
    }
    assertFits(child, parent);
    const bound = givenBound(params, parent);
    const condition = boundCondition(column, bound);
    const rest = defaultOf(parent, catalog);
    return operationPlan(
      attachSteps(
        parent,
        child,
        guardOf(child, condition),
        bound,
        rest === undefined ? null : guardOf(rest, `NOT (${condition})`),
      ),
      {
        preconditions: [
          outside(child, condition),
          ...(rest === undefined ? [] : [inDefault(rest, condition)]),
        ],
        breaking: [`the rows of ${fullName(child)} are in ${fullName(parent)}, too`],
      },
    );
  },
  apply(params, catalog) {
    if (params.action === 'create') return withPartitions(params, catalog);
    const [parent] = partitioned(params, catalog);
    const at = { schema: params.partitionSchema, table: params.partition };
    const partitionOf =
      params.action === 'detach'
        ? null
        : { schema: parent.schema, table: parent.name, bound: boundSql(givenBound(params, parent)) };
    return changeTable(catalog, at, () => ({ partitionOf }));
  },
});

function partitioned(params: PartitionTable, catalog: Catalog): [CatalogTable, string] {
  const parent = tableOf(catalog, params);
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(fullName(parent), reason, hint);
  };
  const { partitionKey: key } = parent;
  if (params.by !== undefined) {
    return refuse(`by is for action create, not for ${params.action}`, 'leave it out');
  }
  if (key == null) {
    return refuse(
      'it is not partitioned',
      'partition it by action create first: its rows become a partition of the table that takes its name',
    );
  }
  const [column, ...others] = key.columns;
  if (column == null || others.length > 0 || key.strategy === 'hash') {
    return refuse(
      `it is partitioned by ${key.definition}: every row of the partition would be read under a lock that stops everybody`,
      'write the change as custom_sql, in a window',
    );
  }
  const keys = [
    ...new Set((parent.dependents ?? []).filter(({ kind }) => kind === 'foreign key').map((one) => one.name)),
  ];
  if (keys.length > 0) {
    return refuse(
      `${keys.join(', ')} ${keys.length === 1 ? 'points' : 'point'} to it, and would be checked row by row under a lock`,
      'write the change as custom_sql, in a window',
    );
  }
  return [parent, column];
}

const defaultOf = (parent: CatalogTable, catalog: Catalog): CatalogTable | undefined =>
  catalog.tables.find(({ partitionOf: of }) => of != null && isOf(parent, of) && of.bound === 'DEFAULT');

const isOf = (parent: CatalogTable, of: NonNullable<CatalogTable['partitionOf']>): boolean =>
  of.schema === parent.schema && of.table === parent.name;

function boundOfPartition(parent: CatalogTable, child: CatalogTable, catalog: Catalog): Bound {
  const of = child.partitionOf;
  if (of == null || !isOf(parent, of)) {
    throw new OperationRefused(
      fullName(child),
      `it is no partition of ${fullName(parent)}`,
      'name one of them',
    );
  }
  const rest = defaultOf(parent, catalog);
  if (rest !== undefined) {
    throw new OperationRefused(
      fullName(parent),
      `it has a default partition, ${fullName(rest)}: PostgreSQL then detaches only under a lock that stops everybody`,
      'write the change as custom_sql, in a window',
      [fullName(rest)],
    );
  }
  if (child.kind !== 'table') {
    throw new OperationRefused(fullName(child), `it is a ${child.kind}`, 'write the change as custom_sql');
  }
  return readBound(child);
}

function attachSteps(
  parent: CatalogTable,
  child: CatalogTable,
  own: Guard,
  bound: Bound,
  rest: Guard | null,
): [StepDraft, ...StepDraft[]] {
  const alter = `ALTER TABLE ${sqlName(parent)}`;
  // Beside a default partition PostgreSQL has no concurrent way back.
  const concurrently = rest === null ? ' CONCURRENTLY' : '';
  return [
    ...guarded(own),
    ...(rest === null ? [] : guarded(rest)),
    transactional(
      `${alter} ATTACH PARTITION ${sqlName(child)} ${boundSql(bound)}`,
      `${alter} DETACH PARTITION ${sqlName(child)}${concurrently}`,
    ),
    ...(rest === null ? [] : [unguarded(rest)]),
    unguarded(own),
  ];
}

/** Without the check, PostgreSQL would leave one of its own on the table that was a partition. */
const detachSteps = (
  parent: CatalogTable,
  child: CatalogTable,
  own: Guard,
  bound: Bound,
): [StepDraft, ...StepDraft[]] => [
  ...guarded(own),
  concurrent(
    `ALTER TABLE ${sqlName(parent)} DETACH PARTITION ${sqlName(child)} CONCURRENTLY`,
    `ALTER TABLE ${sqlName(parent)} ATTACH PARTITION ${sqlName(child)} ${boundSql(bound)}`,
  ),
  unguarded(own),
];

const inDefault = (rest: CatalogTable, condition: string): DataCheck =>
  noRow(`no row of the new partition is in ${fullName(rest)}`, rowsOf(rest), condition);
