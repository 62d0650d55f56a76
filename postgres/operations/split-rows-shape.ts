import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident } from '../sql.ts';
import { NameTaken } from './errors.ts';
import { newColumn, newConstraint } from './evolve.ts';
import { assertNoTable, wholeTableOf } from './lookup.ts';
import { constraintsOn } from './restore.ts';
import { type Check, childTable } from './split-child.ts';
import { type RowColumns, rowColumns, type SplitRows } from './split-rows-columns.ts';
import { sharedChecks, sharedGrants, sharedKeys } from './split-rows-shared.ts';
import { onlyKey, singular } from './split-shape.ts';

/** A row of the source becomes rows of the new table: one for each of several columns, or of the elements of a list. */
export interface RowsShape {
  readonly source: CatalogTable;
  /** The source's primary key, and what the new table calls it. */
  readonly key: CatalogColumn;
  readonly foreignKey: string;
  readonly columns: RowColumns['columns'];
  readonly isList: boolean;
  /** Column of the new table: the place in the list, or among the columns, from 1. */
  readonly position: string;
  /** Column of the new table. */
  readonly value: CatalogColumn;
  readonly into: CatalogTable;
  /** Of the new table: no place beyond the old columns, for as long as they are there. */
  readonly limit: CatalogConstraint | null;
  /** Columns that a new application leaves empty, though they were required. */
  readonly relaxed: readonly CatalogColumn[];
  /** For the new table. */
  readonly foreignKeys: readonly CatalogConstraint[];
  /** Constraints of the old columns that the new one cannot have. */
  readonly leftBehind: readonly CatalogConstraint[];
}

/** @throws UnknownTable, UnknownColumn, NameTaken, OperationRefused */
export function rowsShape(params: SplitRows, catalog: Catalog): RowsShape {
  const { schema, table, into, keyColumn, rows } = params;
  const source = wholeTableOf(catalog, params, 'a split in which both tables work');
  assertNoTable(catalog, { schema, table: into });
  const key = onlyKey(source);
  const foreignKey = params.foreignKey ?? `${singular(table)}_id`;
  const { columns, isList, type } = rowColumns(params, source, catalog);
  const names = [keyColumn, foreignKey, rows.position, rows.to];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new NameTaken('column', `${schema}.${into}.${twice}`);
  const grants = sharedGrants(columns);
  const position = newColumn(rows.position, 'integer', { notNull: true, grants });
  const value = newColumn(rows.to, type, {
    // NULL in a column makes no row; in a list it is an element like any other.
    notNull: !isList,
    comment: isList ? columns[0].comment : null,
    collation: columns[0].collation ?? null,
    grants,
  });
  const checks = isList ? [] : sharedChecks(source, columns, rows.to);
  const keys = isList ? [] : sharedKeys(source, columns);
  const child = childTable(
    {
      schema,
      into,
      keyColumn,
      foreignKey,
      columns: [position, value],
      unique: [foreignKey, rows.position],
      checks: [
        ...places(rows.position, isList ? null : columns.length),
        ...checks.map(({ definition }) => ({ columns: [rows.to], definition })),
      ],
    },
    source,
    key,
    catalog,
  );
  return {
    source,
    key,
    foreignKey,
    columns,
    isList,
    position: rows.position,
    value,
    into: child,
    limit: isList ? null : (child.constraints.filter(({ kind }) => kind === 'check')[1] ?? null),
    // A list that has a default is empty where nothing is said.
    relaxed: columns.filter((column) => column.notNull && !(isList && column.default !== null)),
    foreignKeys: foreignKeysOf(child, rows.to, keys),
    leftBehind: leftBehind(source, columns, [...checks, ...keys]),
  };
}

/** `most`: how many columns there are. */
function places(position: string, most: number | null): Check[] {
  const columns = [position];
  const from = { columns, definition: `CHECK (${ident(position)} >= 1)` };
  if (most === null) return [from];
  return [from, { columns, definition: `CHECK (${ident(position)} <= ${most})`, suffix: 'has_column' }];
}

function foreignKeysOf(
  { name: into, constraints }: CatalogTable,
  column: string,
  keys: ReturnType<typeof sharedKeys>,
): CatalogConstraint[] {
  const taken = new Set(constraints.map(({ name }) => name));
  return keys.map(({ definition, references }) => {
    const name = derivedName([into, column, 'fkey'], taken);
    taken.add(name);
    const sql = `FOREIGN KEY (${ident(column)}) ${definition}`;
    return newConstraint('foreign key', name, [column], sql, references);
  });
}

function leftBehind(
  source: CatalogTable,
  columns: readonly CatalogColumn[],
  taken: readonly { readonly from: readonly CatalogConstraint[] }[],
): CatalogConstraint[] {
  const all = new Set(columns.flatMap(({ name }) => constraintsOn(source, name)));
  return [...all].filter((one) => !one.inherited && !taken.some(({ from }) => from.includes(one)));
}
