import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnOf, displayName } from '../../resolve/schema-names.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { indexOn } from './plain.ts';

/** `We should add a composite index`: on what, the query says that the text shows. */
const order =
  /^(?:(?:so|i think|i guess|please|looks like|seems like),? )*(?:(?:we|it|this|that|the query|the table) (?:should|need to|needs?|must|have to|could really use|want to|would need|is missing|lacks?) )?(?:probably |just )?(?:(?:add|create|have|get|introduce|use)s? )?(?:(?:an?|the|some|proper|composite|compound|matching|suitable|covering|appropriate|missing|multi-column|new|database|supporting|db|corresponding) )+index(?: (?:for|on) (?:it|this|that|these|those|this query|that query|the query|this filter|both|both columns|those columns|these columns|the two columns))?(?: (?:here|there|to (?:speed (?:it|this|that|things) up|support (?:it|this|that|this query|the query)|avoid (?:it|this|that|the seq scan|the sequential scan|the full scan|seq scans|sequential scans)|fix (?:it|this|that)|cover (?:it|this|that|this query))))?$/i;

const where =
  /\bwhere\s+([\s\S]+?)(?=\border\s+by\b|\bgroup\s+by\b|\blimit\b|\boffset\b|\bfor\s+update\b|[;`]|$)/i;
const sorted = /\border\s+by\s+([\w."]+)(\s+desc)?(?:\s+nulls\s+\w+)?\s*(?=limit\b|offset\b|[;`]|$)/i;
const condition = /^\(?(?:\w+\.)?"?(\w+)"?\s*(=|<=|>=|<|>|\bbetween\b|\bis\s+null\b|\bin\b)\s*.*$/is;
const source = /\bfrom\s+(?:"?(\w+)"?\.)?"?(\w+)"?/gi;
const queries = /```(?:sql|postgres(?:ql)?|pgsql)?\s*\n([\s\S]*?)```|`([^`\n]*\bwhere\b[^`\n]*)`/gi;

interface Filter {
  readonly table: CatalogTable;
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
}

/** By which columns of which table a query looks rows up; undefined where an index alone does not tell. */
function filterOf(
  query: string,
  mentioned: readonly CatalogTable[],
  { names }: ReadingContext,
): Filter | undefined {
  const said = where.exec(query)?.[1];
  if (said === undefined || /\b(?:or|join|union|like|ilike|not|exists|select)\b/i.test(said))
    return undefined;
  if (/\bjoin\b/i.test(query)) return undefined;
  const from = [...query.matchAll(source)].map(([, , name = '']) => names.knownTable(name));
  const [table] = from.length > 0 ? from : mentioned;
  if (!table || from.length > 1 || (from.length === 0 && mentioned.length !== 1)) return undefined;
  const parts = said
    .replace(/\bbetween\s+\S+\s+and\s+\S+/gi, 'between x')
    .split(/\band\b/i)
    .map((part) => condition.exec(part.trim()));
  const equal: string[] = [];
  const ranged: string[] = [];
  for (const part of parts) {
    const found = part && columnOf(table, part[1] ?? '');
    if (found?.how !== 'exact') return undefined;
    (/^(?:=|in|is\s+null)$/i.test(part?.[2] ?? '') ? equal : ranged).push(found.is.name);
  }
  const sort = sorted.exec(query);
  const by = sort ? columnOf(table, (sort[1] ?? '').split('.').at(-1) ?? '') : undefined;
  if (sort && by?.how !== 'exact') return undefined;
  if (ranged.length > 1) return undefined;
  const columns = [...new Set([...equal, ...ranged])].map((name) => ({ name, descending: false }));
  const last = by?.how === 'exact' ? by.is.name : undefined;
  if (last !== undefined && ranged.length === 0 && !equal.includes(last))
    columns.push({ name: last, descending: sort?.[2] !== undefined });
  return { table, columns };
}

/** Takes an index that is ordered without its columns from the one query that the text shows. */
export function readIndexOfQuery(
  tokens: readonly Token[],
  draft: Draft,
  mentioned: readonly CatalogTable[],
  context: ReadingContext,
): boolean {
  if (!order.test(textOf(tokens))) return false;
  const shown = [...context.text.matchAll(queries)]
    .map(([, block, span]) => block ?? span ?? '')
    .filter((query) => where.test(query));
  const [query, ...others] = new Set(shown);
  const filter = query !== undefined && others.length === 0 ? filterOf(query, mentioned, context) : undefined;
  if (!filter || filter.columns.length === 0) return false;
  const { table, columns } = filter;
  draft.notes.push(
    `the index is on what the query filters and sorts by: ${displayName(table)} (${columns.map(({ name, descending }) => `${name}${descending ? ' desc' : ''}`).join(', ')})`,
  );
  draft.rules.push({
    ...indexOn(
      table,
      columns.map(({ name }) => name),
    ),
    descending: columns.map(({ descending }) => descending),
  });
  return true;
}
