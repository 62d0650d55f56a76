import type { Catalog, CatalogColumn, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { type Convention, conventionOf } from './convention.ts';
import { identifierPath } from './identifiers.ts';
import { nameKey, neighbours } from './words.ts';

/** How a name was found: as written, in another spelling, or only by taking it for a typo. */
export type Found<Thing> =
  | { readonly how: 'exact' | 'spelling'; readonly is: Thing }
  | { readonly how: 'typo'; readonly is: Thing }
  | { readonly how: 'several'; readonly names: readonly string[] }
  | { readonly how: 'unknown'; readonly near: readonly string[] };

/** Also without the name of its application in front: `product` for `shop_product`. */
export type FoundTable = Found<CatalogTable> | { readonly how: 'prefixed'; readonly is: CatalogTable };

/** The names of one schema, in every spelling. Built once a schema; looks up in constant time but for typos. */
export interface SchemaNames {
  /** `name` may be qualified and in any spelling. */
  table(name: string): FoundTable;
  /** Only as written or in another spelling; for reading, where a typo must not decide what a word is. */
  knownTable(name: string): CatalogTable | undefined;
  /** Whether any table has a column of this name, in any spelling. */
  hasColumn(name: string): boolean;
  /** Tables that have a column of this name, as written or in another spelling. */
  tablesWith(column: string): readonly CatalogTable[];
  /** Whether a table or column is called exactly this. */
  isName(name: string): boolean;
  /** What of this name is there that is no table: a view, a foreign table. */
  otherKind(name: string): CatalogTable['kind'] | undefined;
  readonly tables: readonly CatalogTable[];
  readonly convention: Convention;
}

/** Schemas that the platform keeps: their tables are found only with the schema in front. */
export const managedSchemas: ReadonlySet<string> = new Set(
  'auth storage realtime extensions vault graphql supabase_migrations godwit godwit_archive cron net pgsodium'.split(
    ' ',
  ),
);

const isTable = (table: CatalogTable): boolean =>
  table.kind === 'table' || table.kind === 'partitioned table';

export const displayName = (table: CatalogTable): string =>
  table.schema === 'public' ? table.name : `${table.schema}.${table.name}`;

function indexBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Map<string, Thing[]> {
  const index = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const known = index.get(key);
    if (known) known.push(thing);
    else index.set(key, [thing]);
  }
  return index;
}

const built = new WeakMap<Catalog, SchemaNames>();

export function schemaNames(catalog: Catalog): SchemaNames {
  const known = built.get(catalog);
  if (known) return known;
  const names = buildNames(catalog);
  built.set(catalog, names);
  return names;
}

function buildNames(catalog: Catalog): SchemaNames {
  const every = catalog.tables.filter(isTable);
  const tables = every.filter((table) => !managedSchemas.has(table.schema));
  const byName = indexBy(every, (table) => table.name);
  const byKey = indexBy(every, (table) => nameKey(table.name));
  const columns = columnIndex(tables);
  let convention: Convention | undefined;

  const open = (table: CatalogTable, schema: string | undefined): boolean =>
    schema === undefined ? !managedSchemas.has(table.schema) : table.schema === schema;

  /** `public` wins over other schemas, as the search path has it. */
  function pick(candidates: readonly CatalogTable[]): CatalogTable | undefined {
    if (candidates.length === 1) return candidates[0];
    const inPublic = candidates.filter((table) => table.schema === 'public');
    return inPublic.length === 1 ? inPublic[0] : undefined;
  }

  let tails: Map<string, CatalogTable[]> | undefined;
  const byTail = (): Map<string, CatalogTable[]> => {
    tails ??= tailsOf(tables, (prefix) => byKey.has(nameKey(prefix)));
    return tails;
  };

  function lookUp(name: string): readonly CatalogTable[] {
    const whole = (byName.get(name) ?? []).filter((table) => open(table, undefined));
    if (whole.length > 0) return whole;
    const parts = identifierPath(name);
    const last = parts?.at(-1)?.text ?? name;
    const schema = parts?.at(-2)?.text;
    const inSchema = (found: readonly CatalogTable[] | undefined) =>
      (found ?? []).filter((table) => open(table, schema));
    const exact = inSchema(byName.get(last));
    if (exact.length > 0 || parts?.at(-1)?.quoted) return exact;
    return inSchema(byKey.get(nameKey(last)));
  }

  /** Tables of this name in other schemas than the one that was said. */
  const elsewhere = (name: string): readonly string[] =>
    (byKey.get(nameKey(name)) ?? [])
      .filter((table) => !managedSchemas.has(table.schema))
      .map((table) => `${table.schema}.${table.name}`);

  return {
    tables,
    get convention() {
      convention ??= conventionOf(tables);
      return convention;
    },
    otherKind: (name) =>
      catalog.tables.find((one) => !isTable(one) && nameKey(displayName(one)) === nameKey(name))?.kind,
    knownTable: (name) => pick(lookUp(name)),
    hasColumn: (name) => columns.byKey.has(nameKey(name)),
    tablesWith: (name) => columns.byKey.get(nameKey(name)) ?? [],
    isName: (name) => byName.has(name) || columns.names.has(name),
    table(name) {
      const found = lookUp(name);
      const is = pick(found);
      if (is) return { how: is.name === name || displayName(is) === name ? 'exact' : 'spelling', is };
      if (found.length > 1)
        return { how: 'several', names: found.map((table) => `${table.schema}.${table.name}`) };
      const parts = identifierPath(name);
      const tailed = parts?.length === 1 ? byTail().get(nameKey(name)) : undefined;
      if (tailed?.length === 1 && tailed[0]) return { how: 'prefixed', is: tailed[0] };
      const schema = parts?.at(-2)?.text;
      // A table of another schema is another table, however it is called.
      const inSchema = schema === undefined ? tables : tables.filter((table) => table.schema === schema);
      const last = parts?.at(-1)?.text ?? name;
      const near = neighbours(last, new Set(inSchema.map((table) => table.name)));
      if (schema !== undefined && near.length === 0) return { how: 'unknown', near: elsewhere(last) };
      const only = near.length === 1 ? pick(inSchema.filter((table) => table.name === near[0])) : undefined;
      return only ? { how: 'typo', is: only } : { how: 'unknown', near };
    },
  };
}

