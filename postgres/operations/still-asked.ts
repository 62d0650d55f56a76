import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { literal, qualified } from '../sql.ts';
import { findTable, sqlName } from './lookup.ts';
import type { DataCheck } from './operation.ts';
import type { Operation } from './operations.ts';
import { mentionsColumn } from './tokens.ts';

/**
 * Verifications are asked after the last step of a request. One about something that a later operation of it takes
 * away, renames or fills otherwise cannot be asked there, or has another answer: it is left out.
 */
export const stillAsked = (
  checks: readonly DataCheck[],
  later: Operation,
  before: Catalog,
  after: Catalog,
): DataCheck[] => {
  if (checks.length === 0) return [];
  const gone = goneNames(before, after);
  // Whatever nothing was done to has the answer that it had.
  const touched = before.tables.flatMap((table) => {
    const now = findTable(after, at(table));
    return now === table && !isAbout(later, table) ? [] : [changeOf(table, later, now)];
  });
  return checks.filter(
    ({ sql }) =>
      !touched.some((change) => names(sql, change.name) && isOther(sql, change)) &&
      !gone.some((name) => names(sql, name)),
  );
};

/**
 * Preconditions are asked before the first step of a request: one about something that an `earlier` operation brings,
 * changes or fills cannot be asked there, or has another answer.
 */
export const alreadyAsked = (
  checks: readonly DataCheck[],
  earlier: Operation,
  before: Catalog,
  after: Catalog,
): DataCheck[] =>
  stillAsked(checks, earlier, before, after).filter(
    ({ sql }) =>
      !after.tables.some(
        (table) =>
          names(sql, sqlName(table)) &&
          broughtTo(table, findTable(before, at(table))).some((column) => namesColumn(sql, column)),
      ),
  );

const broughtTo = ({ columns }: CatalogTable, was: CatalogTable | undefined): string[] =>
  columns.map(({ name }) => name).filter((name) => !was?.columns.some((column) => column.name === name));

const at = ({ schema, name }: CatalogTable) => ({ schema, table: name });

/** As a name, or in a string that is cast to regclass. */
const names = (sql: string, name: string): boolean =>
  sql.includes(name) || sql.includes(literal(name).slice(1, -1));

interface Change {
  readonly name: string;
  readonly all: boolean;
  readonly columns: readonly string[];
  /** Where only what may be null is different. */
  readonly nullable: readonly string[];
  /** Asked for seldom, and dear. */
  readonly rights: () => boolean;
}

function changeOf(table: CatalogTable, later: Operation, now: CatalogTable | undefined): Change {
  const name = sqlName(table);
  if (now === undefined || now.kind !== table.kind)
    return { name, all: true, columns: [], nullable: [], rights: () => false };
  const known = new Map(now.columns.map((column) => [column.name, column]));
  const changed = table.columns.filter((column) => known.get(column.name)?.type !== column.type);
  const nullable = table.columns.filter((column) => known.get(column.name)?.notNull !== column.notNull);
  const written = isAbout(later, table) ? writtenBy(later, table) : [];
  return {
    name,
    all: false,
    columns: [...changed.map((column) => column.name), ...written],
    nullable: nullable.map((column) => column.name),
    rights: () => grants(table) !== grants(now),
  };
}

const isOther = (sql: string, { all, columns, nullable, rights }: Change): boolean =>
  all ||
  columns.some((column) => namesColumn(sql, column)) ||
  (sql.includes('attnotnull') && nullable.some((column) => namesColumn(sql, column))) ||
  (/_privilege\(/.test(sql) && rights());

const grants = (table: CatalogTable): string =>
  JSON.stringify([table.grants, table.columns.map((column) => [column.name, column.grants])]);

const isAbout = (operation: Operation, { schema, name }: CatalogTable): boolean =>
  'table' in operation && operation.table === name && operation.schema === schema;

/** Columns whose values it changes; of rows that come or go, every one. */
function writtenBy(operation: Operation, { columns }: CatalogTable): readonly string[] {
  switch (operation.op) {
    case 'set_not_null':
      return operation.fill === undefined ? [] : [operation.column];
    case 'backfill':
    case 'normalise':
    case 'transform_json':
      return [operation.column];
    case 'insert_rows':
    case 'delete_duplicates':
    case 'delete_orphans':
      return columns.map(({ name }) => name);
    default:
      return [];
  }
}

const namesColumn = (sql: string, column: string): boolean =>
  mentionsColumn(sql, column) || sql.includes(literal(column));

/** Functions, types, sequences and schemas that are there no more, as SQL names them. */
function goneNames(before: Catalog, after: Catalog): string[] {
  const all = (catalog: Catalog): string[] =>
    [...(catalog.routines ?? []), ...(catalog.types ?? []), ...(catalog.sequences ?? [])].map(
      ({ schema, name }) => qualified(schema, name),
    );
  const left = new Set(all(after));
  return all(before).filter((name) => !left.has(name));
}
