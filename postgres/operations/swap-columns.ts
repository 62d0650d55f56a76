import type { Catalog, CatalogColumn, CatalogSync, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, literal, qualified } from '../sql.ts';
import { block } from './block.ts';
import { partsOf } from './column-parts.ts';
import { constraintComment } from './constraints.ts';
import { type Conversion, conversionOf, inverse, narrowed } from './conversion.ts';
import { type Copies, copiesFor, indexTail } from './copies.ts';
import { type Counter, counterOf, moveIdentity } from './identity.ts';
import { type IncomingKey, incomingKeys, pointAtOnce } from './incoming-keys.ts';
import { restoreMarks } from './index-marks.ts';
import { type SayAgain, sayInText } from './label-condition.ts';
import { constraintNames, fullName, relationNames, sqlName } from './lookup.ts';
import { isWhole, rangeOf } from './number-facts.ts';
import type { StepDraft } from './operation.ts';
import { concurrent, transactional } from './plan.ts';
import { recompileTriggers } from './recompile.ts';
import { hasRoom } from './room.ts';
import { type SecondColumn, startOf } from './second-column.ts';
import { columnSync, createSyncs, dropSyncs } from './sync.ts';
import type { TypeName } from './type-name.ts';

/** A column of another type, built beside the one it replaces; then the two change names. */
export interface Swap {
  readonly second: SecondColumn;
  /** What the replaced column is called afterwards. */
  readonly old: string;
  /** Keeps the two equal after they have changed names. */
  readonly after: CatalogSync;
  /** The same for values that the replaced column cannot hold; null where they are refused. */
  readonly room: CatalogSync | null;
  /** Foreign keys that refer to it. */
  readonly incoming: readonly IncomingKey[];
  /** Of an identity; it goes with the name. */
  readonly counter: Counter | null;
  readonly renames: readonly Rename[];
  /** Columns of the table that are replaced together with it, and before it: what each is called afterwards. */
  readonly together: ReadonlyMap<string, string>;
  readonly says: Says | undefined;
}

