import { createHash } from 'node:crypto';
import type { Catalog, CatalogColumn, CatalogSync, CatalogTable } from '../catalog/catalog.ts';
import { writeSyncNote } from '../catalog/sync-note.ts';
import { derivedName, dollarQuoted, ident, literal, qualified } from '../sql.ts';
import { type Conversion, unchanged } from './conversion.ts';
import { sqlName } from './lookup.ts';
import { differs, isSame } from './types.ts';

/** Triggers fire in the order of their names: ours sees what the table's own have made of the row. */
export const syncPrefix = 'zz_godwit_';

/** And this one before them. */
export const firstPrefix = '00_godwit_';

export const isSyncTrigger = (name: string): boolean =>
  name.startsWith(syncPrefix) || name.startsWith(firstPrefix);

/**
 * A trigger that keeps two columns of a row equal while applications write either. It fires for every writer, also
 * where triggers are off for replication, and only when the two differ. Naming both columns in its WHEN makes
 * PostgreSQL refuse to drop one of them under it.
 */
export function columnSync(
  table: CatalogTable,
  from: CatalogColumn,
  to: string,
  startsAs: string | null,
  conversion: Conversion = unchanged(from.type),
  { afterFirst = false }: { readonly afterFirst?: boolean } = {},
): CatalogSync {
  const [was, is] = [ident(from.name), ident(to)];
  const { forward, backward, unequal, exact } = conversion;
  const body = `${afterFirst ? madeSince(table, from.name, to) : ''}${handOver(from, to, startsAs, conversion)}${
    conversion.strict ? refusal(table, from, to, conversion) : ''
  }`;
  return {
    ...pairTrigger(table, from, to, conversion, { prefix: syncPrefix, part: 'sync', body }),
    restores: [
      { column: from.name, expression: backward(is), stale: unequal(was, is), exact: exact.from },
      { column: to, expression: forward(was), stale: unequal(was, is), exact: exact.to },
    ],
  };
}

/**
 * For a table whose own triggers look at the column, or write it, before a row is written: the same before them, so
 * that they see what is written to the new name. What they make of it is then for the other trigger to hand on.
 */
export function firstSync(
  table: CatalogTable,
  from: CatalogColumn,
  to: string,
  startsAs: string | null,
): CatalogSync {
  const conversion = unchanged(from.type);
  const body = `${handOver(from, to, startsAs, conversion)}
  PERFORM set_config(${stash(table, from.name, to)}, ${stashed(to)}, true);`;
  return {
    ...pairTrigger(table, from, to, conversion, { prefix: firstPrefix, part: 'first', body }),
    restores: [],
  };
}

function pairTrigger(
  table: CatalogTable,
  from: CatalogColumn,
  to: string,
  { unequal }: Conversion,
  { prefix, part, body }: { readonly prefix: string; readonly part: string; readonly body: string },
): Omit<CatalogSync, 'restores'> {
  const trigger = derivedName([`${prefix}sync`, from.name, to]);
  const name = qualified(table.schema, derivedName([`godwit_${part}`, table.name, from.name, to]));
  return {
    trigger,
    definition:
      `CREATE TRIGGER ${ident(trigger)} BEFORE INSERT OR UPDATE ON ${sqlName(table)} FOR EACH ROW ` +
      `WHEN (${unequal(`NEW.${ident(from.name)}`, `NEW.${ident(to)}`)}) EXECUTE FUNCTION ${name}()`,
    function: name,
    functionDefinition: `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS ${dollarQuoted(`BEGIN
  ${body}
  RETURN NEW;
END`)}`,
    columns: [from.name, to],
    group: pairGroup(table, from.name, to),
  };
}

/** An insert names one of the two; the other holds its default. Where both are given, the new name wins. */
function handOver(from: CatalogColumn, to: string, startsAs: string | null, conversion: Conversion): string {
  const [was, is] = [ident(from.name), ident(to)];
  const { forward, backward } = conversion;
  const untouched =
    startsAs === null ? `NEW.${is} IS NULL` : isSame(`NEW.${is}`, `(${startsAs})`, conversion.to);
  return `IF TG_OP = 'INSERT' THEN
    IF ${untouched} THEN NEW.${is} := ${forward(`NEW.${was}`)}; ELSE NEW.${was} := ${backward(`NEW.${is}`)}; END IF;
  ELSIF ${differs(`NEW.${is}`, `OLD.${is}`, conversion.to)} THEN
    NEW.${was} := ${backward(`NEW.${is}`)};
  ELSE
    NEW.${is} := ${forward(`NEW.${was}`)};
  END IF;`;
}

/** What the first trigger left in both: of the two, the one that is another now was made so since. */
const madeSince = (
  table: CatalogTable,
  from: string,
  to: string,
): string => `IF current_setting(${stash(table, from, to)}, true) = ${stashed(to)} THEN
    NEW.${ident(to)} := NEW.${ident(from)};
    PERFORM set_config(${stash(table, from, to)}, '', true);
    RETURN NEW;
  END IF;
  `;

