import type { Catalog, CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList } from '../sql.ts';
import { foreignKeyDefinition } from './constraints.ts';
import type { CreateTable } from './create_table.ts';
import {
  assertColumn,
  assertColumns,
  type Column,
  catalogColumn,
  columnSql,
  completed,
} from './create-table-columns.ts';
import { newConstraint, newIndex, newTable, uniqueIndex } from './evolve.ts';
import { exclusionSql } from './exclusion.ts';
import { fullName, relationNames } from './lookup.ts';
import { notNullConstraints } from './not-null-name.ts';
import { ownerPolicy } from './owner-policy.ts';
import { referenced } from './reference.ts';
import { updatedAtSql } from './updated-at.ts';

export interface TableShape {
  /** Of CREATE TABLE, without foreign keys. */
  readonly lines: readonly string[];
  readonly references: readonly { name: string; definition: string; target: string; column: string }[];
  readonly indexes: readonly { name: string; columns: readonly string[] }[];
  readonly table: CatalogTable;
}

export function tableShape(params: CreateTable, catalog: Catalog): TableShape {
  const { table, schema } = params;
  const { columns, primaryKey } = completed(params, catalog);
  assertColumns(params, columns, primaryKey);
  const taken = new Set(relationNames(catalog, schema)).add(table);
  const named = (...parts: string[]): string => {
    const name = derivedName([table, ...parts], taken);
    taken.add(name);
    return name;
  };
  const keyName = named('pkey');
  const uniques = [
    ...columns.filter((column) => column.unique).map(({ name }) => [name]),
    ...(params.uniques ?? []),
  ].map((list) => ({ columns: list, name: named(...list, 'key') }));
  const checks = [
    ...columns.flatMap(({ name, check }) =>
      check === undefined ? [] : [{ columns: [name], name: named(name, 'check'), check }],
    ),
    ...(params.checks ?? []).map(({ name, check }) => ({ columns: [], name: name ?? named('check'), check })),
  ].map((one) => ({ ...one, definition: `CHECK (${one.check})` }));
  const exclusions = (params.exclusions ?? []).map((one) => ({
    columns: one.elements.flatMap(({ column }) => column ?? []),
    name: named(...one.elements.flatMap(({ column }) => column ?? []), 'excl'),
    definition: exclusionSql(one),
  }));
  const references = columns.flatMap(({ name, type, references: to }) => {
    if (to === undefined) return [];
    const self = to.schema === schema && to.table === table;
    if (!self) referenced(catalog, to, type, { unlogged: params.unlogged === true });
    const target = self ? `${schema}.${table}` : fullName({ schema: to.schema, name: to.table });
    return [
      { column: name, name: named(name, 'fkey'), definition: foreignKeyDefinition([name], to), target, to },
    ];
  });
  const policy = params.ownerPolicy === undefined ? null : policyFor(params, columns, catalog);
  // The column of a policy is in the WHERE of every query; that of a foreign key, of every delete over there.
  const indexes = [...references.map(({ column }) => column), ...(policy === null ? [] : [policy.column])]
    .filter((column, at, all) => all.indexOf(column) === at && primaryKey[0] !== column)
    .filter((column) => !uniques.some((unique) => unique.columns[0] === column))
    .map((column) => ({ name: named(column, 'idx'), columns: [column] }));
  const shell = newTable(
    schema,
    table,
    columns.map((column) => catalogColumn(column, primaryKey)),
    primaryKey,
  );
  return {
    lines: [
      ...columns.map(columnSql),
      `CONSTRAINT ${ident(keyName)} PRIMARY KEY (${identList(primaryKey)})`,
      ...uniques.map(({ columns: list, name }) => `CONSTRAINT ${ident(name)} UNIQUE (${identList(list)})`),
      ...[...checks, ...exclusions].map(({ name, definition }) => `CONSTRAINT ${ident(name)} ${definition}`),
    ],
    references,
    indexes,
    table: {
      ...shell,
      ...(params.partitionBy === undefined ? {} : partitioned(params.partitionBy)),
      comment: params.comment ?? null,
      unlogged: params.unlogged === true,
      rlsEnabled: params.enableRls === true || policy !== null,
      policies: policy === null ? [] : [policy.policy],
      triggers: params.updatedAt ? [updatedAtSql(params).trigger] : [],
      constraints: [
        ...notNullConstraints(
          catalog,
          { schema, table },
          shell.columns.filter(({ notNull }) => notNull).map(({ name }) => name),
        ),
        newConstraint('primary key', keyName, primaryKey, `PRIMARY KEY (${identList(primaryKey)})`),
        ...uniques.map(({ columns: list, name }) =>
          newConstraint('unique', name, list, `UNIQUE (${identList(list)})`),
        ),
        ...checks.map(({ columns: list, name, definition }) =>
          newConstraint('check', name, list, definition),
        ),
        ...exclusions.map(({ columns: list, name, definition }) =>
          newConstraint('exclusion', name, list, definition),
        ),
        ...references.map(({ column, name, definition, to }) =>
          newConstraint('foreign key', name, [column], definition, {
            schema: to.schema,
            table: to.table,
            columns: [to.column],
          }),
        ),
      ],
      indexes: [
        newIndex(keyName, primaryKey, uniqueIndex(primaryKey), true),
        ...uniques.map(({ columns: list, name }) => newIndex(name, list, uniqueIndex(list), true)),
        ...exclusions.map(({ columns: list, name, definition }) =>
          newIndex(name, list, `CREATE INDEX ON _ ${definition.slice('EXCLUDE '.length)}`, false),
        ),
        ...indexes.map(({ name, columns: on }) =>
          newIndex(name, on, `CREATE INDEX ON _ USING btree (${identList(on)})`, false),
        ),
      ],
    },
  };
}

const partitioned = ({
  strategy,
  columns,
}: NonNullable<CreateTable['partitionBy']>): Pick<CatalogTable, 'kind' | 'partitionKey'> => ({
  kind: 'partitioned table',
  partitionKey: { strategy, columns, definition: `${strategy.toUpperCase()} (${columns.join(', ')})` },
});

function policyFor(
  params: CreateTable,
  columns: readonly Column[],
  catalog: Catalog,
): { policy: CatalogPolicy; column: string } {
  const column = assertColumn(params, columns, params.ownerPolicy?.column ?? '');
  return { policy: ownerPolicy(params.table, column, catalog), column: column.name };
}
