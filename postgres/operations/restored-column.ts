import type { ArchivedObject, Catalog, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident, qualified } from '../sql.ts';
import {
  type Archive,
  archiveColumns,
  archiveKey,
  archiveSchema,
  fromArchive,
  markRestored,
  restored,
  stored,
} from './archive.ts';
import { batchBlock, inBatch, quiet } from './batch.ts';
import { block, raiseIf } from './block.ts';
import { changedRows, duplicateKeys } from './checks.ts';
import { heapsOf } from './column-parts.ts';
import { columnExtras } from './column-sql.ts';
import { addBack, standing, uniquesOf } from './drop_column.ts';
import { OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { indexAway } from './index-away.ts';
import { findTable, fullName, isVolatile, relationNames, sqlName } from './lookup.ts';
import type { DataCheck, OperationPlan, StepDraft } from './operation.ts';
import { batched, nothingToUndo, operationPlan, reversed, transactional } from './plan.ts';
import { subscribersNeed } from './published.ts';
import { constraintsOn } from './restore.ts';
import { element, isOfType } from './type.ts';
import { cast, differs, isSame, storedType } from './types.ts';
import { isBuiltAside, uniqueBack } from './unique-away.ts';

type ArchivedColumn = Extract<ArchivedObject, { kind: 'column' }>;

interface Restoring {
  /** As it will be. */
  readonly table: CatalogTable;
  readonly archive: Archive;
  readonly name: string;
  readonly object: ArchivedColumn;
  /** Condition over a row whose value is still to be put back. */
  readonly todo: string;
}

/**
 * Rows are found by their key. The archive stays until its time: it may know rows that are gone, and the way back
 * takes into it what was written since.
 */
export function restoredColumn(
  name: string,
  object: ArchivedColumn,
  catalog: Catalog,
): { plan: OperationPlan; after: Catalog } {
  const restoring = subject(name, object, catalog);
  const { table } = restoring;
  const uniques = uniquesOf(table, object.column);
  return {
    plan: operationPlan(
      [
        comesBack(restoring, catalog),
        ...valuesBack(restoring, catalog),
        ...uniques.flatMap((unique) => uniqueBack(table, unique)),
        ...reversed(object.indexes.flatMap((index) => indexAway(table, index, catalog))),
      ],
      {
        preconditions: uniques.map((unique) => staysUnique(restoring, unique, catalog)),
        verifications: [complete(restoring)],
        breaking: [
          ...constraintsOn(table, object.column.name)
            .filter((one) => ['unique', 'exclusion'].includes(one.kind) && !isBuiltAside(one))
            .map((one) => `reads and writes of ${fullName(table)} wait while ${one.name} is built again`),
          ...subscribersNeed(table, [object.column.name]),
        ],
      },
    ),
    after: changeTable(catalog, { schema: table.schema, table: table.name }, () => table),
  };
}

/** What is written since has the default, and what is kept may be there twice with it. */
function staysUnique(
  { table, archive, object: { column } }: Restoring,
  { columns, definition }: CatalogConstraint,
  catalog: Catalog,
): DataCheck {
  const start = column.default === null || isVolatile(catalog, column.default) ? 'NULL' : column.default;
  const value = `CASE WHEN ${fromArchive(archive, 'true')} THEN ${fromArchive(archive, restored('godwit_kept.was', column.type))} ELSE ${cast(start, column.type)} END`;
  return duplicateKeys(table, columns.map(ident), {
    said: `${columns.join(', ')} when ${column.name} is back`,
    nullsToo: definition.startsWith('UNIQUE NULLS NOT DISTINCT'),
    rows: changedRows(
      table,
      table.columns.map(({ name }) => (name === column.name ? `${value} AS ${ident(name)}` : ident(name))),
    ),
  });
}

/** For people and for whoever asks before: rows of the archive that have no row any more, and those that have one. */
export function matchedRows(name: string, object: ArchivedColumn, catalog: Catalog): string {
  const { archive, table } = subject(name, object, catalog);
  const there = fromArchive(archive, 'true');
  return (
    `SELECT (SELECT count(*) FROM ${archive.at}) AS kept, ` +
    `(SELECT count(*) FROM ${sqlName(table)} WHERE ${there}) AS found`
  );
}

function subject(name: string, object: ArchivedColumn, catalog: Catalog): Restoring {
  const { column, key } = object;
  const at = `${archiveSchema}.${name}`;
  const there = findTable(catalog, object);
  const full = `${object.schema}.${object.table}`;
  if (there === undefined) {
    throw new OperationRefused(
      at,
      `table ${full} is gone`,
      'restore the table first, or read its values where they are',
    );
  }
  assertSameKey(at, there, key);
  if (there.columns.some((known) => known.name === column.name)) {
    throw new OperationRefused(
      at,
      `${full}.${column.name} is there`,
      'rename_column or drop_column it first',
      [`${full}.${column.name}`],
    );
  }
  assertReferenced(at, object.constraints, catalog);
  const type = element(column.type);
  const types = [...catalog.enums, ...(catalog.types ?? [])];
  if (type.includes('.') && catalog.types !== undefined && !types.some((known) => isOfType(type, known))) {
    throw new OperationRefused(
      at,
      `type ${column.type} of ${column.name} is gone`,
      'create it again first: create_enum with the labels it had, or create_domain',
    );
  }
  const taken = relationNames(catalog, object.schema);
  const twice = [
    ...object.constraints.filter((one) => there.constraints.some((known) => known.name === one.name)),
    ...object.indexes.filter((index) => taken.has(index.name)),
  ].map((one) => one.name);
  if (twice.length > 0) {
    throw new OperationRefused(
      at,
      `${twice.join(', ')}, which stood on ${column.name}, ${twice.length === 1 ? 'is' : 'are'} there again`,
      'rename or drop what has the name now',
      twice,
    );
  }
  const table: CatalogTable = {
    ...there,
    columns: [...there.columns, column],
    constraints: [...there.constraints, ...object.constraints],
    indexes: [...there.indexes, ...object.indexes],
  };
  const archive: Archive = {
    name: at,
    at: qualified(archiveSchema, name),
    key: there.primaryKey.flatMap((known) => there.columns.filter((one) => one.name === known)),
    table,
    keptDays: catalog.keepArchivesDays,
  };
  return { table, archive, name, object, todo: missing(table, archive, object, catalog) };
}

/** @throws OperationRefused where rows cannot be found again */
function assertSameKey(at: string, table: CatalogTable, key: ArchivedColumn['key']): void {
  const now = table.primaryKey.map((name) => {
    const type = table.columns.find((column) => column.name === name)?.type ?? '';
    return `${name} ${type}`;
  });
  const then = key.map(({ name, type }) => `${name} ${type}`);
  if (now.join(', ') === then.join(', ')) return;
  throw new OperationRefused(
    at,
    `its rows are known by ${then.join(', ')}, and the primary key of ${fullName(table)} is ${now.join(', ') || 'none'} now`,
    `write the change as custom_sql: ${key.map((_, index) => `k${index + 1}`).join(', ')} of the archive ${key.length === 1 ? 'is the key' : 'are the keys'} of then, was the value`,
  );
}

/** @throws OperationRefused where a foreign key refers to a table that is gone */
export function assertReferenced(
  at: string,
  constraints: readonly CatalogConstraint[],
  catalog: Catalog,
): void {
  for (const { name, references } of constraints) {
    if (references === null || findTable(catalog, references) !== undefined) continue;
    const to = `${references.schema}.${references.table}`;
    throw new OperationRefused(
      at,
      `foreign key ${name} refers to ${to}, which is gone`,
      `restore ${to} first`,
    );
  }
}

/** One value, written down: not an expression that another moment answers otherwise. */
const isConstant = (sql: string): boolean =>
  /^(?:-?\d+(?:\.\d+)?|\(-\d+(?:\.\d+)?\)|true|false|'(?:[^']|'')*')(?:::[\w ."[\]]+(?:\([\d,]+\))?)?$/i.test(
    sql,
  );