/** Statements by which types change names together with the columns. */
export interface TypeNames {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** How the values of the one column are values of the other. */
export interface Way {
  /** While the new column grows. */
  readonly conversion: Conversion;
  /** SQL of the defaults, where they are the same for every row; the old column's, then the new one's. */
  readonly start: string | null;
  readonly starts: string | null;
  /** The first two when the names have changed: those of the types may have changed, too. */
  readonly after: { readonly conversion: Conversion; readonly start: string | null };
  /** Where checks and indexes say something of the values that is said otherwise of the new ones. */
  readonly says?: Says;
}

export interface Says {
  readonly grow: SayAgain;
  /** In the words that count when the names have changed. */
  readonly after: SayAgain;
  /** A definition that stays with the old column, in those words. */
  readonly aside: (sql: string) => string;
}

/** Other columns of the same table that are replaced with it. */
export interface SwapCompanions {
  readonly earlier: readonly Swap[];
  readonly later: readonly string[];
}

/** The values as PostgreSQL casts them. */
function castWay(column: CatalogColumn, from: TypeName, to: TypeName, catalog: Catalog): Way {
  const conversion = conversionOf(from, to, catalog);
  const start = startOf(column, catalog);
  const says = sayInText(column.name, from, to, catalog);
  return {
    conversion,
    start,
    starts: start === null ? null : conversion.forward(start),
    after: { conversion, start },
    ...(says === undefined ? {} : { says: { grow: says, after: says, aside: (sql) => sql } }),
  };
}

/** `source` stands on the column, `copy` on the new one; afterwards the new one's has its name. */
interface Rename {
  readonly kind: 'constraint' | 'index' | 'primary key';
  readonly source: string;
  readonly copy: string;
  readonly aside: string;
}

export function swapOf(
  catalog: Catalog,
  table: CatalogTable,
  column: CatalogColumn,
  from: TypeName,
  to: TypeName,
  way = castWay(column, from, to, catalog),
  { earlier, later }: SwapCompanions = { earlier: [], later: [] },
): Swap {
  const taken = new Set(table.columns.map(({ name }) => name));
  const next = derivedName([column.name, 'new'], taken);
  const old = derivedName([column.name, 'old'], taken);
  const { conversion, starts, after } = way;
  const copies = copiesFor(
    catalog,
    table,
    column.name,
    next,
    { earlier: new Map(earlier.map(({ second }) => [second.from.name, second.to.name])), later },
    way.says?.grow,
  );
  const names = namesOf(catalog, table, column, copies);
  const incoming = incomingKeys(catalog, table, column.name);
  const replaced = { ...column, type: to.sql };
  return {
    second: {
      table,
      from: column,
      to: {
        ...column,
        name: next,
        type: to.sql,
        default: starts,
        collation: isCharacters(to) ? (column.collation ?? null) : null,
        settings: (column.settings ?? []).filter(
          (setting) => /^SET (STATISTICS|\()/.test(setting) || (isCharacters(from) && isCharacters(to)),
        ),
      },
      sync: columnSync(table, column, next, starts, conversion),
      conversion,
      copies,
      notNullName: names.notNull,
      ...partsOf(catalog, table),
    },
    old,
    // Whoever names the column is right, in either phase: it decides, and the other one follows.
    after: columnSync(table, replaced, old, after.start, inverse(after.conversion)),
    room: hasRoom(table, column, [from, to], incoming)
      ? columnSync(table, replaced, old, way.start, narrowed(to, from))
      : null,
    incoming,
    counter: counterOf(catalog, table, column),
    renames: names.renames,
    together: new Map(earlier.map((one) => [one.second.from.name, one.old])),
    says: way.says,
  };
}

const isCharacters = ({ base }: TypeName): boolean => /^(text|character)/.test(base);

function namesOf(
  catalog: Catalog,
  table: CatalogTable,
  column: CatalogColumn,
  copies: Copies,
): { notNull: string | undefined; renames: Rename[] } {
  const constraints = [...copies.checks, ...copies.foreignKeys, ...copies.uniques];
  const all = [...constraints, ...copies.indexes, ...copies.primaryKeys];
  const taken = new Set([
    ...constraintNames(table),
    ...relationNames(catalog, table.schema),
    ...all.map(({ name }) => name),
  ]);
  const derived = (source: string, suffix: string): string => {
    const name = derivedName([source, suffix], taken);
    taken.add(name);
    return name;
  };
  // Since PostgreSQL 18 NOT NULL has a name.
  const required = table.constraints.find(
    ({ kind, columns }) => kind === 'not null' && columns[0] === column.name,
  );
  const notNull = required === undefined ? undefined : derived(required.name, 'new');
  const rename = (kind: Rename['kind'], source: string, copy: string): Rename => ({
    kind,
    source,
    copy,
    aside: derived(source, 'old'),
  });
  return {
    notNull,
    renames: [
      ...constraints.map(({ source, name }) => rename('constraint', source, name)),
      ...(required === undefined || notNull === undefined
        ? []
        : [rename('constraint', required.name, notNull)]),
      ...copies.indexes.map(({ source, name }) => rename('index', source, name)),
      ...copies.primaryKeys.map(({ source, name }) => rename('primary key', source, name)),
    ],
  };
}

/**
 * There is one primary key only: the new column has an index ready to become it, and so has the old one, for the way
 * back. Either is gone when its column's turn is over.
 */
export const keySteps = ({ second, renames }: Swap): StepDraft[] =>
  second.copies.primaryKeys.flatMap(({ source, name, definition }) => {
    const { table } = second;
    const now = table.indexes.find((index) => index.name === source)?.definition ?? '';
    const aside = renames.find((rename) => rename.source === source)?.aside ?? '';
    return [[name, definition] as const, [aside, indexTail(now)] as const].map(([index, tail]) =>
      concurrent(
        `CREATE UNIQUE INDEX CONCURRENTLY ${ident(index)} ON ${sqlName(table)} ${tail}`,
        `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(table.schema, index)}`,
      ),
    );
  });

/**
 * Nothing but names changes, so the strong locks are held for a moment. Several tables are locked before anything is
 * changed: who waits for the second one has nothing to undo.
 */
export function swapStep(swaps: readonly Swap[], types: TypeNames = { up: [], down: [] }): StepDraft {
  const tables = unique(swaps.map(({ second }) => sqlName(second.table)));
  const lock = tables.length === 1 ? [] : [`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`];
  const changes = swaps.map(swapChange);
  return transactional(
    [...lock, ...types.up, ...changes.flatMap(({ up }) => up)],
    [...lock, ...types.down, ...changes.toReversed().flatMap(({ down }) => down)],
    unique(swaps.flatMap(({ second, incoming }) => [second, ...incoming].map((one) => fullName(one.table)))),
  );
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

function swapChange({ second, old, after, renames, counter, incoming }: Swap): {
  up: string[];
  down: string[];
} {
  const { table, from, to, sync, conversion } = second;
  const at = sqlName(table);
  const column = (name: string, change: string): string =>
    `ALTER TABLE ${at} ALTER COLUMN ${ident(name)} ${change}`;
  const key = renames.find(({ kind }) => kind === 'primary key');
  const [keyCopy] = second.copies.primaryKeys;
  const dropKey = key === undefined ? [] : [`ALTER TABLE ${at} DROP CONSTRAINT ${ident(key.source)}`];
  const addKey = (index: string | undefined): string[] =>
    key === undefined || index === undefined
      ? []
      : [
          `ALTER TABLE ${at} ADD CONSTRAINT ${ident(key.source)} PRIMARY KEY USING INDEX ${ident(index)}${keyCopy?.suffix ?? ''}`,
        ];
  const named = renames.filter(({ kind }) => kind !== 'primary key');
  const renameColumn = (name: string, is: string): string =>
    `ALTER TABLE ${at} RENAME COLUMN ${ident(name)} TO ${ident(is)}`;
  const rename = (kind: Rename['kind'], name: string, is: string): string =>
    kind === 'index'
      ? `ALTER INDEX ${qualified(table.schema, name)} RENAME TO ${ident(is)}`
      : `ALTER TABLE ${at} RENAME CONSTRAINT ${ident(name)} TO ${ident(is)}`;
  const isSource = ({ name }: { readonly name: string }): boolean =>
    renames.some(({ source }) => source === name);
  const said = [
    ...table.constraints.filter(isSource).flatMap((constraint) => constraintComment(table, constraint)),
    ...table.indexes.filter(isSource).flatMap((index) => restoreMarks(table, index)),
  ];
  // It counts for whoever has the name, as far as the type goes.
  const sequence = (type: string): string[] =>
    from.sequence == null
      ? []
      : [
          `ALTER SEQUENCE ${from.sequence.name}${/^(smallint|integer|bigint)$/.test(type) ? ` AS ${type}` : ''} OWNED BY ${at}.${ident(from.name)}`,
        ];
  const [was, is] = [
    { table, column: old, type: from.type },
    { table, column: from.name, type: to.type },
  ];
  // A default that differs from row to row is on one of the two alone: the one that has the name.
  const moves = from.default !== null && to.default === null;
  const volatile = from.default ?? '';
  return {
    up: [
      ...dropSyncs([{ table, sync }]),
      ...dropKey,
      renameColumn(from.name, old),
      renameColumn(to.name, from.name),
      ...(moves
        ? [column(from.name, `SET DEFAULT ${conversion.forward(volatile)}`), column(old, 'DROP DEFAULT')]
        : []),
      ...sequence(to.type),
      ...(counter === null ? [] : moveIdentity(counter, was, is)),
      ...named.flatMap(({ kind, source, copy, aside }) => [
        rename(kind, source, aside),
        rename(kind, copy, source),
      ]),
      ...addKey(key?.copy),
      ...said,
      ...createSyncs([{ table, sync: after }]),
      ...recompiled(second),
    ],
    down: [
      // Where the step that does this first was never reached.
      ...(incoming.length === 0 ? [] : [block(incoming.map((one) => pointAtOnce(one, old)))]),
      ...dropSyncs([{ table, sync: after }]),
      ...dropKey,
      ...(moves ? [column(from.name, 'DROP DEFAULT'), column(old, `SET DEFAULT ${volatile}`)] : []),
      ...(counter === null ? [] : moveIdentity(counter, is, was)),
      renameColumn(from.name, to.name),
      renameColumn(old, from.name),
      ...(from.sequence == null ? [] : withinRange(from.sequence.name, from.sequence.type)),
      ...sequence(from.sequence?.type ?? ''),
      ...named.flatMap(({ kind, source, copy, aside }) => [
        rename(kind, source, copy),
        rename(kind, aside, source),
      ]),
      ...addKey(key?.aside),
      ...said,
      ...createSyncs([{ table, sync }]),
      ...recompiled(second),
    ],
  };
}

const recompiled = ({ table, parts }: SecondColumn): string[] =>
  unique([table, ...(parts?.heaps ?? [])].flatMap(recompileTriggers));

/** A sequence that has gone further than its former type is at the end of it. */
const withinRange = (name: string, type: string): string[] => {
  const [, most] = isWhole(type) ? rangeOf(type) : [];
  if (most === undefined) return [];
  return [`SELECT setval(${literal(name)}, ${most}) FROM ${name} WHERE last_value > ${most}`];
};
