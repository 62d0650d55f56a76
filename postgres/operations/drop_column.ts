import { z } from 'zod';
import type {
  ArchivedObject,
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogIndex,
  CatalogSync,
  CatalogTable,
} from '../catalog/catalog.ts';
import { dollarQuoted, ident, literal } from '../sql.ts';
import {
  type Archive,
  archiveOf,
  archiveSchema,
  createArchive,
  dropArchive,
  fromArchive,
  restored,
} from './archive.ts';
import { createUpkeep, dropUpkeep, fillArchive } from './archive-upkeep.ts';
import { batchBlock, inBatch, needsQuiet, quiet } from './batch.ts';
import { assertSameInParts, heapsOf, ownTableOf } from './column-parts.ts';
import { columnExtras, typeSql } from './column-sql.ts';
import { indexTail } from './copies.ts';
import { assertPlainColumn, restoreDefault } from './default.ts';
import { heirOf } from './default-heir.ts';
import { OperationRefused } from './errors.ts';
import { addArchive, changeTable } from './evolve.ts';
import { columnName, schemaName, tableName } from './fields.ts';
import { indexAway } from './index-away.ts';
import { columnOf, fullName, isVolatile, ownIndexes, spoken, sqlName } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { triggersNaming } from './own-triggers.ts';
import { nothingToUndo, operationPlan, transactional } from './plan.ts';
import { constraintsOn, restoreConstraint, restoreNotNull } from './restore.ts';
import { createSyncs, dropSyncs, onlySync, type PlacedSync, pauseSync, syncsOf } from './sync.ts';
import { mentionsColumn } from './tokens.ts';
import { usesAfter } from './type.ts';
import { differs } from './types.ts';
import { isBuiltAside, uniqueAway } from './unique-away.ts';
import { beforeWriting } from './written-rows.ts';

export const DropColumn = z.object({
  op: z.literal('drop_column'),
  table: tableName,
  schema: schemaName,
  column: columnName,
});
export type DropColumn = z.infer<typeof DropColumn>;

/**
 * The values are in an archive, checked, before the column goes; or, where a rename or split has kept them equal to
 * a new place, in that place. The way back restores them, with everything that stood on the column.
 */
export const dropColumn = defineOperation<'drop_column', DropColumn>({
  kind: 'drop_column',
  params: DropColumn,
  describe: (params) => `drop column ${spoken(params)}.${params.column}`,
  plan(params, catalog) {
    const drop = dropping(params, catalog);
    const { table, column } = drop;
    const name = `${fullName(table)}.${column.name}`;
    const [first, ...rest] = [
      ...uniquesOf(table, column).flatMap((unique) => uniqueAway(table, unique)),
      ...drop.indexes.flatMap((index) => indexAway(table, index, catalog)),
      ...(drop.restores.length === 0 ? [] : movedAway(drop, catalog)),
      ...(drop.archive === null
        ? []
        : [
            ...archiveAway(drop, drop.archive, catalog),
            ...fillArchive(drop.archive, drop.column, drop.heaps),
          ]),
      columnAway(drop, catalog),
    ];
    if (first === undefined) throw new Error('dropping a column has a step');
    return operationPlan([first, ...rest], {
      // The way back writes the rows.
      preconditions: beforeWriting(withoutColumn(table, column.name)),
      breaking: [
        `applications that read or write ${name} fail`,
        ...triggersNaming(catalog, table, column.name).map(
          (trigger) =>
            `trigger ${trigger.name} names ${name}: what fires it fails until its function does not`,
        ),
        ...leftAlone(drop),
        ...builtAgain(drop),
      ],
      destroys: drop.archive === null ? [] : [`the values of ${name}`],
      archives: drop.archive === null ? [] : [drop.archive.name],
    });
  },
  apply(params, catalog) {
    const drop = dropping(params, catalog);
    const { table: from, column, archive, syncs } = drop;
    const gone = new Set(syncs.map(({ sync }) => sync.trigger));
    const keys = new Set(
      constraintsOn(from, column.name).map(
        ({ name }) => `foreign key ${name} of ${from.schema}.${from.name}`,
      ),
    );
    const now: Catalog = {
      ...catalog,
      // An archive keeps values of a user's type as texts.
      ...usesAfter(catalog, from, [column.name], null),
      tables: catalog.tables.map((table) => ({
        ...table,
        triggers: table.triggers.filter((trigger) => !gone.has(trigger)),
        dependents: (table.dependents ?? []).filter(
          ({ kind, name }) =>
            !keys.has(name) && (kind !== 'trigger' || !gone.has(name.replace(/^trigger /, ''))),
        ),
        syncs: (table.syncs ?? []).filter(({ trigger }) => !gone.has(trigger)),
      })),
    };
    const heir = heirOf(from, column, catalog);
    const dropped = changeTable(now, params, (table) => ({
      columns: table.columns
        .filter(({ name }) => name !== column.name)
        .map((one) => (one.name === heir?.name ? { ...one, default: column.default } : one)),
      constraints: table.constraints.filter((one) => !constraintsOn(table, column.name).includes(one)),
      indexes: table.indexes.filter(
        ({ name, columns, definition }) =>
          !columns.includes(column.name) &&
          !mentionsColumn(indexTail(definition), column.name) &&
          !constraintsOn(table, column.name).some((one) => one.name === name),
      ),
    }));
    if (archive === null) return dropped;
    const record = {
      name: archive.name.replace(`${archiveSchema}.`, ''),
      holds: archiveHolds(from, column),
      object: archivedColumn(drop, archive),
    };
    return {
      ...addArchive(dropped, archive.name),
      archived: [...(catalog.archived ?? []), record],
    };
  },
});

