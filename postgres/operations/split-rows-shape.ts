import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList } from '../sql.ts';
import { bare } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { newColumn, newConstraint } from './evolve.ts';
import { assertNoTable, columnOf, fullName, isVolatile, wholeTableOf } from './lookup.ts';
import { constraintsOn } from './restore.ts';
import type { SplitTable } from './split_table.ts';
import { type Check, childTable } from './split-child.ts';
import { onlyKey, singular } from './split-shape.ts';
import { fromKeyword, renameColumns } from './tokens.ts';

/** A row of the source becomes rows of the new table: one for each of several columns, or of the elements of a list. */
export interface RowsShape {
  readonly source: CatalogTable;
  /** The source's primary key, and what the new table calls it. */
  readonly key: CatalogColumn;
  readonly foreignKey: string;
  /** Several of one type, or the one that is a list. */
  readonly columns: readonly [CatalogColumn, ...CatalogColumn[]];
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

export type SplitRows = SplitTable & { readonly rows: NonNullable<SplitTable['rows']> };

/** @throws UnknownTable, UnknownColumn, NameTaken, OperationRefused */
export function rowsShape(params: SplitRows, catalog: Catalog): RowsShape {
  const { schema, table, into, keyColumn, rows } = params;
  const source = wholeTableOf(catalog, params, 'a split in which both tables work');
  assertNoTable(catalog, { schema, table: into });
  const key = onlyKey(source);
  const foreignKey = params.foreignKey ?? `${singular(table)}_id`;
  const columns = columnsOf(params, source);
  const isList = columns.length === 1;
  const type = isList ? elementOf(source, columns[0]) : columns[0].type;
  assertFit(source, columns, catalog);
  assertPlainValues(source, columns[0], type, catalog);
  const names = [keyColumn, foreignKey, rows.position, rows.to];
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new NameTaken('column', `${schema}.${into}.${twice}`);
  const value = newColumn(rows.to, type, {
    // NULL in a column makes no row; in a list it is an element like any other.
    notNull: !isList,
    comment: isList ? columns[0].comment : null,
    collation: columns[0].collation ?? null,
  });
  const position = newColumn(rows.position, 'integer', { notNull: true });
  const place = ident(rows.position);
  const checks: readonly Check[] = [
    { columns: [rows.position], definition: `CHECK (${place} >= 1)` },
    ...(isList
      ? []
      : [
          {
            columns: [rows.position],
            definition: `CHECK (${place} <= ${columns.length})`,
            suffix: 'has_column',
          },
        ]),
  ];
  const shared = isList ? [] : sharedChecks(source, columns, rows.to);
  const child = childTable(
    {
      schema,
      into,
      keyColumn,
      foreignKey,
      columns: [position, value],
      unique: [foreignKey, rows.position],
      checks: [...checks, ...shared.map(({ definition }) => ({ columns: [rows.to], definition }))],
    },
    source,
    key,
    catalog,
  );
  const keys = isList ? [] : sharedKeys(source, columns);
  const taken = new Set(child.constraints.map(({ name }) => name));
  const kept = [...shared, ...keys].flatMap(({ from }) => from);
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
    foreignKeys: keys.map(({ definition: target, references }) => {
      const name = derivedName([into, rows.to, 'fkey'], taken);
      taken.add(name);
      return newConstraint(
        'foreign key',
        name,
        [rows.to],
        `FOREIGN KEY (${identList([rows.to])}) ${target}`,
        references,
      );
    }),
    leftBehind: [...new Set(columns.flatMap(({ name }) => constraintsOn(source, name)))].filter(
      (one) => one.inherited !== true && !kept.includes(one),
    ),
  };
}

function columnsOf(
  { columns: moved, rows, dropSource: _, ...params }: SplitRows,
  source: CatalogTable,
): RowsShape['columns'] {
  const name = fullName(source);
  if (moved.length > 0) {
    throw new OperationRefused(
      `${name}.${moved.map(({ from }) => from).join(', ')}`,
      'columns move row for row, where others become rows of their own',
      'split the table twice, into two tables',
    );
  }
  const columns = rows.columns.map((column) => columnOf(source, column));
  for (const [at, column] of columns.entries()) {
    assertPlainColumn(source, column);
    const refuse = (reason: string, hint: string): never => {
      throw new OperationRefused(`${name}.${column.name}`, reason, hint);
    };
    if (columns.indexOf(column) < at) refuse('it moves twice', 'leave the second one out');
    if (source.primaryKey.includes(column.name))
      refuse('it is the primary key', `the rows of ${params.into} get it as a reference`);
  }
  const [first, ...rest] = columns;
  if (first === undefined) throw new OperationRefused(name, 'no column moves', 'name at least one');
  return [first, ...rest];
}