/**
 * `shop_product`, by `product`: what stands in front is the name of an application, and no table. Its name has two
 * words (`openwisp_users_user`) where several tables begin so.
 */
function tailsOf(
  tables: readonly CatalogTable[],
  isTableName: (prefix: string) => boolean,
): Map<string, CatalogTable[]> {
  const prefixes = indexBy(tables, ({ name }) => /^[a-z]+_[a-z]+(?=_)/.exec(name)?.[0] ?? '');
  const tails = new Map<string, CatalogTable[]>();
  for (const table of tables) {
    const { name } = table;
    const [one] = /^[a-z]+(?=_)/.exec(name) ?? [];
    const [two] = /^[a-z]+_[a-z]+(?=_)/.exec(name) ?? [];
    const shared = two !== undefined && (prefixes.get(two) ?? []).length > 1 ? [two] : [];
    for (const prefix of [...(one === undefined ? [] : [one]), ...shared]) {
      if (isTableName(prefix)) continue;
      const key = nameKey(name.slice(prefix.length + 1));
      tails.set(key, [...(tails.get(key) ?? []), table]);
    }
  }
  return tails;
}

/** Tables by the key of each of their columns. Most names stand in many tables: each key is made once. */
function columnIndex(tables: readonly CatalogTable[]) {
  const names = new Map<string, string>();
  const byKey = new Map<string, CatalogTable[]>();
  for (const table of tables) {
    for (const { name } of table.columns) {
      let key = names.get(name);
      if (key === undefined) {
        key = nameKey(name);
        names.set(name, key);
      }
      const known = byKey.get(key);
      if (!known) byKey.set(key, [table]);
      else if (known.at(-1) !== table) known.push(table);
    }
  }
  return { names, byKey };
}

export function columnOf(table: CatalogTable, name: string): Found<CatalogColumn> {
  const exact = table.columns.find((column) => column.name === name);
  if (exact) return { how: 'exact', is: exact };
  const spelled = spellings(table, name);
  if (spelled.length === 1 && spelled[0]) return { how: 'spelling', is: spelled[0] };
  if (spelled.length > 1) return { how: 'several', names: spelled.map((column) => column.name) };
  const near = neighbours(
    name,
    table.columns.map((column) => column.name),
  );
  const only = near.length === 1 ? table.columns.find((column) => column.name === near[0]) : undefined;
  return only ? { how: 'typo', is: only } : { how: 'unknown', near };
}

function spellings({ columns }: CatalogTable, name: string): readonly CatalogColumn[] {
  const key = nameKey(name);
  const low = name.toLowerCase();
  return columns.filter((column) => nameKey(column.name) === key || column.name.toLowerCase() === low);
}

/** Only as written or in another spelling: most words are no column, and looking for their neighbours costs most. */
export function knownColumn(table: CatalogTable, name: string): CatalogColumn | undefined {
  const exact = table.columns.find((column) => column.name === name);
  const spelled = exact ? [exact] : spellings(table, name);
  return spelled.length === 1 ? spelled[0] : undefined;
}
