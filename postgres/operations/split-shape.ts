import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList } from '../sql.ts';
import { bare } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { newColumn, newConstraint } from './evolve.ts';
import { assertNoTable, columnOf, fullName, isVolatile, sqlName, wholeTableOf } from './lookup.ts';
import type { SplitTable } from './split_table.ts';
import { childTable } from './split-child.ts';
import { renameColumns } from './tokens.ts';
import { cast, differs } from './types.ts';

/** A column that moves, with SQL over a row of the one table that makes its value for the other. */
export interface Moved {
  readonly from: CatalogColumn;
  readonly to: CatalogColumn;
  /** Over a row of the source. */
  readonly using: string;
  /** Over a row of the new table. */
  readonly back: string;
  /** Whether `back` gives the value to the letter. */
  readonly exact: boolean;
}

export interface SplitShape {
  readonly source: CatalogTable;
  /** The source's primary key, and what the new table calls it. */
  readonly key: CatalogColumn;
  readonly foreignKey: string;
  readonly keyColumn: string;
  readonly into: CatalogTable;
  readonly moved: readonly Moved[];
  /** Over a row of the source: it has something to move. */
  readonly present: string;
  /** Foreign keys of moved columns, for the new table. */
  readonly foreignKeys: readonly CatalogConstraint[];
}

/** @throws UnknownTable, UnknownColumn, NameTaken, OperationRefused */
export function splitShape(params: SplitTable, catalog: Catalog): SplitShape {
  const source = wholeTableOf(catalog, params, 'a split in which both tables work');
  assertNoTable(catalog, { schema: params.schema, table: params.into });
  const key = onlyKey(source);
  const foreignKey = params.foreignKey ?? `${singular(params.table)}_id`;
  assertMoves(params, source, foreignKey);
  const moved = params.columns.map((move) => movedColumn(move, source, catalog));
  const names = [params.keyColumn, foreignKey, ...moved.map(({ to }) => to.name)];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new NameTaken('column', `${params.schema}.${params.into}.${twice}`);
  const required = moved.filter(({ from }) => from.notNull);
  const given = ({ from }: Moved): string => `${ident(source.name)}.${ident(from.name)} IS NOT NULL`;
  return {
    source,
    key,
    foreignKey,
    keyColumn: params.keyColumn,
    moved,
    into: childTable(
      {
        schema: params.schema,
        into: params.into,
        keyColumn: params.keyColumn,
        foreignKey,
        columns: moved.map(({ to }) => to),
        unique: [foreignKey],
        checks: checksOf(source, moved),
      },
      source,
      key,
      catalog,
    ),
    // What was required before is required there: a row without it has nothing to move yet.
    present: required.length > 0 ? required.map(given).join(' AND ') : moved.map(given).join(' OR '),
    foreignKeys: foreignKeysOf(params.into, source, moved),
  };
}

/** @throws OperationRefused */
export function onlyKey(source: CatalogTable): CatalogColumn {
  const [key, ...rest] = source.primaryKey;
  if (key !== undefined && rest.length === 0) return columnOf(source, key);
  throw new OperationRefused(
    fullName(source),
    `it has ${key === undefined ? 'no' : 'a composite'} primary key, so the new table cannot reference it by one column`,
    'give it a primary key of one column first',
  );
}

/** `tasks` → `task`, `categories` → `category`; what does not end in s stays. */
export function singular(table: string): string {
  if (/ies$/i.test(table)) return table.replace(/ies$/i, 'y');
  if (/(ss|us|is)$/i.test(table)) return table;
  if (/(x|ch|sh|ss)es$/i.test(table)) return table.slice(0, -2);
  return table.replace(/s$/i, '');
}

