import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { splitStatements } from '../script/index.ts';
import { UnknownColumn, UnknownPart, UnknownTable } from './errors.ts';
import { fullName } from './lookup.ts';

/*
 * Whether the tables and columns that SQL names are there when it is run, so that who asks hears it before anything is
 * done, and an operation further down that makes them comes first. What cannot be known is taken to be there: the
 * database looks again.
 */

interface Relation {
  readonly schema: string | undefined;
  readonly name: string;
  readonly alias: string;
}

interface Names {
  readonly relations: Relation[];
  /** References to columns: `["t", "id"]`; null in place of `*`. */
  readonly columns: (readonly (string | null)[])[];
  /** Of a WITH. */
  readonly queries: Set<string>;
  /** Aliases, and names of what a query gives. */
  readonly given: Set<string>;
  /** Aliases of what has columns that only the database knows, and of what names its own. */
  readonly opaque: Set<string>;
  /** Something whose columns have no alias before them. */
  unclear: boolean;
}

/** @throws UnknownTable, UnknownColumn, UnknownPart. `also`: names that stand for values, e.g. of arguments. */
export function assertNamesKnown(sql: string, catalog: Catalog, also: readonly string[] = []): void {
  if (catalog.otherRelations === undefined) return;
  const names = namesIn(sql);
  const tables = new Map<Relation, CatalogTable>();
  for (const relation of names.relations) {
    const found = catalog.tables.filter((table) => isNamed(table, relation));
    const [only, ...more] = found;
    if (only !== undefined && more.length === 0) tables.set(relation, only);
    else if (only === undefined && !isElsewhere(relation, names, catalog)) {
      throw new UnknownTable(relation.schema ?? 'public', relation.name, catalog.tables.map(fullName));
    }
  }
  for (const parts of names.columns) assertColumn(parts, names, tables, catalog, also);
}

const isNamed = (
  { schema, name }: { readonly schema: string; readonly name: string },
  relation: Relation,
): boolean => name === relation.name && (relation.schema === undefined || relation.schema === schema);

const systemSchemas = /^(pg_|information_schema$|godwit$|godwit_archive$|supabase_migrations$)/;

function isElsewhere(relation: Relation, { queries }: Names, catalog: Catalog): boolean {
  const { schema, name } = relation;
  if (schema === undefined && (queries.has(name) || name.startsWith('pg_'))) return true;
  if (schema !== undefined && systemSchemas.test(schema)) return true;
  return [...(catalog.otherRelations ?? []), ...(catalog.sequences ?? [])].some((one) =>
    isNamed(one, relation),
  );
}

const systemColumns = /^(ctid|xmin|xmax|cmin|cmax|tableoid)$/;

function assertColumn(
  parts: readonly (string | null)[],
  names: Names,
  tables: ReadonlyMap<Relation, CatalogTable>,
  catalog: Catalog,
  also: readonly string[],
): void {
  const [column, of, schema] = parts.toReversed();
  if (column == null || systemColumns.test(column)) return;
  const isValue = [...also, ...(catalog.functions ?? []).map((one) => one.slice(one.indexOf('.') + 1))];
  if (isValue.includes(column)) return;
  if (of != null) {
    if (names.opaque.has(of) || names.queries.has(of) || also.includes(of)) return;
    const meant = names.relations.filter(
      (one) => one.alias === of && (schema == null || one.schema === undefined || one.schema === schema),
    );
    const found = meant.flatMap((one) => tables.get(one) ?? []);
    const [first] = found;
    if (first === undefined || found.length < meant.length || found.some(hidden)) return;
    if (found.some((table) => hasColumn(table, column))) return;
    throw new UnknownColumn(
      fullName(first),
      column,
      first.columns.map(({ name }) => name),
    );
  }
  if (names.unclear || names.given.has(column) || names.relations.length > tables.size) return;
  const all = [...new Set(tables.values())];
  if (all.length === 0 || all.some(hidden) || all.some((table) => hasColumn(table, column))) return;
  const [first, ...others] = all;
  const known = all.flatMap(({ columns }) => columns.map(({ name }) => name));
  if (first !== undefined && others.length === 0) throw new UnknownColumn(fullName(first), column, known);
  throw new UnknownPart(`column of ${all.map(fullName).join(', ')}`, column, known);
}

/** A view of which only the database knows the columns yet. */
const hidden = ({ columns }: CatalogTable): boolean => columns.length === 0;

const hasColumn = ({ columns }: CatalogTable, column: string): boolean =>
  columns.some(({ name }) => name === column);

type Tree = Record<string, unknown>;

function namesIn(sql: string): Names {
  const names: Names = {
    relations: [],
    columns: [],
    queries: new Set(),
    given: new Set(),
    opaque: new Set(),
    unclear: false,
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [kind, node] of Object.entries(value)) {
        if (typeof node === 'object' && node !== null) note(names, kind, node as Tree);
        walk(node);
      }
    }
  };
  for (const { node } of splitStatements(sql)) walk(node);
  return names;
}

function note(names: Names, kind: string, node: Tree): void {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const alias = (node.alias ?? {}) as Tree;
  const called = text(alias.aliasname);
  if (called !== undefined) {
    names.given.add(called);
    for (const name of strings(alias.colnames)) names.given.add(name);
    if (kind !== 'RangeVar' || alias.colnames !== undefined) names.opaque.add(called);
  }
  const relation = text(node.relname);
  if (relation !== undefined) {
    const own = called ?? relation;
    names.given.add(own);
    names.relations.push({ schema: text(node.schemaname), name: relation, alias: own });
  }
  if (kind === 'ColumnRef') {
    const fields = Array.isArray(node.fields) ? (node.fields as Tree[]) : [];
    names.columns.push(fields.map((field) => text((field.String as Tree | undefined)?.sval) ?? null));
  }
  if (kind === 'ResTarget') names.given.add(text(node.name) ?? '');
  if (kind === 'CommonTableExpr') {
    names.queries.add(text(node.ctename) ?? '');
    for (const name of strings(node.aliascolnames)) names.given.add(name);
  }
  if (
    /^(RangeFunction|RangeTableFunc|JsonTable|RangeTableSample|WindowDef|CTESearchClause|CTECycleClause)$/.test(
      kind,
    )
  ) {
    names.unclear = true;
  }
}

const strings = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.flatMap((one) => {
        const value = ((one as Tree).String as Tree | undefined)?.sval;
        return typeof value === 'string' ? [value] : [];
      })
    : [];