/** Its own checks go with it, and come back when the values are there. */
const withoutColumn = (table: CatalogTable, column: string): CatalogTable => ({
  ...table,
  constraints: table.constraints.filter((one) => !constraintsOn(table, column).includes(one)),
});

interface Dropping {
  readonly table: CatalogTable;
  /** The tables that hold its rows: itself, or its partitions. */
  readonly heaps: readonly CatalogTable[];
  readonly column: CatalogColumn;
  readonly indexes: readonly CatalogIndex[];
  /** How the columns that were kept equal to another place get their values back; empty where none were. */
  readonly restores: readonly Restore[];
  /** Triggers that end with the column. */
  readonly syncs: readonly PlacedSync[];
  /** Null where the values are in another place, to the letter. */
  readonly archive: Archive | null;
}

type Restore = CatalogSync['restores'][number];

function dropping(params: DropColumn, catalog: Catalog): Dropping {
  const table = ownTableOf(catalog, params, 'dropping a column');
  const column = columnOf(table, params.column);
  assertSameInParts(catalog, table, column);
  const name = `${fullName(table)}.${column.name}`;
  assertPlainColumn(table, column);
  if (table.primaryKey.includes(column.name)) {
    throw new OperationRefused(name, 'it is part of the primary key', 'write the change as custom_sql');
  }
  const syncs = syncsOf(catalog, table, column.name);
  const blockers = (table.dependents ?? [])
    .filter((dependent) => dependent.column === column.name)
    .filter(({ name: dependent }) => !syncs.some(({ sync }) => dependent === `trigger ${sync.trigger}`))
    .map((dependent) => dependent.name);
  if (blockers.length > 0) {
    throw new OperationRefused(
      name,
      `${blockers.join(', ')} ${blockers.length === 1 ? 'depends' : 'depend'} on it`,
      'change or drop what depends on it first',
      blockers,
    );
  }
  const restores = restoresOf(syncs, table);
  const exact = restores.some((restore) => restore.column === column.name && restore.exact);
  return {
    table,
    heaps: heapsOf(catalog, table),
    column,
    syncs,
    restores,
    indexes: ownIndexes(table).filter(({ definition }) => mentionsColumn(indexTail(definition), column.name)),
    archive: exact ? null : archiveOf(catalog, table, [column.name], 'its values could not be restored'),
  };
}

/**
 * The triggers end for all columns of their group; so the way back, which brings them back, has to bring all the
 * columns up to date. Of two columns with two names, it is always the other that stays.
 */
