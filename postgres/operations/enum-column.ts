import type { Catalog, CatalogColumn, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { indexTail } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { fullName, plainTableOf } from './lookup.ts';
import { assertChangeable } from './swappable.ts';
import { fromKeyword, mentionsColumn, tokenize } from './tokens.ts';
import { isOfType } from './type.ts';

/** The one column that an enum is for. */
export interface EnumColumn {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  /** The label that its default is. */
  readonly default: string | null;
}

/** @throws OperationRefused where more than one column, or something else than a column, is made of the enum */
export function onlyColumnOf(type: CatalogType, labels: readonly string[], catalog: Catalog): EnumColumn {
  const name = `${type.schema}.${type.name}`;
  const users = catalog.tables
    .filter(({ kind, partitionOf }) => /table$/.test(kind) && partitionOf == null)
    .flatMap((table) =>
      table.columns.filter((one) => isOfType(one.type, type)).map((column) => ({ table, column })),
    );
  const [only] = users;
  if (only === undefined) {
    throw new OperationRefused(
      name,
      'no column is of the type itself',
      'create_enum with replace does it where nothing uses the type; an array is changed by custom_sql',
    );
  }
  if (users.length > 1) {
    throw new OperationRefused(
      name,
      `several columns are of it: ${users.map(({ table, column }) => `${fullName(table)}.${column.name}`).join(', ')}`,
      'create_enum under another name, alter_type each column to it, drop_enum this one',
    );
  }
  const { table, column } = only;
  assertPlainColumn(table, column);
  assertChangeable(table, column, catalog);
  plainTableOf(
    catalog,
    { schema: table.schema, table: table.name },
    'a change of values that writes every row',
  );
  const own = unquoted(`column ${column.name} of table ${fullName(table)}`);
  const blockers = [
    ...type.usedBy.filter((use) => ![own, `default value for ${own}`].includes(unquoted(use))),
    ...(table.dependents ?? []).filter((one) => one.column === column.name).map((one) => one.name),
    ...sayingLabels(table, column),
  ].filter((one, at, all) => all.indexOf(one) === at);
  if (blockers.length > 0) {
    throw new OperationRefused(
      name,
      `${blockers.join(', ')} ${blockers.length === 1 ? 'uses' : 'use'} it beside ${fullName(table)}.${column.name}`,
      'drop what uses it first, and create it again afterwards',
      blockers,
    );
  }
  return { table, column, default: defaultLabel(table, column, labels) };
}

/** PostgreSQL puts a name in quotes where it needs them. */
const unquoted = (text: string): string => text.replaceAll('"', '');

/** Checks and indexes of which another set of labels might make something else. */
function sayingLabels(table: CatalogTable, { name }: CatalogColumn): string[] {
  const says = (check: string): boolean => {
    const tokens = tokenize(check);
    return (
      mentionsColumn(check, name) &&
      tokens.some(
        ({ kind, text }, at) =>
          // Deparsed, a keyword is in capitals and the name of a function is not.
          kind === 'string' ||
          text === '::' ||
          (kind === 'name' && !/^[A-Z]+$/.test(text) && tokens[at + 1]?.text === '('),
      )
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
