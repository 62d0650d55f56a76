import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { articles, words } from '../../lexicon/words.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { name } from './names.ts';
import { knowns } from './places.ts';

/** What the catalog says which tables are meant by `every table with owner_id but tasks`. */
export interface SomeTables {
  readonly tables: readonly CatalogTable[];
  /** The words of the text. */
  readonly said: string;
}

const nouns: ReadonlySet<string> = new Set(words.column);
const phrasesOf = (all: string): readonly (readonly string[])[] =>
  all.split(' | ').map((phrase) => phrase.split(' '));

const every = phrasesOf(
  'every table | each table | all tables | all the tables | all of the tables | all our tables | all of our tables | any table',
);
const having = phrasesOf(
  'with | having | that has | that have | which has | which have | containing | that contains | that contain',
);
const lacking = phrasesOf(
  'without | lacking | that lacks | that lack | that has no | that have no | with no',
);
const excepting = phrasesOf(
  'except for | except | but not | but | other than | excluding | besides | apart from | save',
);

/** Where the longest of the phrases that stands here ends. */
function behind(phrases: readonly (readonly string[])[], tokens: readonly Token[], at: number): number {
  const lengths = phrases.flatMap((phrase) =>
    phrase.every((word, index) => tokens[at + index]?.low === word) ? [phrase.length] : [],
  );
  return at + Math.max(0, ...lengths);
}

function skip(tokens: readonly Token[], at: number, over: ReadonlySet<string>): number {
  let next = at;
  while (tokens[next]?.kind === 'word' && over.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

const has = (table: CatalogTable, text: string): boolean =>
  /^(?:exact|spelling)$/.test(columnOf(table, text).how);

/** The tables that have the column which the words behind `with` name, or that lack it. */
function* filtered(
  tables: readonly CatalogTable[],
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly CatalogTable[]>> {
  const lacks = behind(lacking, tokens, at);
  const start = lacks > at ? lacks : behind(having, tokens, at);
  if (start === at) return;
  for (const { value, next } of name(tokens, skip(tokens, skip(tokens, start, articles), nouns), context)) {
    const found = tables.filter((table) => has(table, value.text));
    // A column that no table has is a slip of the pen, or another word.
    if (found.length > 0 && value.table === undefined)
      yield {
        value: lacks > at ? tables.filter((table) => !found.includes(table)) : found,
        next: skip(tokens, next, nouns),
      };
  }
}

function* excepted(
  tables: readonly CatalogTable[],
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly CatalogTable[]>> {
  const lead = tokens[at]?.text === ',' ? at + 1 : at;
  const start = behind(excepting, tokens, lead);
  if (start === lead) return;
  for (const { value, next } of knowns(tokens, start, context)) {
    const out = new Set(value.map(({ table }) => table));
    yield { value: tables.filter((table) => !out.has(table)), next };
  }
}

/** {sometables}: `*`, and every table that has or lacks a column, or is none of those that are named */
export function* sometables(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<SomeTables>> {
  const star = tokens[at]?.text === '*';
  const start = star ? at + 1 : behind(every, tokens, at);
  if (start === at) return;
  const all = context.names.tables;
  const reading = ({ value, next }: Reading<readonly CatalogTable[]>): Reading<SomeTables> => ({
    value: {
      tables: value,
      said: tokens
        .slice(at, next)
        .map(({ raw }) => raw)
        .join(' '),
    },
    next,
  });
  for (const with_ of [...filtered(all, tokens, start, context), { value: all, next: start }]) {
    for (const rest of excepted(with_.value, tokens, with_.next, context)) yield reading(rest);
    if (with_.next > start || star) yield reading(with_);
  }
}
