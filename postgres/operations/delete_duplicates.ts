import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import {
  type Archive,
  archiveColumns,
  archiveOf,
  createArchive,
  dropArchive,
  sameRow,
  stored,
} from './archive.ts';
import { duplicates } from './checks.ts';
import { deletedRows, deletionSteps, isReferenced, type Referencing, referencing } from './deletion.ts';
import { OperationRefused } from './errors.ts';
import { addArchive } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { fill } from './fill.ts';
import { assertComparable, columnOf, findTable, fullName, plainTableOf, spoken, sqlName } from './lookup.ts';
import { type DataCheck, defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { beforeWriting } from './written-rows.ts';

export const DeleteDuplicates = z.object({
  op: z.literal('delete_duplicates'),
  table: tableName,
  schema: schemaName,
  columns: z
    .array(name)
    .describe('rows with the same values in all of these are duplicates; NULL equals nothing'),
  keep: z
    .array(z.object({ column: name, direction: z.enum(['asc', 'desc']).default('asc') }))
    .default([])
    .describe('order by which the first row of each group stays; at last the primary key decides'),
  where: expression.optional().describe('SQL condition: only these rows are looked at'),
  references: z
    .enum(['refuse', 'repoint'])
    .default('refuse')
    .describe(
      'rows of other tables that refer to a duplicate: forbid, or let them refer to the one that stays',
    ),
});
export type DeleteDuplicates = z.infer<typeof DeleteDuplicates>;

/**
 * Which rows go, and which stays in their place, is written down first. One goes only while the one that stays is
 * there with the same values, and nobody refers to it.
 */
export const deleteDuplicates = defineOperation<'delete_duplicates', DeleteDuplicates>({
  kind: 'delete_duplicates',
  params: DeleteDuplicates,
  describe: (params) => `delete rows of ${spoken(params)} that repeat (${params.columns.join(', ')})`,
  plan(params, catalog) {
    const { table, list, archive, keys, repoint } = subject(params, catalog);
    const [create, remove] = deletionSteps(archive, isListed(params, table, list), keys);
    return operationPlan(
      [create, listStep(params, table, list), ...repoint.flatMap(({ steps }) => steps), remove],
      {
        preconditions: [
          // A row that breaks one could go, and not come back.
          ...beforeWriting(table),
          ...(params.references === 'refuse' && keys.length > 0
            ? [unreferenced(params, table, list, keys)]
            : []),
        ],
        verifications: [duplicates(table, params.columns, params.where)],
        destroys: [
          `rows of ${fullName(table)} that repeat (${params.columns.join(', ')})`,
          ...repoint.map(({ lost }) => lost),
        ],
        archives: [archive.name, list.name, ...repoint.map(({ name }) => name)],
        followUps: ['add_unique, so that no duplicate comes again'],
      },
    );
  },
  apply(params, catalog) {
    const { list, archive, repoint } = subject(params, catalog);
    return addArchive(catalog, list.name, archive.name, ...repoint.map(({ name }) => name));
  },
});

interface Repoint {
  readonly steps: readonly StepDraft[];
  readonly name: string;
  readonly lost: string;
}

function subject(params: DeleteDuplicates, catalog: Catalog) {
  const table = plainTableOf(catalog, params, 'deleting rows');
  if (params.columns.length === 0) {
    throw new OperationRefused(fullName(table), 'no column says what a duplicate is', 'name at least one');
  }
  assertComparable(table, [...params.columns, ...params.keep.map(({ column }) => column)]);
  const list = archiveOf(catalog, table, ['duplicates'], 'its rows could not be told apart');
  const archive = deletedRows(catalog, table);
  const keys = referencing(catalog, table);
  const repoint = params.references === 'repoint' ? repoints(table, list, keys, catalog) : [];
  return { table, list, archive, keys, repoint };
}

/** The key of the row that stays. */
const staysName = (at: number): string => `s${at + 1}`;

/** Key of each row that goes, and of the one that stays. */
function ranked({ columns, keep, where }: DeleteDuplicates, table: CatalogTable, { key }: Archive): string {
  const own = (column: string): string => `${ident(table.name)}.${ident(column)}`;
  const order = [
    ...keep.map(({ column, direction }) => `${own(column)} ${direction.toUpperCase()} NULLS LAST`),
    ...key.map((column) => own(column.name)),
  ];
  const values = key.flatMap((column, at) => [
    `${own(column.name)} AS k${at + 1}`,
    `first_value(${own(column.name)}) OVER godwit_group AS ${staysName(at)}`,
  ]);
  const rows = [
    ...columns.map((column) => `${own(column)} IS NOT NULL`),
    ...(where === undefined ? [] : [`(${where})`]),
  ];
  return (
    `(SELECT ${values.join(', ')}, row_number() OVER godwit_group AS place FROM ${sqlName(table)} WHERE ${rows.join(' AND ')} ` +
    `WINDOW godwit_group AS (PARTITION BY ${columns.map(own).join(', ')} ORDER BY ${order.join(', ')})) AS godwit_ranked`
  );
}

function listStep(params: DeleteDuplicates, table: CatalogTable, list: Archive): StepDraft {
  const stays = list.key.map((_, at) => staysName(at));
  const values = list.key.flatMap((column, at) => stored(`k${at + 1}`, column.type));
  const others = list.key.flatMap((column, at) => stored(staysName(at), column.type));
  return transactional(
    [
      ...createArchive(
        list,
        list.key.map((column, at) => [staysName(at), column.type] as const),
        `which rows of ${fullName(table)} repeat which`,
      ),
      `INSERT INTO ${list.at} (${archiveColumns(list, ...stays)}) ` +
        `SELECT ${[...values, ...others].join(', ')} FROM ${ranked(params, table, list)} WHERE place > 1`,
    ],
    dropArchive(list),
  );
}

/** Condition over a row: it is on the list, and the one that stays is still its equal. */
function isListed({ columns }: DeleteDuplicates, table: CatalogTable, list: Archive): string {
  const own = ident(table.name);
  const stays = list.key.map(
    (column, at) =>
      `${stored(`godwit_stays.${ident(column.name)}`, column.type)} = godwit_kept.${staysName(at)}`,
  );
  const same = columns.map((column) => `godwit_stays.${ident(column)} = ${own}.${ident(column)}`);
  return (
    `(SELECT true FROM ${list.at} AS godwit_kept, ${sqlName(table)} AS godwit_stays ` +
    `WHERE ${[sameRow(list), ...stays, ...same].join(' AND ')}) IS TRUE`
  );
}

function unreferenced(
  params: DeleteDuplicates,
  table: CatalogTable,
  list: Archive,
  keys: readonly Referencing[],
): DataCheck {
  const same = list.key.map(
    ({ name: column }, at) => `godwit_row.${ident(column)} = godwit_ranked.k${at + 1}`,
  );
  return {
    holds: `no row of ${fullName(table)} that goes is referred to`,
    sql:
      `SELECT count(*) FROM ${ranked(params, table, list)} JOIN ${sqlName(table)} AS godwit_row ON ${same.join(' AND ')} ` +
      `WHERE place > 1 AND ${isReferenced(keys, 'godwit_row')}`,
  };
}

/** Lets those who refer to a row that goes refer to the one that stays. */
function repoints(
  table: CatalogTable,
  list: Archive,
  keys: readonly Referencing[],
  catalog: Catalog,
): Repoint[] {
  let now = addArchive(catalog, list.name);
  // The rows of a partitioned table are those of its partitions, each of which has the foreign key, too.
  return keys
    .filter(({ child }) => child.kind !== 'partitioned table')
    .map(({ child, name: constraint, columns, to }) => {
      const [column, ...more] = columns;
      const [key, ...others] = list.key;
      if (
        column === undefined ||
        key === undefined ||
        more.length > 0 ||
        others.length > 0 ||
        to[0] !== key.name
      ) {
        throw unable(
          constraint,
          `it does not refer to the one column of the primary key of ${fullName(table)}`,
        );
      }
      const bound = child.indexes.find(({ unique, columns: indexed }) => unique && indexed.includes(column));
      if (bound !== undefined) throw unable(constraint, `unique index ${bound.name} allows one row for each`);
      if (child.inheritance) throw unable(constraint, `${fullName(child)} inherits or is inherited from`);
      if (placesRows(child, column, catalog))
        throw unable(constraint, `${column} says in which partition a row of ${fullName(child)} is`);
      if (child === table) throw unable(constraint, 'it refers to its own table');
      const own = `${ident(child.name)}.${ident(column)}`;
      const found = `FROM ${list.at} AS godwit_listed WHERE godwit_listed.k1 = ${stored(own, key.type)}`;
      const filled = fill(
        {
          table: child,
          column: columnOf(child, column),
          expression: `(SELECT godwit_listed.${staysName(0)} ${found})`,
          where: `EXISTS (SELECT ${found})`,
        },
        now,
      );
      now = addArchive(now, filled.archive.name);
      return {
        steps: filled.steps,
        name: filled.archive.name,
        lost: `to which row of ${fullName(table)} rows of ${fullName(child)} referred`,
      };
    });
}

/** Whether the table is a partition by a key that the column may be part of. */
function placesRows({ partitionOf }: CatalogTable, column: string, catalog: Catalog): boolean {
  const parent = partitionOf == null ? undefined : findTable(catalog, partitionOf);
  if (parent === undefined) return false;
  const keys = parent.partitionKey?.columns ?? [];
  return keys.includes(null) || keys.includes(column) || placesRows(parent, column, catalog);
}

const unable = (constraint: string, reason: string): OperationRefused =>
  new OperationRefused(
    `foreign key ${constraint}`,
    `its rows cannot be pointed to those that stay: ${reason}`,
    'clean up that table first',
    [constraint],
  );
