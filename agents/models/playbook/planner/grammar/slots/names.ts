import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { Reference } from '../../attributes/spec.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { isStopword, notTableNames } from '../../lexicon/stopwords.ts';
import { articles, rowNouns, words } from '../../lexicon/words.ts';
import { type IdentifierPart, identifierPath } from '../../resolve/identifiers.ts';
import { isPeopleWord } from '../../resolve/people.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { remembered } from './lists.ts';
import { beginsType } from './type-behind.ts';

export interface NameReading {
  readonly text: string;
  /** In a code span or quotation marks, or written with an underscore: meant as a name. */
  readonly marked: boolean;
  /** From `table.column`. */
  readonly table?: string;
  /** Quoted as SQL quotes names: kept to the letter. */
  readonly exact?: true;
  /** Of a statement of SQL: any signs belong to it. */
  readonly stated?: true;
}

export interface TableReading {
  readonly text: string;
  readonly marked: boolean;
  /** Quoted as SQL quotes names: a new table is called so, to the letter. */
  readonly exact?: true;
  /** Of a statement of SQL: any signs belong to it. */
  readonly stated?: true;
  /** Undefined where the schema has none of this name; a typo is settled later. */
  readonly table?: CatalogTable;
}

const longestName = 4;
/** Tokens of a name in brackets, the brackets counted: longer ones are prose. */
const longestBracket = 6;
const quotedText = (text: string): string =>
  /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
const pathText = (parts: readonly IdentifierPart[]): string =>
  parts.map(({ text }) => quotedText(text)).join('.');

const tableNouns: ReadonlySet<string> = new Set([
  ...words.table,
  ...'model models entity relation model/database model/table entity/table table/model'.split(' '),
]);
/** Behind a table of the schema alone: `the User schema`. */
const recordNouns: ReadonlySet<string> = new Set(
  'schema schemas collection collections db database entities object objects type'.split(' '),
);
/** Behind it always: `add this to the Order class`. */
const classNouns: ReadonlySet<string> = new Set(['class', 'struct']);
const profileNouns: ReadonlySet<string> = new Set(['profile', 'profiles', 'account', 'accounts']);
/** Behind it where something is put there: `to the customer details`. */
const detailNouns: ReadonlySet<string> = new Set(['info', 'information', 'details', 'data']);
const placing: ReadonlySet<string> = new Set('to in into on for from of with against as'.split(' '));
const columnNouns: ReadonlySet<string> = new Set(words.column);
/** What columns are, or how names are written, and what none is called. */
const notNames: ReadonlySet<string> = new Set(
  phrases(`unique | restrict | cascade | set null | no action | foreign keys | foreign key | primary keys | primary key | unique keys | unique key | unique constraint | unique constraints | check constraint | check constraints | unused | obsolete |
    unnecessary | soft delete | soft deletes | soft-delete | soft-deletes | soft deletion | not null | snake case | camel case | pascal case | kebab case | snake-case | camelcase | snake_case | varchar | nvarchar | integers | strings | bigints`),
);

