import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, dollarQuoted, ident } from '../sql.ts';
import { noRow, rowsOf } from './checks.ts';
import { notValidThenValidate } from './constraints.ts';
import { OperationRefused } from './errors.ts';
import { changeTable, newConstraint } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { constraintNames, fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { type DataCheck, defineOperation, type StepDraft } from './operation.ts';
import { type Bound, boundCondition, boundSql, isConstant, readBound } from './partition-bound.ts';
import { assertFits } from './partition-fit.ts';
import { concurrent, operationPlan, transactional } from './plan.ts';
import { restoreConstraint } from './restore.ts';

const constant = expression.refine(isConstant, 'is not a constant');

export const PartitionTable = z.object({
  op: z.literal('partition_table'),
  action: z.enum(['attach', 'detach']),
  table: tableName.describe('name of the partitioned table'),
  schema: schemaName,
  partition: name.describe('name of the table that becomes a partition of it, or stops being one'),
  partitionSchema: schemaName.describe('its schema'),
  from: constant.optional().describe("attach, by range: first value, or MINVALUE, e.g. '2026-01-01'"),
  to: constant.optional().describe('attach, by range: first value after it, or MAXVALUE'),
  values: z.array(constant).optional().describe("attach, by list: its values, e.g. 'de', NULL"),
});
export type PartitionTable = z.infer<typeof PartitionTable>;

/** Rows are looked at under a lock that lets everybody read and write; the change itself only takes a moment. */
export const partitionTable = defineOperation<'partition_table', PartitionTable>({
  kind: 'partition_table',
  params: PartitionTable,
  describe: (params) =>
    `${params.action} partition ${params.partition} ${params.action === 'attach' ? 'to' : 'from'} ${spoken(params)}`,
  plan(params, catalog) {
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
  if (key == null) {
    return refuse(
      'it is not partitioned, and PostgreSQL cannot partition a table that is there: keys, foreign keys, views and policies would have to be made again for another table',
      'create_table a partitioned one beside it, and move the rows by custom_sql',
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

function givenBound({ from, to, values }: PartitionTable, parent: CatalogTable): Bound {
  const strategy = parent.partitionKey?.strategy;
  if (strategy === 'range' && from !== undefined && to !== undefined && values === undefined) {
    return { strategy, from, to };
  }
  if (
    strategy === 'list' &&
    values !== undefined &&
    values.length > 0 &&
    from === undefined &&
    to === undefined
  ) {
    return { strategy, values };
  }
  throw new OperationRefused(
    fullName(parent),
    `it is partitioned by ${parent.partitionKey?.definition}`,
    strategy === 'range' ? 'give from and to, MINVALUE and MAXVALUE where it has no end' : 'give values',
  );
}

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

/** A check that says what the bound says, so that nobody has to read the rows when it is set or lifted. */
interface Guard {
  readonly table: CatalogTable;
  readonly name: string;
  readonly definition: string;
}

const guardOf = (table: CatalogTable, condition: string): Guard => ({
  table,
  name: derivedName([table.name, 'bound', 'check'], constraintNames(table)),
  definition: `CHECK (${condition})`,
});

const guarded = ({ table, name, definition }: Guard): [StepDraft, StepDraft] =>
  notValidThenValidate(table, name, definition);

/** Down: the check is there again, and validated, before anything that counts on it. */
function unguarded({ table, name, definition }: Guard): StepDraft {
  const back = restoreConstraint(table, newConstraint('check', name, [], definition));
  return transactional(
    `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${ident(name)}`,
    `DO ${dollarQuoted(`BEGIN\n  ${back.join(';\n  ')};\nEND`)}`,
  );
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

const outside = (child: CatalogTable, condition: string): DataCheck =>
  noRow(
    `every row of ${fullName(child)} is within the bound of the partition`,
    rowsOf(child),
    `NOT (${condition})`,
  );

const inDefault = (rest: CatalogTable, condition: string): DataCheck =>
  noRow(`no row of the new partition is in ${fullName(rest)}`, rowsOf(rest), condition);
