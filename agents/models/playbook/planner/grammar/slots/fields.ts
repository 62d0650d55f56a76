import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { articles, words } from '../../lexicon/words.ts';
import { isPeopleWord, peopleTable } from '../../resolve/people.ts';
import { knownColumn } from '../../resolve/schema-names.ts';
import { columnSpoken, isSpoken, tablesSpoken } from '../../resolve/spoken-noun.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { listOf, remembered } from './lists.ts';
import { name, type TableReading, table } from './names.ts';

/** A column that is there, wherever its table stands: `status of tasks`, `the task's status`, `tasks.status`. */
export interface FieldReading {
  readonly text: string;
  /** Undefined where the text names no table; then each of these has such a column. */
  readonly table: TableReading | undefined;
  readonly tables: readonly CatalogTable[];
}

/** In front of a table these take some of its rows. */
const someRows: ReadonlySet<string> = new Set(
  'old existing current new some both missing two three another other'.split(' '),
);
const columnNouns: ReadonlySet<string> = new Set([...words.column, 'values']);
const ofWords: ReadonlySet<string> = new Set('of in on for from at'.split(' '));

function skip(tokens: readonly Token[], at: number, over: ReadonlySet<string>): number {
  let next = at;
  while (tokens[next]?.kind === 'word' && over.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** The column of a table that a word means: also `task status` of tasks, and `owner` for owner_id. */
export function columnMeant(of: CatalogTable, text: string): CatalogColumn | undefined {
  const own = `${nameKey(of.name)}_`;
  const key = nameKey(text);
  if (key === '') return undefined;
  const short = key.startsWith(own) ? [key.slice(own.length)] : [];
  for (const said of [text, ...short, `${text}_id`, ...short.map((one) => `${one}_id`)]) {
    const found = knownColumn(of, said);
    if (found) return found;
  }
  return isSpoken(text) ? columnSpoken(of, text) : undefined;
}

/** {entity}: a table that is there, also by what its rows are: `users` for profiles */
export const entity = remembered<ReadingContext, TableReading>(function* (tokens, at, context) {
  const start = skip(tokens, at, articles);
  if (tokens.slice(at, start).some(({ low }) => someRows.has(low))) return;
  for (const found of table(tokens, at, context)) if (found.value.table) yield found;
  const word = tokens[start];
  if (word?.kind !== 'word' || !isPeopleWord(word.text)) return;
  const is = peopleTable(context.catalog);
  if (is)
    yield { value: { text: word.text.replace(/['’]s?$/, ''), marked: false, table: is }, next: start + 1 };
});

const separators: ReadonlySet<string> = new Set([',', 'and', '&', 'or', '+']);
function gap(tokens: readonly Token[], at: number): number {
  return skipSeparators(tokens, at);
}
function skipSeparators(tokens: readonly Token[], at: number): number {
  let next = at;
  while (separators.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** {entities} */
export const entities = listOf<ReadingContext, TableReading>(entity, gap);

/** {field} */
export const field = remembered<ReadingContext, FieldReading>(function* (tokens, at, context) {
  const start = skip(tokens, skip(tokens, at, articles), columnNouns);
  for (const found of name(tokens, start, context)) {
    const { text } = found.value;
    if (found.value.table !== undefined) {
      const owner = context.names.knownTable(found.value.table);
      if (owner && columnMeant(owner, text))
        yield {
          value: { text, table: { text: owner.name, marked: true, table: owner }, tables: [owner] },
          next: found.next,
        };
      continue;
    }
    const behind = skip(tokens, found.next, columnNouns);
    if (ofWords.has(tokens[behind]?.low ?? ''))
      for (const owner of entity(tokens, behind + 1, context)) {
        const is = owner.value.table;
        if (is && columnMeant(is, text))
          yield { value: { text, table: owner.value, tables: [is] }, next: owner.next };
      }
    const known = context.names.tablesWith(text);
    const tables = known.length === 0 && isSpoken(text) ? tablesSpoken(text, context.names) : known;
    if (tables.length > 0) {
      const value = { text, table: undefined, tables };
      yield { value, next: behind };
      // For a form that says `columns` itself.
      if (behind > found.next) yield { value, next: found.next };
    }
  }
  for (const owner of entity(tokens, start, context)) {
    const is = owner.value.table;
    if (!is) continue;
    for (const found of name(tokens, skip(tokens, owner.next, columnNouns), context))
      if (columnMeant(is, found.value.text))
        yield {
          value: { text: found.value.text, table: owner.value, tables: [is] },
          next: skip(tokens, found.next, columnNouns),
        };
  }
});

const joints: ReadonlySet<string> = new Set([',', 'and', '&']);
const allFields = listOf<ReadingContext, FieldReading>(field, (tokens, at) => skipJoints(tokens, at));
function skipJoints(tokens: readonly Token[], at: number): number {
  let next = at;
  while (joints.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** {fields}: two or more */
export function* fields(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly FieldReading[]>> {
  for (const found of allFields(tokens, at, context)) if (found.value.length > 1) yield found;
}
