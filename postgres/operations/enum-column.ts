import type { Catalog, CatalogColumn, CatalogTable, CatalogType } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { assertSameInParts, partitionsOf } from './column-parts.ts';
import { bare } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { constantArray, type Labels, type SaidAgain, sayAgain } from './label-condition.ts';
import { fullName, plainTableOf } from './lookup.ts';
import type { Relabelling } from './relabel.ts';
import { assertChangeable } from './swappable.ts';
import { element, isOfType, unquoted, useOf } from './type.ts';

/** A column whose values are an enum's. */
export interface EnumColumn {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  /** An array of the enum. */
  readonly array: boolean;
  /** The labels that its default is: one, or those of an array. */
  readonly default: readonly string[] | null;
}

/** @throws OperationRefused where no column is of the enum, or something that cannot follow is made of it */
export function enumColumnsOf(
  type: CatalogType,
  how: Relabelling,
  catalog: Catalog,
): [EnumColumn, ...EnumColumn[]] {
  const name = `${type.schema}.${type.name}`;
  const tables = catalog.tables.filter(({ kind, partitionOf }) => /table$/.test(kind) && partitionOf == null);
  const [first, ...rest] = tables.flatMap((table) =>
    table.columns
      .filter((one) => isOfType(element(one.type), type))
      .map((column) => ({ table, column, array: column.type.endsWith('[]') })),
  );
  if (first === undefined) {
    throw new OperationRefused(
      name,
      'no column is of the type or of an array of it',
      'create_enum with replace does it where nothing uses the type',
    );
  }
  const users = [first, ...rest];
  for (const { table, column } of users) {
    assertPlainColumn(table, column);
    assertChangeable(table, column, catalog);
    if (table.kind !== 'partitioned table') {
      const at = { schema: table.schema, table: table.name };
      plainTableOf(catalog, at, 'a change of values that writes every row');
    }
    assertSameInParts(catalog, table, column);
  }
  const places = [...new Set(users.map(({ table }) => table))];
  const familyOf = (table: CatalogTable): CatalogTable[] => [table, ...partitionsOf(catalog, table)];
  const own = new Set([
    ...users.flatMap(({ table, column }) =>
      familyOf(table).flatMap((one) => {
        const use = useOf(one, column.name);
        return [use, `default value for ${use}`];
      }),
    ),
    ...places.flatMap(familyOf).flatMap(sayers).map(unquoted),
  ]);
  const faults = places.flatMap((table) => unsayable(table, labelsOn(table, users, type, how, '')));
  const blockers = [
    ...type.usedBy.filter((use) => !own.has(unquoted(use))),
    ...users.flatMap(({ table, column }) =>
      (table.dependents ?? []).filter((one) => one.column === column.name).map((one) => one.name),
    ),
    ...faults.map((one) => one.name),
  ].filter((one, at, all) => all.indexOf(one) === at);
  if (blockers.length > 0) {
    throw new OperationRefused(
      name,
      `${blockers.join(', ')} ${blockers.length === 1 ? 'uses' : 'use'} it beside ${users.map(said).join(', ')}${faults.length === 0 ? '' : `: ${[...new Set(faults.map((one) => one.fault))].join(', ')}`}`,
      'drop what uses it first, and create it again afterwards with what it shall say of the new values',
      blockers,
    );
  }
  const withDefault = (used: Omit<EnumColumn, 'default'>): EnumColumn => ({
    ...used,
    default: defaultLabels(used, labelsOn(used.table, users, type, how, '')),
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

/** The columns of a table that are of the enum, for what is said of them. */
export const labelsOn = (
  table: CatalogTable,
  users: readonly Used[],
  type: Pick<CatalogType, 'schema' | 'name'>,
  how: Relabelling,
  to: string,
): Labels => ({
  columns: users.filter((one) => one.table === table).map(({ column }) => column.name),
  type,
  how,
  to,
});

const checkName = (table: CatalogTable, name: string): string =>
  `constraint ${name} on table ${fullName(table)}`;
const indexName = (table: CatalogTable, name: string): string => `index ${table.schema}.${name}`;

/** What may say something of the labels, as `usedBy` names it. */
const sayers = (table: CatalogTable): string[] => [
  ...table.constraints.filter(({ kind }) => kind === 'check').map(({ name }) => checkName(table, name)),
  ...table.indexes.map(({ name }) => indexName(table, name)),
];

/** Checks and indexes of which another set of labels might make something else, with the reason. */
function unsayable(table: CatalogTable, labels: Labels): { name: string; fault: string }[] {
  const says = sayAgain(labels);
  const named = (name: string, { fault }: SaidAgain): { name: string; fault: string }[] =>
    fault === undefined ? [] : [{ name, fault }];
  return [
    ...table.constraints
      .filter(({ kind }) => kind === 'check')
      .flatMap((one) => named(checkName(table, one.name), says.check(bare(one.definition)))),
    ...table.indexes.flatMap((one) => named(indexName(table, one.name), says.index(one))),
  ];
}

/** A default that is no plain label could be another one afterwards. */
function defaultLabels(
  { table, column: { name, type, default: sql }, array }: Omit<EnumColumn, 'default'>,
  labels: Labels,
): readonly string[] | null {
  if (sql === null) return null;
  const all = [...labels.how.to.keys(), ...labels.how.gone];
  const label = all.find((one) => sql === `${literal(one)}::${type}`);
  const found = array ? constantArray(sql, labels) : label === undefined ? null : [label];
  if (found !== null) return found;
  throw new OperationRefused(
    `${fullName(table)}.${name}`,
    `its default, ${sql}, is more than a label`,
    'set_default it to a label first, or drop_default',
  );
}