const stash = (table: CatalogTable, from: string, to: string): string =>
  literal(syncFlag(pairGroup(table, from, to)));

const stashed = (column: string): string => `'=' || coalesce(NEW.${ident(column)}::text, '')`;

export const pairGroup = (table: Pick<CatalogTable, 'schema' | 'name'>, from: string, to: string): string =>
  `${table.schema}.${table.name}: ${from} = ${to}`;

/** Pairs of columns of the table of which a trigger makes each from the other. The catalog reads them in any order. */
export const equalColumns = (table: CatalogTable): (readonly [from: string, to: string])[] =>
  (table.syncs ?? []).flatMap(({ columns: [one, other], group }) => {
    if (one === undefined || other === undefined) return [];
    const pairs = [[one, other] as const, [other, one] as const];
    return pairs.filter(([from, to]) => group === pairGroup(table, from, to));
  });

/**
 * Whether a trigger makes this column from others of its row, or those from it, before the row is written. A second
 * such trigger would see what the first one has not made yet.
 */
export const isMadeInRow = (table: CatalogTable, column: string): boolean =>
  (table.syncs ?? []).some(
    ({ columns, definition }) =>
      columns.includes(column) && definition.includes(' BEFORE INSERT OR UPDATE ON '),
  );

/** A value that one of the two types would round or cut: to keep half of it would be to lose it later. */
function refusal(table: CatalogTable, from: CatalogColumn, to: string, conversion: Conversion): string {
  const message = `${table.schema}.${table.name}: ${conversion.from} and ${conversion.to} cannot both hold this value exactly`;
  const hint = `columns ${from.name} and ${to} are kept equal until one of them is dropped`;
  return `
  IF ${conversion.unequal(`NEW.${ident(from.name)}`, `NEW.${ident(to)}`)} THEN
    RAISE EXCEPTION USING ERRCODE = 'data_exception', MESSAGE = ${literal(message)}, HINT = ${literal(hint)};
  END IF;`;
}

/** Functions first, each once, then the triggers. May run again. */
export const createSyncs = (syncs: readonly PlacedSync[]): string[] => [
  ...functionsOf(syncs).flatMap(({ sync }) => [
    sync.functionDefinition.trimEnd().replace(/^CREATE FUNCTION/, 'CREATE OR REPLACE FUNCTION'),
    `REVOKE ALL ON FUNCTION ${sync.function}() FROM PUBLIC`,
  ]),
  ...syncs.flatMap(({ table, sync }) => [
    sync.definition.replace(/^CREATE TRIGGER/, 'CREATE OR REPLACE TRIGGER'),
    `ALTER TABLE ${sqlName(table)} ENABLE ALWAYS TRIGGER ${ident(sync.trigger)}`,
    `COMMENT ON TRIGGER ${ident(sync.trigger)} ON ${sqlName(table)} IS ${literal(writeSyncNote(sync))}`,
  ]),
];

export const dropSyncs = (syncs: readonly PlacedSync[]): string[] => [
  ...syncs.map(({ table, sync }) => `DROP TRIGGER IF EXISTS ${ident(sync.trigger)} ON ${sqlName(table)}`),
  ...functionsOf(syncs).map(({ sync }) => `DROP FUNCTION IF EXISTS ${sync.function}()`),
];

const functionsOf = (syncs: readonly PlacedSync[]): PlacedSync[] =>
  syncs.filter(({ sync }, at) => syncs.findIndex((other) => other.sync.function === sync.function) === at);

/** PL/pgSQL: for the rest of the transaction the triggers of a split let pass what is written. */
export const pauseSync = (group: string): string =>
  `PERFORM set_config(${literal(syncFlag(group))}, 'on', true)`;

/** Name of the setting by which the triggers of a group know that one of them is writing. */
export const syncFlag = (group: string): string =>
  `godwit.sync_${createHash('sha256').update(group).digest('hex').slice(0, 12)}`;

/** A sync trigger and the table it is on. */
export interface PlacedSync {
  readonly table: CatalogTable;
  readonly sync: CatalogSync;
}

/** The trigger that keeps all of it equal, if there is one alone; the one before the table's own is its forerunner. */
export function onlySync(syncs: readonly PlacedSync[]): CatalogSync | null {
  const [only, ...more] = syncs.filter(({ sync }) => !sync.trigger.startsWith(firstPrefix));
  return only === undefined || more.length > 0 ? null : only.sync;
}

export const isMergeInto = ({ trigger, group }: CatalogSync, column: string): boolean =>
  trigger.startsWith(`${syncPrefix}merge`) && group.endsWith(` = ${column}`);

/** The triggers, on all tables, that cannot go on without this column. */
export function syncsOf(catalog: Catalog, table: CatalogTable, column: string): PlacedSync[] {
  const groups = (table.syncs ?? [])
    .filter(({ columns }) => columns.includes(column))
    .map(({ group }) => group);
  return catalog.tables.flatMap((on) =>
    (on.syncs ?? []).filter(({ group }) => groups.includes(group)).map((sync) => ({ table: on, sync })),
  );
}
