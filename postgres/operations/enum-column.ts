import type { Catalog, CatalogColumn, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { indexTail } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { fullName, plainTableOf } from './lookup.ts';
import { assertChangeable } from './swappable.ts';
import { fromKeyword, mentionsColumn, tokenize } from './tokens.ts';
import { element, isOfType, unquoted, useOf } from './type.ts';

/** A column whose values are an enum's. */
export interface EnumColumn {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  /** The label that its default is. */
  readonly default: string | null;
}

/** @throws OperationRefused where no column is of the enum, or something that cannot follow is made of it */
export function enumColumnsOf(
  type: CatalogType,
  labels: readonly string[],
  catalog: Catalog,
): [EnumColumn, ...EnumColumn[]] {
  const name = `${type.schema}.${type.name}`;
  const tables = catalog.tables.filter(({ kind, partitionOf }) => /table$/.test(kind) && partitionOf == null);
  const ofType = (what: (column: CatalogColumn) => string): Used[] =>
    tables.flatMap((table) =>
      table.columns.filter((one) => isOfType(what(one), type)).map((column) => ({ table, column })),
    );
  const arrays = ofType((one) => (one.type.endsWith('[]') ? element(one.type) : '')).map(said);
  if (arrays.length > 0) {
    throw new OperationRefused(
      name,
      `${arrays.join(', ')} ${arrays.length === 1 ? 'is an array' : 'are arrays'} of it, whose values are not replaced one by one`,
      'alter_type to text[] and drop_column the old column first; alter_type back to the enum afterwards',
      arrays,
    );
  }
  const [first, ...rest] = ofType((one) => one.type);
  if (first === undefined) {
    throw new OperationRefused(
      name,
      'no column is of the type itself',
      'create_enum with replace does it where nothing uses the type',
    );
  }
  const users = [first, ...rest];
  for (const { table, column } of users) {
    assertPlainColumn(table, column);
    assertChangeable(table, column, catalog);
    plainTableOf(
      catalog,
      { schema: table.schema, table: table.name },
      'a change of values that writes every row',
    );
  }
  const own = users.map(({ table, column }) => useOf(table, column.name));
  const blockers = [
    ...type.usedBy.filter(
      (use) => !own.some((one) => [one, `default value for ${one}`].includes(unquoted(use))),
    ),
    ...users.flatMap(({ table, column }) => [
      ...(table.dependents ?? []).filter((one) => one.column === column.name).map((one) => one.name),
      ...sayingLabels(
        table,
        column,
        users.filter((other) => other.table === table).map((other) => other.column.name),
      ),
    ]),
  ].filter((one, at, all) => all.indexOf(one) === at);
  if (blockers.length > 0) {
    throw new OperationRefused(
      name,
      `${blockers.join(', ')} ${blockers.length === 1 ? 'uses' : 'use'} it beside ${users.map(said).join(', ')}`,
      'drop what uses it first, and create it again afterwards',
      blockers,
    );
  }
  const withDefault = ({ table, column }: Used): EnumColumn => ({
    table,
    column,
    default: defaultLabel(table, column, labels),
  });
  return [withDefault(first), ...rest.map(withDefault)];
}

type Used = Pick<EnumColumn, 'table' | 'column'>;

const said = ({ table, column }: Used): string => `${fullName(table)}.${column.name}`;

/** What PostgreSQL says that a type is used by, with a column under another name. */
export const usedUnder = (use: string, used: Used, name: string): string | null => {
  const before = `column ${used.column.name} of table `;
  return unquoted(use).endsWith(useOf(used.table, used.column.name))
    ? use.replace(before, () => `column ${name} of table `)
    : null;
};

/** Checks and indexes of which another set of labels might make something else, as of a comparison of two columns. */
function sayingLabels(table: CatalogTable, { name }: CatalogColumn, all: readonly string[]): string[] {
  const compares = (check: string): boolean => all.filter((one) => mentionsColumn(check, one)).length > 1;
  const says = (check: string): boolean => {
    const tokens = tokenize(check);
    return (
      mentionsColumn(check, name) &&
      (compares(check) ||
        tokens.some(
          ({ kind, text }, at) =>
            // Deparsed, a keyword is in capitals and the name of a function is not.
            kind === 'string' ||
            text === '::' ||
            (kind === 'name' && !/^[A-Z]+$/.test(text) && tokens[at + 1]?.text === '('),
        ))
    );
  };
  return [
    ...table.constraints
      .filter(({ kind, definition }) => kind === 'check' && says(definition))
      .map((one) => `constraint ${one.name} on table ${fullName(table)}`),
    ...table.indexes
      .filter(
        ({ columns, definition }) =>
          (columns.includes(null) && mentionsColumn(indexTail(definition), name)) ||
          (/ WHERE /.test(definition) && mentionsColumn(fromKeyword(definition, 'WHERE'), name)),
      )
      .map((one) => `index ${table.schema}.${one.name}`),
  ];
}

/** A default that is no plain label could be another one afterwards. */
function defaultLabel(
  table: CatalogTable,
  { name, type, default: sql }: CatalogColumn,
  labels: readonly string[],
): string | null {
  if (sql === null) return null;
  const label = labels.find((one) => sql === `${literal(one)}::${type}`);
  if (label !== undefined) return label;
  throw new OperationRefused(
    `${fullName(table)}.${name}`,
    `its default, ${sql}, is more than a label`,
    'set_default it to a label first, or drop_default',
  );
}
