import {
  attributeAt,
  type FactsReading,
  followFacts,
  join,
  noFacts,
  scanFacts,
  sharedFacts,
  sharedFrom,
} from '../../attributes/read.ts';
import { pairHints } from '../../lexicon/name-hints.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { articles, words } from '../../lexicon/words.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { hintOf } from '../../resolve/type-hint.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import { beginsClause } from './clause.ts';
import type { ReadingContext } from './context.ts';
import { listOf, remembered } from './lists.ts';
import { isIdentifier, type NameReading, name, nameOf } from './names.ts';
import { isTypeOfBefore } from './type-behind.ts';

export interface ColumnReading {
  readonly name: NameReading;
  readonly facts: FactsReading;
  /** The text calls it a column, marks the name, or gives it a type. */
  readonly explicit: boolean;
  /** `scheduling columns`: one name for several that follow. */
  readonly group: boolean;
}

const nouns: ReadonlySet<string> = new Set(words.column);
const plurals: ReadonlySet<string> = new Set(['columns', 'fields', 'attributes']);
const called = words.called.map((phrase) => phrase.split(' '));

const isNoun = (token: Token | undefined): boolean => token?.kind === 'word' && nouns.has(token.low);

function skipCalled(tokens: readonly Token[], at: number): number {
  const found = called.find((phrase) => phrase.every((word, index) => tokens[at + index]?.low === word));
  return found ? at + found.length : at;
}

const shortTypes: ReadonlySet<string> = new Set(
  'int integer bigint smallint text numeric decimal uuid boolean bool json jsonb varchar date timestamp timestamptz'.split(
    ' ',
  ),
);

/** Attributes in front of the name, `a required integer …`; one way for each number of them. */
function leading(tokens: readonly Token[], start: number, context: ReadingContext): Reading<FactsReading>[] {
  const ways: Reading<FactsReading>[] = [];
  let facts = noFacts;
  let at = start;
  while (at < tokens.length) {
    while (tokens[at]?.kind === 'word' && articles.has(tokens[at]?.low ?? '')) at += 1;
    if (tokens[at]?.low === 'general' && tokens[at + 1]?.low === 'purpose') at += 2;
    ways.push({ value: facts, next: at });
    const found = tokens[at]?.text === ',' && ways.length > 1 ? undefined : attributeAt(tokens, at, context);
    // `int, b int`, behind `a`: that is the type of a column before.
    const own = shortTypes.has(tokens[at]?.low ?? '') && tokens[at + 1]?.text === ',';
    if (!found || ways.length > 4 || (own && shortTypes.has(tokens[at + 3]?.low ?? ''))) break;
    facts = join(facts, { ...found, disagreements: [], left: [] });
    at = found.next;
    // `a currency, default EUR`: what is said about the column, and no name.
    const more = tokens[at]?.text === ',' || tokens[at]?.low === 'and';
    if (more && tokens[at + 1]?.low !== 'default') at += 1;
  }
  // The most attributes first: `a text column called notes` is not a column called text.
  return ways.reverse();
}

function* withFacts(
  tokens: readonly Token[],
  at: number,
  reading: Omit<ColumnReading, 'explicit' | 'group'>,
  explicit: boolean,
  context: ReadingContext,
  group = false,
): Iterable<Reading<ColumnReading>> {
  const after = followFacts(tokens, at, context);
  if (after.next > at) {
    const facts = join(reading.facts, after);
    const typed = explicit || facts.facts.type !== undefined;
    yield {
      value: { name: reading.name, facts, explicit: typed, group },
      next: isNoun(tokens[after.next]) ? after.next + 1 : after.next,
    };
  }
  const typed = explicit || reading.facts.facts.type !== undefined;
  yield { value: { name: reading.name, facts: reading.facts, explicit: typed, group }, next: at };
}

/** A code span such as `difficulty integer not null default 5`. */
function* definition(tokens: readonly Token[], at: number, facts: FactsReading, context: ReadingContext) {
  const token = tokens[at];
  const first = token?.kind === 'code' ? token.inner[0] : undefined;
  if (!token || !first || token.inner.length < 2 || first.kind !== 'word' || !isIdentifier(first.text))
    return;
  const start = token.inner[1]?.text === ':' ? 2 : 1;
  const inside = followFacts(token.inner, start, context);
  if (inside.next < token.inner.length || inside.facts.type === undefined) return;
  const reading = { name: nameOf(first.text, true), facts: join(facts, inside) };
  yield* withFacts(tokens, at + 1, reading, true, context);
}