const ofThings: ReadonlySet<string> = new Set(
  ['date', 'place', 'country', 'city', 'year', 'state'].flatMap((what) =>
    'birth origin death issue purchase manufacture residence hire expiry publication'
      .split(' ')
      .map((whose) => `${what} ${whose}`),
  ),
);
/** `date of birth`, `max number of guests`, `Verified By`: words of the language that belong to a name. */
function isInside(
  tokens: readonly Token[],
  at: number,
  found: readonly string[],
  { names }: ReadingContext,
): boolean {
  const [before, word, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (found.length === 0) return false;
  if (/^(?:On|By|At)$/.test(word?.text ?? ''))
    return /^\p{Lu}\p{L}+(?:ed|en)$/u.test(before?.text ?? '') && !/^\p{Lu}/u.test(behind?.text ?? '');
  if (word?.low !== 'of') return false;
  if (before?.low === 'number' && behind?.kind === 'word')
    return (
      /^(?:max|maximum|min|minimum|total)$/i.test(found[0] ?? '') ||
      (found.length === 1 && /s$/.test(behind.low) && names.knownTable(behind.text) === undefined)
    );
  return ofThings.has(`${before?.low} ${behind?.low}`);
}
const moments: ReadonlySet<string> = new Set(['date time', 'time date']);

/** `body filled from …`, `owner referencing …`: what happens to the column, not its name. */
const happenings: ReadonlySet<string> = new Set(
  'filled copied populated backfilled migrated taken referencing references enum'.split(' '),
);

export function nameOf(text: string, marked: boolean): NameReading {
  const parts = identifierPath(text) ?? [{ text, quoted: false }];
  const last = parts.at(-1);
  const exact = last?.quoted ? { exact: true as const } : {};
  const own = { text: last?.text ?? text, ...exact };
  return parts.length > 1
    ? { ...own, marked: true, table: pathText(parts.slice(0, -1)) }
    : { ...own, marked: marked || exact.exact === true };
}

export const isIdentifier = (text: string): boolean => identifierPath(text) !== undefined;

/** `[due date]`, as SQL Server quotes names. */
function bracketed(tokens: readonly Token[], at: number): Reading<NameReading> | undefined {
  if (tokens[at]?.text !== '[') return undefined;
  const close = tokens.findIndex((token, index) => index > at && token.text === ']');
  if (close <= at + 1 || close - at > longestBracket) return undefined;
  const inside = tokens.slice(at + 1, close);
  const text = inside.map(({ raw, spaced }, index) => (spaced && index > 0 ? ` ${raw}` : raw)).join('');
  return { value: { text, marked: true, exact: true }, next: close + 1 };
}

/** Quoted names with a dot between: `"crm"."my contacts"`, `[dbo].[Orders]`. */
function* quotedPath(tokens: readonly Token[], first: Reading<NameReading>): Iterable<Reading<NameReading>> {
  const dot = tokens[first.next];
  const next = tokens[first.next + 1];
  if (dot?.text !== '.' || dot.spaced || !next || next.spaced) return;
  const second =
    next.kind === 'quoted'
      ? { value: nameOf(next.raw, true), next: first.next + 2 }
      : bracketed(tokens, first.next + 1);
  if (second)
    yield {
      value: { ...second.value, marked: true, table: quotedText(first.value.text) },
      next: second.next,
    };
}

/**
 * {name}: a code span, a quotation, or one to four words none of which is a word of the language; the longest
 * first, but before all one that is a column of the schema.
 */
export const name = remembered<ReadingContext, NameReading>(function* (tokens, at, context) {
  const token = tokens[at];
  const inBrackets = bracketed(tokens, at);
  if (inBrackets) {
    yield* quotedPath(tokens, inBrackets);
    yield inBrackets;
    return;
  }
  if (token?.kind === 'code' || token?.kind === 'quoted') {
    const whole: Reading<NameReading> = { value: { text: token.text, marked: true }, next: at + 1 };
    const plain = token.inner.length <= 4 && token.inner.every((part) => part.kind === 'word');
    if (token.kind === 'quoted') yield* quotedPath(tokens, whole);
    if (context.isName(token.text)) yield { ...whole, value: { ...whole.value, exact: true } };
    else if (isIdentifier(token.text)) yield { value: nameOf(token.text, true), next: at + 1 };
    else if (token.kind === 'quoted' && plain) yield whole;
    return;
  }
  const readings: Reading<NameReading>[] = [];
  const found: string[] = [];
  for (let next = at; next < at + longestName; next += 1) {
    const word = tokens[next];
    if (word?.kind !== 'word') break;
    // `date of birth`
    if (isInside(tokens, next, found, context)) {
      found.push(word.text);
      if (word.low !== 'of')
        readings.push({ value: { text: found.join(' '), marked: false }, next: next + 1 });
      continue;
    }
    if (isStopword(word) && !word.text.includes('_')) break;
    if (found.length > 0 && (columnNouns.has(word.low) || happenings.has(word.low))) break;
    // `an enum role`: what it is stands in front.
    if (found.length === 0 && word.low === 'enum' && tokens[next + 1]?.kind === 'word') break;
    // `id PRIMARY KEY`
    if ((word.low === 'primary' || word.low === 'foreign') && tokens[next + 1]?.low === 'key') break;
    if (!isIdentifier(word.text) && !/^[\p{L}\p{N}_-]+$/u.test(word.text)) break;
    const single = /[_.]/.test(word.text);
    if (single && found.length > 0) break;
    found.push(word.text);
    const value = found.length === 1 ? nameOf(word.text, single) : { text: found.join(' '), marked: false };
    if (found.length > 1 && beginsType(tokens, next, at)) break;
    if (!notNames.has(found.join(' ').toLowerCase())) readings.push({ value, next: next + 1 });
    // `the last login date and time`: one moment.
    const [and, other] = tokens.slice(next + 1, next + 3);
    if (found.length > 1 && moments.has(`${word.low} ${other?.low}`) && /^(?:and|&|\/)$/.test(and?.low ?? ''))
      readings.push({ value: { text: `${found.slice(0, -1).join(' ')} at`, marked: false }, next: next + 3 });
    if (single) break;
  }
  readings.reverse();
  const known = readings.filter(({ value }) => context.hasColumn(value.text));
  yield* known;
  yield* readings.filter((reading) => !known.includes(reading));
});

const modelNouns: ReadonlySet<string> = new Set(['model', 'entity']);

function skipArticles(tokens: readonly Token[], at: number): number {
  let next = at;
  while (tokens[next]?.kind === 'word' && articles.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** `the user profile`: the table of profiles where there is one, else that of the users. */
function profileOf(
  known: CatalogTable | undefined,
  text: string,
  behind: Token | undefined,
  { names }: ReadingContext,
): CatalogTable | undefined {
  if (behind?.kind !== 'word' || !profileNouns.has(behind.low)) return undefined;
  const own = names.knownTable(behind.text);
  return own === undefined ? known : isPeopleWord(text) ? own : undefined;
}

const withoutPossessive = (text: string): string => text.replace(/['’]s$/, '');

/**
 * {table}: a table of the schema in any spelling (`the tasks table`, `UserProgress`, `each task`), longest name
 * first; then, with `table` left undefined, whatever stands where a table should.
 */
function* readTable(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TableReading>> {
  let start = skipArticles(tokens, at);
  let called = false;
  if (tableNouns.has(tokens[start]?.low ?? '')) {
    called = true;
    start = skipArticles(tokens, start + 1);
    if (words.called.some((word) => word === tokens[start]?.low)) start += 1;
  }
  // `of the model User`
  const model = modelNouns.has(tokens[start]?.low ?? '') ? tokens[start + 1] : undefined;
  if (model && model.kind !== 'punct' && context.names.knownTable(model.text)) start += 1;
  const after = (next: number): { next: number; noun: boolean } => {
    const low = tokens[next]?.low ?? '';
    const noun = tableNouns.has(low) || rowNouns.has(low) || classNouns.has(low);
    return { next: noun ? next + 1 : next, noun };
  };
  const first = tokens[start];
  if (!first || (first.kind === 'punct' && first.text !== '*' && first.text !== '[')) return;
  const single = first.kind === 'code' || first.kind === 'quoted';
  for (let length = single ? 1 : 3; length > 0; length -= 1) {
    const parts = tokens.slice(start, start + length);
    if (parts.length < length || (!single && parts.some((part) => part.kind !== 'word'))) continue;
    const text = withoutPossessive(parts.map((part) => part.text).join(length > 1 ? '_' : ''));
    const known = single || isIdentifier(text) ? context.names.knownTable(text) : undefined;
    const noun = recordNouns.has(tokens[start + length]?.low ?? '');
    const placed = placing.has(tokens[at - 1]?.low ?? '') ? tokens[start + length] : undefined;
    const profiled = detailNouns.has(placed?.low ?? '') ? known : profileOf(known, text, placed, context);
    if (profiled)
      yield { value: { text, marked: true, table: profiled }, next: after(start + length + 1).next };
    if (known && noun) yield { value: { text, marked: true, table: known }, next: start + length + 1 };
    if (known) yield { value: { text, marked: true, table: known }, next: after(start + length).next };
  }
  for (const found of name(tokens, start, context)) {
    const text = found.value.table
      ? `${found.value.table}.${quotedText(found.value.text)}`
      : found.value.exact
        ? quotedText(found.value.text)
        : found.value.text;
    const { next, noun } = after(found.next);
    if (!found.value.marked && notTableNames.has(text.toLowerCase().split(' ').at(-1) ?? '')) continue;
    const path = found.value.table || found.value.exact ? context.names.knownTable(text) : undefined;
    if (path) yield { value: { text, marked: true, table: path }, next };
    yield { value: { text: withoutPossessive(text), marked: called || noun || found.value.marked }, next };
  }
}

export const table = remembered<ReadingContext, TableReading>(readTable);

/** {known}: only a table that the schema has */
export function* known(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TableReading>> {
  for (const found of table(tokens, at, context)) if (found.value.table) yield found;
}

/** {ref}: `users`, `users(id)`, `users.id`, the users table */
export function* ref(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<Reference>> {
  const token = tokens[at];
  const called = /^((?:[\w$]+\.)?[\w$]+)\s*\(\s*([\w$]+)\s*\)$/.exec(
    token?.kind === 'code' ? token.text : '',
  );
  if (called?.[1] && called[2]) {
    yield { value: { table: called[1], column: called[2] }, next: at + 1 };
    return;
  }
  for (const found of table(tokens, at, context)) {
    const { text } = found.value;
    const [open, column, close] = tokens.slice(found.next, found.next + 3);
    const named = (column?.kind === 'word' || column?.kind === 'code') && isIdentifier(column.text);
    if (open?.text === '(' && named && close?.text === ')' && !text.includes('.')) {
      yield { value: { table: found.value.table?.name ?? text, column: column.text }, next: found.next + 3 };
    }
    const parts = text.split('.');
    const dotted =
      !found.value.table && parts.length > 1
        ? context.names.knownTable(parts.slice(0, -1).join('.'))
        : undefined;
    const last = parts.at(-1);
    if (dotted && last) yield { value: { table: dotted.name, column: last }, next: found.next };
    // `articles.id`, of a table that the same request makes: no schema is called `articles`.
    const [first = ''] = parts;
    const schema = first === 'public' || context.catalog.tables.some((one) => one.schema === first);
    if (!dotted && !found.value.table && parts.length === 2 && last && !schema)
      yield { value: { table: first, column: last }, next: found.next };
    const qualified =
      found.value.table && found.value.table.schema !== 'public' ? `${found.value.table.schema}.` : '';
    yield { value: { table: qualified + (found.value.table?.name ?? text) }, next: found.next };
  }
}
