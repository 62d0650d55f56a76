import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { columnOf, fullName, isVolatile } from './lookup.ts';
import type { SplitTable } from './split_table.ts';

export type SplitRows = SplitTable & { readonly rows: NonNullable<SplitTable['rows']> };

export interface RowColumns {
  /** Several of one type, or the one that is a list. */
  readonly columns: readonly [CatalogColumn, ...CatalogColumn[]];
  readonly isList: boolean;
  /** Of a value in a row. */
  readonly type: string;
}

/** The columns that become rows. @throws UnknownColumn, OperationRefused where they cannot */
export function rowColumns(params: SplitRows, source: CatalogTable, catalog: Catalog): RowColumns {
  const columns = named(params, source);
  const isList = columns.length === 1;
  const type = isList ? elementOf(source, columns[0]) : columns[0].type;
  assertOneKind(source, columns);
  assertApart(source, columns);
  assertDefaults(source, columns, catalog);
  assertPlainValues(source, columns[0], type, catalog);
  return { columns, isList, type };
}

function named({ columns: moved, rows, into }: SplitRows, source: CatalogTable): RowColumns['columns'] {
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
      refuse('it is the primary key', `the rows of ${into} get it as a reference`);
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

/** One column takes the values of all. */
function assertOneKind(source: CatalogTable, [first, ...rest]: RowColumns['columns']): void {
  const other = rest.find(
    ({ type, collation }) => type !== first.type || (collation ?? null) !== (first.collation ?? null),
  );
  if (other === undefined) return;
  const told = ({ type, collation }: CatalogColumn): string =>
    collation == null ? type : `${type} COLLATE ${collation}`;
  throw new OperationRefused(
    `${fullName(source)}.${other.name}`,
    `it is ${told(other)} and ${first.name} is ${told(first)}, which one column cannot hold`,
    'change the type of one of them first',
  );
}

/** Two names of one value, as a rename leaves them for a while, would be two rows. */
function assertApart(source: CatalogTable, columns: RowColumns['columns']): void {
  const pair = (source.syncs ?? []).find(
    (sync) => columns.filter(({ name }) => sync.columns.includes(name)).length > 1,
  );
  if (pair === undefined) return;
  throw new OperationRefused(
    fullName(source),
    `"${pair.group}" keeps columns equal that would be rows of their own`,
    'finish that change first, or name only one of them',
    [`trigger ${pair.trigger}`],
  );
}

/** What says nothing must not make rows. A fixed default of several columns does: it gives way to what is written. */
function assertDefaults(source: CatalogTable, columns: RowColumns['columns'], catalog: Catalog): void {
  const isList = columns.length === 1;
  const saysNothing = ({ default: value, notNull }: CatalogColumn): boolean =>
    value === null || /^(?:'\{\}'::|ARRAY\[\]::)/i.test(value) || (!notNull && /^NULL\b/i.test(value));
  const unfit = columns.find((column) =>
    isList ? !saysNothing(column) : column.default !== null && isVolatile(catalog, column.default),
  );
  if (unfit === undefined) return;
  throw new OperationRefused(
    `${fullName(source)}.${unfit.name}`,
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
