import { z } from 'zod';
import type { Catalog, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { block } from './block.ts';
import { constraintComment } from './constraints.ts';
import { bare } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { changeTable, dropConstraint as withoutConstraint } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { constraintOf, fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { restoreConstraint } from './restore.ts';
import { equalColumns } from './sync.ts';
import { renameColumns } from './tokens.ts';
import { backing, uniqueAway } from './unique-away.ts';

export const DropConstraint = z.object({
  op: z.literal('drop_constraint'),
  table: tableName,
  schema: schemaName,
  name: name.describe('name of the check, unique, primary key, foreign key or exclusion constraint'),
});
export type DropConstraint = z.infer<typeof DropConstraint>;

/** The way back builds it again without a long lock, as if it were new; an exclusion constraint cannot be. */
export const dropConstraint = defineOperation<'drop_constraint', DropConstraint>({
  kind: 'drop_constraint',
  params: DropConstraint,
  describe: (params) => `drop constraint ${params.name} of ${spoken(params)}`,
  plan(params, catalog) {
    const { table, constraint } = subject(params, catalog);
    return operationPlan(stepsOf(table, constraint), {
      breaking: [...breakingOf(table, constraint), ...twins(table, constraint)],
    });
  },
  apply(params, catalog) {
    const { kind } = constraintOf(tableOf(catalog, params), params.name);
    const dropped = withoutConstraint(catalog, params, params.name);
    return kind === 'primary key' ? changeTable(dropped, params, () => ({ primaryKey: [] })) : dropped;
  },
});

/** What asks the same under the other name of a column stays. */
function twins(table: CatalogTable, constraint: CatalogConstraint): string[] {
  const { kind, columns, definition } = constraint;
  return equalColumns(table).flatMap((pair) =>
    [pair, pair.toReversed()].flatMap(([one = '', other = '']) => {
      if (!columns.includes(one)) return [];
      const said = renameColumns(bare(definition), new Map([[one, ident(other)]]));
      return table.constraints
        .filter(
          (twin) =>
            twin.kind === kind &&
            twin.columns.includes(other) &&
            renameColumns(bare(twin.definition), new Map([[other, ident(other)]])) === said,
        )
        .map(
          (twin) =>
            `constraint ${twin.name} asks the same of ${other}, the other name of ${one}: until it is dropped, too, nothing changes`,
        );
    }),
  );
}

function subject(
  params: DropConstraint,
  catalog: Catalog,
): { table: CatalogTable; constraint: CatalogConstraint } {
  const table = tableOf(catalog, params);
  const constraint = constraintOf(table, params.name);
  const { kind } = constraint;
  const refuse = (reason: string, hint: string, blockers: readonly string[] = []): never => {
    throw new OperationRefused(`constraint ${constraint.name} of ${fullName(table)}`, reason, hint, blockers);
  };
  if (kind === 'not null') refuse('it forbids NULL in a column', 'use drop_not_null');
  if (constraint.inherited) refuse('it comes from the parent table', 'drop it there');
  if (/ NOT ENFORCED$| WITHOUT OVERLAPS\)| PERIOD /.test(constraint.definition)) {
    refuse(
      `the way back could not build "${constraint.definition}" again while the table is in use`,
      'write the change as custom_sql',
    );
  }
  if (table.kind === 'partitioned table' && kind !== 'check') {
    refuse(
      `a ${kind} of a partitioned table could not be built again while the table is in use`,
      'write the change as custom_sql, partition by partition',
    );
  }
  const index = backing(table, constraint);
  const blockers = [...(constraint.dependents ?? []), ...(index?.dependents ?? [])];
  if (blockers.length > 0) {
    refuse(
      `${blockers.join(', ')} ${blockers.length === 1 ? 'depends' : 'depend'} on it`,
      'change or drop what depends on it first',
      blockers,
    );
  }
  const published = kind === 'primary key' ? (table.publications ?? []) : [];
  if (index?.replicaIdentity || published.length > 0) {
    refuse(
      index?.replicaIdentity
        ? 'replication finds rows by its index'
        : `publication ${published.join(', ')} replicates the table and finds rows by it`,
      'set another replica identity by custom_sql first',
      published,
    );
  }
  return { table, constraint };
}

function stepsOf(table: CatalogTable, constraint: CatalogConstraint): [StepDraft, ...StepDraft[]] {
  const at = sqlName(table);
  const drop = `ALTER TABLE ${at} DROP CONSTRAINT ${ident(constraint.name)}`;
  const comment = constraintComment(table, constraint);
  switch (constraint.kind) {
    case 'unique':
    case 'primary key':
      return uniqueAway(table, constraint);
    case 'exclusion':
      return [
        transactional(drop, [
          `ALTER TABLE ${at} ADD CONSTRAINT ${ident(constraint.name)} ${constraint.definition}`,
          ...comment,
        ]),
      ];
    default:
      return [transactional(drop, block(restoreConstraint(table, constraint)))];
  }
}

function breakingOf(
  table: CatalogTable,
  { kind, name: own, columns, definition }: CatalogConstraint,
): string[] {
  const at = fullName(table);
  const list = columns.join(', ');
  switch (kind) {
    case 'unique':
    case 'primary key':
      return [
        `rows of ${at} may repeat (${list}), and INSERT … ON CONFLICT (${list}) fails`,
        `a rollback fails while rows of ${at} repeat (${list})`,
      ];
    case 'exclusion':
      return [
        `rows of ${at} may break ${definition}`,
        `a rollback needs a window: reads and writes of ${at} wait while it builds ${own} again`,
      ];
    default:
      return [
        `rows of ${at} may break ${definition}`,
        `while rows break it, a rollback leaves ${own} NOT VALID, for new rows only`,
      ];
  }
}