function restoresOf(syncs: readonly PlacedSync[], table: CatalogTable): Restore[] {
  const all = syncs.flatMap(({ sync, table: on }) => (on === table ? sync.restores : []));
  return all.filter(
    ({ column }, at) =>
      table.columns.some(({ name }) => name === column) &&
      all.findIndex((other) => other.column === column) === at,
  );
}

/** Columns whose triggers end with this one's; the two names of a renamed column need none any more. */
function leftAlone({ table, column, syncs }: Dropping): string[] {
  if (syncs.length === 0 || onlySync(syncs)?.columns.length === 2) return [];
  const others = syncs
    .flatMap(({ sync }) => sync.restores.map((restore) => restore.column))
    .filter((other) => other !== column.name && table.columns.some(({ name }) => name === other));
  return [...new Set(others)].map(
    (other) => `${fullName(table)}.${other} is no longer kept equal to what it became: drop it, too`,
  );
}

export const uniquesOf = (table: CatalogTable, column: CatalogColumn): CatalogConstraint[] =>
  constraintsOn(table, column.name).filter(isBuiltAside);

/** What PostgreSQL can make of no index that is there has to be built under a strong lock. */
const builtAgain = ({ table, column }: Dropping): string[] =>
  constraintsOn(table, column.name)
    .filter(({ kind }) => kind === 'unique' || kind === 'exclusion')
    .map((one) =>
      isBuiltAside(one)
        ? `a rollback fails while rows of ${fullName(table)} repeat (${one.columns.join(', ')})`
        : `a rollback needs a window: reads and writes of ${fullName(table)} wait while it builds ${one.name} again`,
    );

/** Up: is everything in the other place? Down: takes back what it holds, with the triggers on again. */
function movedAway(drop: Dropping, catalog: Catalog): StepDraft[] {
  const { table, column, syncs, heaps } = drop;
  const at = sqlName(table);
  const own = drop.restores.filter((restore) => restore.column === column.name);
  // The two names of a renamed column restore each other; here it is the one that comes back.
  const only = onlySync(syncs);
  const restores =
    own.length > 0 && only !== null && (only.columns.length === 2 || own.some(({ exact }) => exact))
      ? own
      : drop.restores;
  const stale = restores.map((restore) => `(${restore.stale})`).join(' OR ');
  const assignments = (heap: CatalogTable): string =>
    restores
      .map(
        (restore) =>
          `${ident(restore.column)} = CASE WHEN ${restore.stale} THEN ${restore.expression} ELSE ${ident(heap.name)}.${ident(restore.column)} END`,
      )
      .join(', ');
  const lost = own.map((restore) => `(${restore.stale})`).join(' OR ');
  const asked = raiseIf(
    lost === '' ? 'false' : `EXISTS (SELECT FROM ${at} WHERE ${lost})`,
    `${fullName(table)}.${column.name} holds values that are not in the place to which it moved`,
  );
  return heaps.map((heap, index) =>
    transactional(
      index === 0 ? asked : askedBefore,
      batchBlock({
        table: heap,
        todo: stale,
        ...(syncs.some(({ table: on }) => on !== table) ? { locks: 'NO KEY UPDATE' } : {}),
        // The way back begins at the end.
        first: index === heaps.length - 1 ? [...createSyncs(syncs), 'COMMIT'] : [],
        each: [
          ...silent({ ...drop, table: heap, restores }),
          ...[...new Set(syncs.map(({ sync }) => sync.group))].map(pauseSync),
        ],
        work: [`UPDATE ${sqlName(heap)} SET ${assignments(heap)} WHERE ${inBatch} AND (${stale})`],
        finally: index === 0 ? standing(drop, catalog) : [],
      }),
    ),
  );
}

const askedBefore = nothingToUndo('Asked of all partitions in the first of these steps.');

