import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { meaningful, type Token, tokenize } from './tokens.ts';
import { element, isOfType } from './type.ts';

interface Renamed {
  readonly schema: string;
  readonly name: string;
  readonly value: string;
  readonly to: string;
}

/** The schema as the database would write it when a label of an enum has another name: in defaults, checks, views. */
export function withLabel(catalog: Catalog, renamed: Renamed): Catalog {
  const follow = (sql: string): string => followed(sql, renamed);
  const maybe = (sql: string | null): string | null => (sql === null ? null : follow(sql));
  const defined = <One extends { readonly definition: string }>(one: One): One => ({
    ...one,
    definition: follow(one.definition),
  });
  return {
    ...catalog,
    tables: catalog.tables.map((table) => ({
      ...table,
      ...(table.definition == null ? {} : { definition: follow(table.definition) }),
      columns: defaultsOf(table, renamed, follow),
      constraints: table.constraints.map(defined),
      indexes: table.indexes.map(defined),
      policies: table.policies.map((one) => ({ ...one, using: maybe(one.using), check: maybe(one.check) })),
      triggerDefinitions: (table.triggerDefinitions ?? []).map(defined),
    })),
  };
}

/** An earlier operation of the request may have written one without its type. */
const defaultsOf = (
  { columns }: CatalogTable,
  renamed: Renamed,
  follow: (sql: string) => string,
): CatalogTable['columns'] =>
  columns.map((column) => {
    if (column.default === null) return column;
    const isBare = isOfType(column.type, renamed) && textOf(column.default) === renamed.value;
    return { ...column, default: isBare ? literal(renamed.to) : follow(column.default) };
  });

function followed(sql: string, renamed: Renamed): string {
  const tokens = tokenize(sql);
  return tokens
    .map((token, at) => {
      const text = token.kind === 'string' ? textOf(token.text) : null;
      if (text === null) return token.text;
      const type = castAfter(tokens, at);
      if (!isOfType(element(type), renamed)) return token.text;
      if (!type.endsWith('[]')) return text === renamed.value ? literal(renamed.to) : token.text;
      const list = relabelledList(text, renamed);
      return list === text ? token.text : literal(list);
    })
    .join('');
}

/** What a plain string constant says; null for one of another form. */
export function textOf(sql: string): string | null {
  const plain = /^'((?:[^']|'')*)'$/.exec(sql)?.[1];
  if (plain !== undefined) return plain.replaceAll("''", "'");
  const escaped = /^E'((?:[^'\\]|''|\\[\\'])*)'$/.exec(sql)?.[1];
  return escaped === undefined
    ? null
    : escaped.replaceAll(/''|\\(.)/g, (whole, one) => one ?? whole.slice(1));
}

/** The type to which the constant is cast, e.g. `public.mood[]`. */
function castAfter(tokens: readonly Token[], at: number): string {
  const [cast, ...rest] = tokens.slice(at + 1).filter(meaningful);
  if (cast?.text !== '::') return '';
  const [schema, dot, name, open, close] = rest;
  if (schema?.kind !== 'name' || dot?.text !== '.' || name?.kind !== 'name') return '';
  return `${schema.value}.${name.value}${open?.text === '[' && close?.text === ']' ? '[]' : ''}`;
}

/** `{open,"in work",NULL}` */
const relabelledList = (list: string, { value, to }: Renamed): string =>
  list.replaceAll(/"((?:[^"\\]|\\[\s\S])*)"|[^{},"]+/g, (whole, quoted: string | undefined) => {
    const label = quoted === undefined ? whole : quoted.replaceAll(/\\([\s\S])/g, '$1');
    return label === value && (quoted !== undefined || whole !== 'NULL')
      ? `"${to.replaceAll(/["\\]/g, (one) => `\\${one}`)}"`
      : whole;
  });