function movedColumn(move: SplitTable['columns'][number], source: CatalogTable, catalog: Catalog): Moved {
  const from = columnOf(source, move.from);
  assertPlainColumn(source, from);
  const same = move.type === undefined || move.type.toLowerCase() === from.type;
  const type = same ? from.type : (move.type ?? from.type);
  const own = ident(from.name);
  const toJson = /^(text|character varying)/.test(from.type) && /^jsonb?$/i.test(type);
  const using = move.using ?? (same ? own : toJson ? `to_jsonb(${own})` : cast(own, type));
  const asJson = /^\s*to_jsonb?\s*\(/i.test(using) && toJson;
  const back =
    move.back ??
    (same ? ident(move.to) : asJson ? `${ident(move.to)} #>> '{}'` : cast(ident(move.to), from.type));
  const steady = same && move.using === undefined;
  return {
    from,
    using,
    back,
    exact: (steady && move.back === undefined) || (asJson && move.back === undefined),
    to: newColumn(move.to, type, {
      notNull: from.notNull,
      // Where the old default differs from row to row, the source's is the one that counts.
      default: steady && from.default !== null && !isVolatile(catalog, from.default) ? from.default : null,
      comment: from.comment,
      grants: from.grants ?? [],
      ...(steady ? { collation: from.collation ?? null } : {}),
    }),
  };
}

function assertMoves(params: SplitTable, source: CatalogTable, foreignKey: string): void {
  const name = fullName(source);
  if (params.columns.length === 0) throw new OperationRefused(name, 'no column moves', 'name at least one');
  const keyed = params.columns.find(({ from }) => source.primaryKey.includes(from));
  if (keyed !== undefined) {
    throw new OperationRefused(
      `${name}.${keyed.from}`,
      'it is the primary key',
      `the new table gets it as ${foreignKey}`,
    );
  }
  const twice = params.columns.find(
    (move, at) => params.columns.findIndex((other) => other.from === move.from) < at,
  );
  if (twice !== undefined) {
    throw new OperationRefused(`${name}.${twice.from}`, 'it moves twice', 'leave the second one out');
  }
}

/** Checks that look at nothing but columns that move as they are. */
function checksOf(
  source: CatalogTable,
  moved: readonly Moved[],
): { columns: string[]; definition: string }[] {
  const steady = new Map(
    moved.filter(({ from, to }) => from.type === to.type).map(({ from, to }) => [from.name, to.name]),
  );
  const renames = new Map([...steady].map(([from, to]) => [from, ident(to)]));
  return source.constraints
    .filter(
      ({ kind, columns }) =>
        kind === 'check' && columns.length > 0 && columns.every((column) => steady.has(column)),
    )
    .map(({ columns, definition }) => ({
      columns: columns.map((column) => steady.get(column) ?? column),
      definition: renameColumns(bare(definition), renames),
    }));
}

function foreignKeysOf(into: string, source: CatalogTable, moved: readonly Moved[]): CatalogConstraint[] {
  return source.constraints.flatMap((key) => {
    const [column, ...rest] = key.columns;
    const move = moved.find(({ from, to }) => from.name === column && from.type === to.type);
    if (key.kind !== 'foreign key' || key.inherited || rest.length > 0 || move === undefined) return [];
    const target = key.definition.slice(key.definition.indexOf(' REFERENCES '));
    return [
      newConstraint(
        'foreign key',
        derivedName([into, move.to.name, 'fkey']),
        [move.to.name],
        `FOREIGN KEY (${identList([move.to.name])})${bare(target)}`,
        key.references,
      ),
    ];
  });
}

/** The row of the new table that belongs to a row of the source: SQL over the latter. */
export const fromInto = ({ source, into, foreignKey, key }: SplitShape, what: string): string =>
  `(SELECT ${what} FROM ${sqlName(into)} WHERE ${ident(into.name)}.${ident(foreignKey)} = ${ident(source.name)}.${ident(key.name)})`;

/** Over a row of the source: the new table holds something else for it, or should hold something and does not. */
export function staleIn(shape: SplitShape, moves: readonly Moved[]): string {
  const exists = fromInto(shape, 'true');
  const unequal = moves.map(({ to, using }) =>
    differs(fromInto(shape, ident(to.name)), `(${using})`, to.type),
  );
  return `CASE WHEN ${exists} THEN ${unequal.join(' OR ')} ELSE ${shape.present} END`;
}