/** Up: an empty archive, and what keeps it up to date. Down: takes back what it holds. */
function archiveAway(drop: Dropping, archive: Archive, catalog: Catalog): StepDraft[] {
  const { table, column, heaps } = drop;
  const was = restored('godwit_kept.was', column.type);
  const away = [
    ...createArchive(
      archive,
      [['was', column.type]],
      archiveHolds(table, column),
      archivedColumn(drop, archive),
    ),
    ...createUpkeep(archive, column),
  ];
  return heaps.map((heap, index) => {
    const own = { ...archive, table: heap };
    const differing = differs(`${ident(heap.name)}.${ident(column.name)}`, was, column.type);
    const todo = fromArchive(own, 'true', differing);
    return transactional(
      index === 0 ? away : nothingToUndo('The archive is that of all partitions.'),
      batchBlock({
        table: heap,
        todo,
        each: silent({ ...drop, table: heap }),
        work: [
          `UPDATE ${sqlName(heap)} SET ${ident(column.name)} = ${fromArchive(own, was)} WHERE ${inBatch} AND ${todo}`,
        ],
        finally:
          index > 0
            ? []
            : [
                ...(drop.restores.length === 0
                  ? [...createSyncs(drop.syncs), ...standing(drop, catalog)]
                  : []),
                ...dropUpkeep(archive, column),
                ...dropArchive(archive),
              ],
      }),
    );
  });
}

const archiveHolds = (table: CatalogTable, { name }: CatalogColumn): string =>
  `values of ${fullName(table)}.${name}`;

const archivedColumn = ({ table, column, indexes }: Dropping, { key }: Archive): ArchivedObject => ({
  kind: 'column',
  schema: table.schema,
  table: table.name,
  key: key.map(({ name, type }) => ({ name, type })),
  column,
  constraints: [
    ...constraintsOn(table, column.name).filter(({ toPartition }) => !toPartition),
    ...table.constraints.filter(({ kind, columns }) => kind === 'not null' && columns[0] === column.name),
  ],
  indexes,
});

/** The column itself is guarded by no foreign key while it comes back; the others of its group may be. */
const silent = ({
  table,
  column,
  restores,
}: Pick<Dropping, 'table' | 'column' | 'restores'>): readonly string[] =>
  table.triggers.length > 0 &&
  restores.every((restore) => restore.column === column.name || needsQuiet(table, restore.column))
    ? quiet
    : [];

/** What stood on the column, for when its values are back; a unique constraint has steps of its own. */
export const standing = (
  { table, column }: Pick<Dropping, 'table' | 'column'>,
  catalog: Catalog,
): string[] => [
  ...restoreNotNull(table, column, catalog),
  ...constraintsOn(table, column.name)
    .filter((one) => !isBuiltAside(one) && !one.toPartition)
    .flatMap((one) => restoreConstraint(table, one)),
];

function columnAway(drop: Dropping, catalog: Catalog): StepDraft {
  const { table, column, syncs, archive } = drop;
  const at = sqlName(table);
  const name = ident(column.name);
  const heir = heirOf(table, column, catalog);
  return transactional(
    [
      ...(archive === null ? [] : dropUpkeep(archive, column)),
      ...dropSyncs(syncs),
      ...(heir === null ? [] : [restoreDefault(table, { ...heir, default: column.default })]),
      `ALTER TABLE ${at} DROP COLUMN ${name}`,
    ],
    [
      ...addBack(table, column, catalog),
      ...columnExtras(table, column),
      ...(heir === null ? [] : [restoreDefault(table, heir)]),
    ],
  );
}

/** Rows that came while the column was away get its default, if that is one value for all. */
export function addBack(table: CatalogTable, column: CatalogColumn, catalog: Catalog): string[] {
  const add = `ALTER TABLE ${sqlName(table)} ADD COLUMN ${ident(column.name)} ${typeSql(column)}`;
  if (column.default === null) return [add];
  if (!isVolatile(catalog, column.default)) return [`${add} DEFAULT ${column.default}`];
  return [
    add,
    `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column.name)} SET DEFAULT ${column.default}`,
  ];
}

const raiseIf = (condition: string, message: string): string =>
  `DO ${dollarQuoted(`BEGIN
  IF ${condition} THEN
    RAISE EXCEPTION USING MESSAGE = ${literal(message)};
  END IF;
END`)}`;