/**
 * The archive knows another value. What an application has written to the column since it is back, which can be
 * told from what ADD COLUMN left there, stays.
 */
function missing(
  table: CatalogTable,
  archive: Archive,
  { column }: ArchivedColumn,
  catalog: Catalog,
): string {
  const own = `${ident(table.name)}.${ident(column.name)}`;
  const was = restored('godwit_kept.was', column.type);
  const start = column.default;
  const untouched =
    start === null || isVolatile(catalog, start)
      ? [`${own} IS NULL`]
      : isConstant(start)
        ? [isSame(own, cast(start, column.type), column.type)]
        : [];
  return [...untouched, fromArchive(archive, 'true', differs(own, was, column.type))].join(' AND ');
}

function comesBack({ table, archive, name, object: { column } }: Restoring, catalog: Catalog): StepDraft {
  const at = sqlName(table);
  const value = stored(`${ident(table.name)}.${ident(column.name)}`, column.type);
  const kept = fromArchive(archive, 'true', isSame('godwit_kept.was', value, storedType(column.type)));
  return transactional(
    [...addBack(table, column, catalog), ...columnExtras(table, column)],
    [
      // Else policies would hide rows from the copy, and nobody would know.
      'SET LOCAL row_security = off',
      `LOCK TABLE ${at} IN SHARE ROW EXCLUSIVE MODE`,
      `INSERT INTO ${archive.at} (${archiveColumns(archive, 'was')}) SELECT ${archiveKey(archive)}, ${value} FROM ${at} ` +
        `ON CONFLICT (${archiveColumns(archive)}) DO UPDATE SET was = EXCLUDED.was`,
      block([
        raiseIf(
          `EXISTS (SELECT FROM ${at} WHERE ${kept} IS NULL)`,
          `${archive.name} does not hold every value of ${fullName(table)}.${column.name}`,
          'see what changes the archive',
        ),
      ]),
      markRestored(name, false),
      `ALTER TABLE ${at} DROP COLUMN ${ident(column.name)}`,
    ],
  );
}

function valuesBack({ table, archive, name, object }: Restoring, catalog: Catalog): StepDraft[] {
  const { column } = object;
  const was = restored('godwit_kept.was', column.type);
  const heaps = table.kind === 'partitioned table' ? heapsOf(catalog, table) : [table];
  return heaps.map((heap, index) => {
    const own = { ...archive, table: heap };
    const todo = missing(heap, own, object, catalog);
    return batched(
      batchBlock({
        table: heap,
        todo,
        // No foreign key guards the column while it comes back.
        each: heap.triggers.length > 0 ? quiet : [],
        work: [
          `UPDATE ${sqlName(heap)} SET ${ident(column.name)} = ${fromArchive(own, was)} WHERE ${inBatch} AND ${todo}`,
        ],
        finally:
          index === heaps.length - 1
            ? [...standing({ table, column }, catalog), markRestored(name, true)]
            : [],
      }),
      nothingToUndo('The values go with the column.'),
    );
  });
}

const complete = ({ table, archive, object, todo }: Restoring): DataCheck => ({
  holds: `every row of ${fullName(table)} that ${archive.name} knows has its ${object.column.name} again`,
  sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${todo}`,
});