function elementOf(source: CatalogTable, { name, type }: CatalogColumn): string {
  if (type.endsWith('[]')) return type.slice(0, -2);
  throw new OperationRefused(
    `${fullName(source)}.${name}`,
    `it is one column of type ${type}, not an array, so it makes no more than one row`,
    'name several columns or an array, or move it by `columns`',
  );
}

/** Several columns have to be of one kind; what they and a list hold by default must not stand in the way of rows. */
function assertFit(source: CatalogTable, [first, ...rest]: RowsShape['columns'], catalog: Catalog): void {
  const at = ({ name }: CatalogColumn): string => `${fullName(source)}.${name}`;
  const other = rest.find(
    ({ type, collation }) => type !== first.type || (collation ?? null) !== (first.collation ?? null),
  );
  if (other !== undefined) {
    const told = ({ type, collation }: CatalogColumn): string =>
      collation == null ? type : `${type} COLLATE ${collation}`;
    throw new OperationRefused(
      at(other),
      `it is ${told(other)} and ${first.name} is ${told(first)}, which one column cannot hold`,
      'change the type of one of them first',
    );
  }
  const isEmpty = (sql: string): boolean => /^(?:'\{\}'::|ARRAY\[\]::|NULL\b)/i.test(sql);
  const unfit = [first, ...rest].find(
    ({ default: value }) =>
      value !== null && (rest.length === 0 ? !isEmpty(value) : isVolatile(catalog, value)),
  );
  if (unfit === undefined) return;
  throw new OperationRefused(
    at(unfit),
    `its default ${unfit.default} would make rows that no application wrote`,
    'drop the default first',
  );
}

/** Of a row type nobody can say what NULL is: `(1,NULL)` is neither NULL nor NOT NULL; and a list of them comes apart. */
function assertPlainValues(
  source: CatalogTable,
  column: CatalogColumn,
  type: string,
  catalog: Catalog,
): void {
  const plain = type.replaceAll('"', '');
  const isRow = [...(catalog.types ?? []).filter(({ kind }) => kind === 'composite'), ...catalog.tables].some(
    ({ schema, name }) => `${schema}.${name}`.replaceAll('"', '') === plain,
  );
  if (!isRow) return;
  throw new OperationRefused(
    `${fullName(source)}.${column.name}`,
    `its values are rows of type ${type}`,
    'write the change as custom_sql',
  );
}

interface Shared {
  readonly definition: string;
  readonly from: readonly CatalogConstraint[];
}

/** Checks that each of the columns has, for the column that takes the values of all. */
function sharedChecks(source: CatalogTable, columns: readonly CatalogColumn[], to: string): Shared[] {
  return sharedBy(columns, ({ name }) =>
    source.constraints
      .filter(({ kind, columns: on }) => kind === 'check' && on.length === 1 && on[0] === name)
      .map((check) => [renameColumns(bare(check.definition), new Map([[name, ident(to)]])), check] as const),
  );
}

/** Foreign keys that each of the columns has: what they refer to. A value that would become NULL makes no row. */
function sharedKeys(
  source: CatalogTable,
  columns: readonly CatalogColumn[],
): (Shared & { readonly references: CatalogConstraint['references'] })[] {
  return sharedBy(columns, ({ name }) =>
    source.constraints
      .filter(
        ({ kind, columns: on, inherited }) =>
          kind === 'foreign key' && inherited !== true && on.length === 1 && on[0] === name,
      )
      .map((key) => [bare(fromKeyword(key.definition, 'REFERENCES')), key] as const)
      .filter(([target]) => !/ ON DELETE SET DEFAULT/.test(target)),
  ).map(({ definition, from }) => ({
    definition: definition.replace(
      / ON DELETE SET NULL(?=(?: DEFERRABLE| INITIALLY DEFERRED)*$)/,
      ' ON DELETE CASCADE',
    ),
    from,
    references: from[0]?.references ?? null,
  }));
}

function sharedBy(
  [first, ...rest]: readonly CatalogColumn[],
  of: (column: CatalogColumn) => readonly (readonly [string, CatalogConstraint])[],
): Shared[] {
  if (first === undefined) return [];
  const others = rest.map(of);
  return of(first).flatMap(([definition, own]) => {
    const same = others.map((list) => list.find(([one]) => one === definition)?.[1]);
    return same.every((one) => one !== undefined) ? [{ definition, from: [own, ...same] }] : [];
  });
}
