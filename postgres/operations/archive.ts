import type { ArchivedObject, Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, literal, qualified } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { keyOf } from './lookup.ts';
import { storedType } from './types.ts';

/** Ordinary roles have no way in: no USAGE on the schema, and row level security without a policy on its tables. */
export const archiveSchema = 'godwit_archive';

/** Says of each archive what it holds, since when, when it may go for good, and what it takes to bring it back. */
export const recordName = 'archived';
const record = `${archiveSchema}.${recordName}`;
/** Long enough to find out that something is missed; a workspace may say otherwise. */
export const defaultKeptDays = 30;

/** A table that keeps, by primary key, what a migration takes away. */
export interface Archive {
  /** `godwit_archive.name`, for plans. */
  readonly name: string;
  /** As SQL. */
  readonly at: string;
  readonly key: readonly CatalogColumn[];
  readonly table: CatalogTable;
  readonly keptDays: number | undefined;
}

export function archiveOf(
  catalog: Catalog,
  table: CatalogTable,
  parts: readonly string[],
  why: string,
): Archive {
  // Our statements call the rows of archives so.
  if (table.name.startsWith('godwit_')) {
    throw new OperationRefused(
      `${table.schema}.${table.name}`,
      'names that begin with godwit_ are those of our own SQL',
      'rename the table first',
    );
  }
  const name = archiveName(catalog, [table.name, ...parts]);
  return {
    name: `${archiveSchema}.${name}`,
    at: qualified(archiveSchema, name),
    key: keyOf(table, why),
    table,
    keptDays: catalog.keepArchivesDays,
  };
}

export const archiveName = (catalog: Catalog, parts: readonly string[]): string =>
  derivedName(
    parts,
    // Of one that is gone, too: the files that made it still do when they are replayed.
    new Set([...(catalog.archives ?? []), ...(catalog.archived ?? []).map(({ name }) => name), recordName]),
  );

/** The schema, closed to everybody but its owner. */
export const archiveSchemaSql: readonly string[] = [
  `CREATE SCHEMA IF NOT EXISTS ${archiveSchema}`,
  `REVOKE ALL ON SCHEMA ${archiveSchema} FROM PUBLIC`,
];

/** The schema with its record of what is kept. */
export const archiveRecordSql: readonly string[] = [
  ...archiveSchemaSql,
  `CREATE TABLE IF NOT EXISTS ${record} (name text PRIMARY KEY, holds text NOT NULL, object jsonb, ` +
    'archived_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL, ' +
    'restored_at timestamptz, purged_at timestamptz)',
  `ALTER TABLE ${record} ENABLE ROW LEVEL SECURITY`,
];

/** `name` without its schema; one of before, by the same name, is gone. */
export const recordArchive = (
  name: string,
  holds: string,
  { object = null, keptDays = defaultKeptDays }: Recorded = {},
): string =>
  `INSERT INTO ${record} (name, holds, object, expires_at) VALUES (${literal(name)}, ${literal(holds)}, ` +
  `${object === null ? 'NULL' : literal(JSON.stringify(object))}, now() + interval '${keptDays} days') ` +
  'ON CONFLICT (name) DO UPDATE SET holds = EXCLUDED.holds, object = EXCLUDED.object, archived_at = now(), ' +
  'expires_at = EXCLUDED.expires_at, restored_at = NULL, purged_at = NULL';

interface Recorded {
  readonly object?: ArchivedObject | null;
  readonly keptDays?: number | undefined;
}

/** What it holds is back in its place, or was taken away from there again. */
export const markRestored = (name: string, restored: boolean): string =>
  `UPDATE ${record} SET restored_at = ${restored ? 'now()' : 'NULL'} WHERE name = ${literal(name)}`;

export const forgetArchive = (name: string): string => `DELETE FROM ${record} WHERE name = ${literal(name)}`;

const unqualified = (name: string): string => name.slice(archiveSchema.length + 1);

/** The way back of `createArchive`. */
export const dropArchive = ({ at, name }: Archive): [string, string] => [
  `DROP TABLE ${at}`,
  forgetArchive(unqualified(name)),
];

/** `values`: columns beside the key, with their types; `holds`: what they are, for people. */
export function createArchive(
  { at, key, name, keptDays }: Archive,
  values: readonly (readonly [string, string])[],
  holds: string,
  object: ArchivedObject | null = null,
): string[] {
  const columns = [
    ...key.map((column, index) => `${keyName(index)} ${storedType(column.type)}`),
    ...values.map(([name, type]) => `${name} ${storedType(type)}`),
    `PRIMARY KEY (${identList(key.map((_, index) => keyName(index)))})`,
  ];
  return [
    ...archiveRecordSql,
    `CREATE TABLE ${at} (${columns.join(', ')})`,
    `ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`,
    recordArchive(unqualified(name), holds, { object, keptDays }),
  ];
}

/** Names of an archive's own, so that no column of the table can be mistaken for one. */
const keyName = (index: number): string => `k${index + 1}`;

export const archiveColumns = ({ key }: Archive, ...values: string[]): string =>
  [...key.map((_, index) => keyName(index)), ...values].join(', ');

/** The key of a row of the table, or of OLD or NEW in a trigger, as the archive stores it. */
export const archiveKey = ({ key, table }: Archive, row = ident(table.name)): string =>
  key.map((column) => stored(`${row}.${ident(column.name)}`, column.type)).join(', ');

/**
 * Something about the archived row of the row at hand. As a scalar sub-select it is looked up by the key, however
 * large both tables are; a join would read the whole archive for every batch.
 */
export function fromArchive(archive: Archive, what: string, condition = ''): string {
  const where = condition === '' ? sameRow(archive) : `${sameRow(archive)} AND ${condition}`;
  return `(SELECT ${what} FROM ${archive.at} AS godwit_kept WHERE ${where})`;
}

/** A row of the table, or OLD or NEW in a trigger, and `godwit_kept`, of the archive, are about the same. */
export const sameRow = ({ key, table }: Archive, row = ident(table.name)): string =>
  key
    .map(
      ({ name, type }, index) => `godwit_kept.${keyName(index)} = ${stored(`${row}.${ident(name)}`, type)}`,
    )
    .join(' AND ');

/** A value as the archive keeps it. */
export const stored = (expression: string, type: string): string =>
  storedType(type) === type ? expression : `(${expression})::${storedType(type)}`;

/** A value of the archive as the table wants it. */
export const restored = (expression: string, type: string): string =>
  storedType(type) === type || isCharacter(type) ? expression : `(${expression})::${type}`;

const isCharacter = (type: string): boolean => /^character\b/.test(type);