/** `at timestamptz`; `a int` beside `b int`: words of the language, called so here. */
function isCalledSo(tokens: readonly Token[], at: number): boolean {
  const [word, type] = [tokens[at]?.low, tokens[at + 1]?.low ?? ''];
  if (word === 'at') return /^timestamp(?:tz)?$/.test(type);
  return (
    word === 'a' &&
    shortTypes.has(type) &&
    tokens.some(({ low }, index) => low === 'b' && shortTypes.has(tokens[index + 1]?.low ?? ''))
  );
}

function* readColumn(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<ColumnReading>> {
  if (isCalledSo(tokens, at)) {
    const named = { name: nameOf(tokens[at]?.text ?? '', true), facts: noFacts };
    yield* withFacts(tokens, at + 1, named, true, context);
  }
  for (const lead of leading(tokens, at, context)) {
    const before = isNoun(tokens[lead.next]);
    // `an integer column`: the noun may have been read with the type.
    const noun = before || (lead.next > at && isNoun(tokens[lead.next - 1]));
    const behind = before ? lead.next + 1 : lead.next;
    const named = noun ? skipCalled(tokens, behind) : behind;
    // `a column for the difficulty`
    const start =
      noun && tokens[named]?.low === 'for' && named === behind ? skipThe(tokens, named + 1) : named;
    yield* definition(tokens, start, lead.value, context);
    for (const found of name(tokens, start, context)) {
      if (start === lead.next && start > at && isTypeOfBefore(tokens[start - 1], found.value)) continue;
      const explicit = noun || found.value.marked || isNoun(tokens[found.next]);
      const next = isNoun(tokens[found.next]) ? found.next + 1 : found.next;
      const last = tokens[next]?.low === 'called' || tokens[next]?.low === 'named';
      if (last || endsName(found.value, tokens[next])) continue;
      const mark = tokens[next];
      if (next > found.next && !found.value.marked && mark?.kind === 'code' && isIdentifier(mark.text)) {
        // `a progress percentage column `progress``: the words describe what the mark names.
        const described = join(lead.value, scanFacts(tokens.slice(start, found.next), context));
        yield* withFacts(
          tokens,
          next + 1,
          { name: nameOf(mark.text, true), facts: { ...described, left: [] } },
          true,
          context,
        );
      }
      const group = next > found.next && !found.value.marked && plurals.has(tokens[found.next]?.low ?? '');
      yield* withFacts(tokens, next, { name: found.value, facts: lead.value }, explicit, context, group);
    }
  }
}

/** `phone number`: one name, also where another table has a `phone`; `id number` is a name and its type. */
const endsName = ({ text, marked }: NameReading, behind: Token | undefined): boolean =>
  !marked &&
  behind?.kind === 'word' &&
  text.toLowerCase() !== 'id' &&
  `${text.split(' ').at(-1)} ${behind.text}`.toLowerCase() in pairHints;

function skipThe(tokens: readonly Token[], at: number): number {
  let next = at;
  while (articles.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** {column}: `a required integer column called difficulty (1 to 10)`, `difficulty`, `tasks.difficulty` … */
export const column = remembered<ReadingContext, ColumnReading>(readColumn);

const ofType = new Phrases(phrases('of type | as | with type | of the type | of data type | with the type'));
const separators = new Set([',', 'and', '&', 'plus', '+']);

/** `tasks.owner_id`, of a table and a column that the schema has. */
function isThere(token: Token | undefined, { names }: ReadingContext): boolean {
  const dot = token?.text.lastIndexOf('.') ?? -1;
  const table = dot > 0 ? names.knownTable(token?.text.slice(0, dot) ?? '') : undefined;
  return (
    table !== undefined && /^(?:exact|spelling)$/.test(columnOf(table, token?.text.slice(dot + 1) ?? '').how)
  );
}

const tableNouns: ReadonlySet<string> = new Set(words.table);

/** `…, and a `team_invitations` table`: no column more. */
function isTable(tokens: readonly Token[], at: number): boolean {
  const name = skipThe(tokens, at);
  const noun = tokens[name + 1];
  return name > at && noun?.kind === 'word' && tableNouns.has(noun.low);
}

/** `… and tasks.owner_id should` begins the next request. */
function between(tokens: readonly Token[], at: number, context: ReadingContext): number {
  let next = at;
  while (separators.has(tokens[next]?.low ?? '')) next += 1;
  const shared = tokens[next]?.low === 'both' && sharedFrom(tokens, next, context) !== undefined;
  const ends =
    shared || isThere(tokens[next], context) || isTable(tokens, next) || beginsClause(tokens, next, context);
  return ends ? at : next;
}

/** Several {column}, the longest list first. */
const listed = listOf<ReadingContext, ColumnReading>(column, between);

/** {columns}: `… a and b (both uuid)` says it of each, and more may follow. */
export const columns: typeof listed = remembered<ReadingContext, readonly ColumnReading[]>(
  function* (tokens, at, context) {
    for (const read of listed(tokens, at, context)) {
      const typed = ofOneType(read.value, tokens, at);
      const found = { ...read, value: asMoments(typed, tokens, read.next) };
      const shared = found.value.length > 1 ? sharedFacts(tokens, found.next, context) : undefined;
      if (shared) {
        const value = found.value.map((one) => shareFacts(one, shared.facts));
        const next = between(tokens, shared.next, context);
        if (next > shared.next)
          for (const more of columns(tokens, next, context))
            yield { value: [...value, ...more.value], next: more.next };
        yield { value, next: shared.next };
      }
      yield found;
    }
  },
);

/**
 * `two time columns `quiet_from` and `quiet_until``, `a and b of type text`: one type for each of them. Not where
 * the names say different things: `nickname and is_public of type boolean`.
 */
function ofOneType(
  read: readonly ColumnReading[],
  tokens: readonly Token[],
  at: number,
): readonly ColumnReading[] {
  const [first, ...others] = read;
  const noun = tokens.findIndex(({ low }, index) => index > at && plurals.has(low));
  const type = first?.facts.facts.type;
  const last = others.at(-1);
  const typed = (from: ColumnReading | undefined): FactsReading => ({
    ...noFacts,
    facts: from?.facts.facts.type === undefined ? {} : { type: from.facts.facts.type },
  });
  const withType = (one: ColumnReading, from: ColumnReading): ColumnReading =>
    one.facts.facts.type === undefined
      ? { ...one, facts: join(one.facts, typed(from)), explicit: true }
      : one;
  if (!first || !last) return read;
  if (tokens[noun + 1]?.text === first.name.text && type !== undefined)
    return [first, ...others.map((one) => withType(one, first))];
  const behind = tokens.findLastIndex(({ text }, index) => index >= at && text === last.name.text) + 1;
  const called = tokens.slice(Math.max(0, at - 1), at + 2).some(({ low }) => plurals.has(low));
  const said = ofType.startsAt(tokens, behind) || (called && tokens[behind]?.text === '(');
  const bare = read.slice(0, -1).every(({ facts }) => Object.keys(facts.facts).length === 0);
  const alike = new Set(read.map(({ name }) => hintOf(name.text))).size === 1;
  return said && bare && alike && last.facts.facts.type !== undefined
    ? [...read.slice(0, -1).map((one) => withType(one, last)), last]
    : read;
}

const moment = /(?:_at|[a-z]At)$/;
/** `a createdAt and updatedAt date`: the noun says of both what their names say better. */
function asMoments(
  read: readonly ColumnReading[],
  tokens: readonly Token[],
  next: number,
): readonly ColumnReading[] {
  const last = read.at(-1);
  const noun = tokens[next - 1]?.low === 'date' && tokens[next - 2]?.text === last?.name.text;
  const bare = read.slice(0, -1).every(({ facts }) => facts.facts.type === undefined);
  if (!last || !noun || !bare || read.length === 1 || !read.every(({ name }) => moment.test(name.text)))
    return read;
  const { type, ...facts } = last.facts.facts;
  return [...read.slice(0, -1), { ...last, facts: { ...last.facts, facts } }];
}

const shareFacts = (one: ColumnReading, shared: FactsReading): ColumnReading => ({
  ...one,
  facts: join(one.facts, shared),
  explicit: one.explicit || shared.facts.type !== undefined,
});
