import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { fullName } from './lookup.ts';

/**
 * What an operation changes in a parent, PostgreSQL changes in its partitions and in the tables that inherit from it,
 * and in theirs: `after` with that.
 */
export function withInherited(before: Catalog, after: Catalog): Catalog {
  const were = new Map(before.tables.map((table) => [fullName(table), table]));
  const now = new Map(after.tables.map((table) => [fullName(table), table]));
  const done = new Map<string, CatalogTable>();
  const follow = (table: CatalogTable): CatalogTable => {
    const known = done.get(fullName(table));
    if (known !== undefined) return known;
    let child = table;
    for (const name of parentsOf(table)) {
      const [was, is] = [were.get(name), now.get(name)];
      if (was !== undefined && is !== undefined) child = inheriting(child, was, follow(is));
    }
    done.set(fullName(table), child);
    return child;
  };
  return { ...after, tables: after.tables.map(follow) };
}

const parentsOf = ({ partitionOf, inherits = [] }: CatalogTable): string[] =>
  [...(partitionOf == null ? [] : [partitionOf]), ...inherits].map(
    ({ schema, table }) => `${schema}.${table}`,
  );

function inheriting(child: CatalogTable, was: CatalogTable, is: CatalogTable): CatalogTable {
  if (was === is) return child;
  const [columnsThen, constraintsThen] = [byName(was.columns), byName(was.constraints)];
  const [columns, constraints] = [byName(is.columns), byName(is.constraints)];
  const own = new Set([...child.columns, ...child.constraints].map(({ name }) => name));
  const isGone = (name: string | null): boolean =>
    child.partitionOf != null && name !== null && columnsThen.has(name) && !columns.has(name);
  const handedDown = is.constraints.filter(
    ({ kind, definition }) => ['check', 'not null'].includes(kind) && !/ NO INHERIT$/.test(definition),
  );
  return {
    ...child,
    columns: [
      ...child.columns
        .filter(({ name }) => !isGone(name))
        .map((column) => followed(column, columnsThen.get(column.name), columns.get(column.name))),
      ...is.columns
        .filter(({ name }) => !columnsThen.has(name) && !own.has(name))
        .map((column) => ({ ...column, comment: null, grants: [] })),
    ],
    indexes: child.indexes.filter((index) => !index.columns.some(isGone)),
    constraints: [
      ...child.constraints
        .filter(({ columns: on }) => !on.some(isGone))
        .filter(({ name, inherited }) => !inherited || !constraintsThen.has(name) || constraints.has(name))
        .map((one) => {
          const above = handedDown.find(({ name }) => one.inherited && name === one.name);
          return above === undefined ? one : { ...one, validated: above.validated };
        }),
      ...handedDown
        .filter(({ name }) => !constraintsThen.has(name) && !own.has(name))
        .map((constraint) => ({ ...constraint, inherited: true, comment: null })),
    ],
  };
}

/** What has changed above, and no more: a child may have a default of its own. */
function followed(
  column: CatalogColumn,
  was: CatalogColumn | undefined,
  is: CatalogColumn | undefined,
): CatalogColumn {
  if (was === undefined || is === undefined) return column;
  return {
    ...column,
    ...(was.type === is.type ? {} : { type: is.type }),
    ...(was.default === is.default ? {} : { default: is.default }),
    ...(was.notNull === is.notNull ? {} : { notNull: is.notNull }),
  };
}

const byName = <One extends { readonly name: string }>(all: readonly One[]): ReadonlyMap<string, One> =>
  new Map(all.map((one) => [one.name, one]));
