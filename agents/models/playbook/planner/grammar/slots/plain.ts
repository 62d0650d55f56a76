import { followFacts, noFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import {
  accesses,
  accessesDone,
  actNouns,
  acts,
  orders,
  ownerWords,
  presence,
  staffWords,
  units,
  visitors,
} from '../../lexicon/plain.ts';
import { rowThings } from '../../lexicon/stopwords.ts';
import { typeWords } from '../../lexicon/types.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import { type ColumnReading, columns } from './columns.ts';
import type { ReadingContext } from './context.ts';
import { meaning } from './data.ts';
import { columnMeant, entity, field } from './fields.ts';
import { label } from './labels.ts';
import { number } from './literals.ts';
import { isIdentifier, type NameReading, name, type TableReading } from './names.ts';

type Tokens = readonly Token[];

const articles: ReadonlySet<string> = new Set([...words.the, 'their', 'his', 'her']);
function skipThe(tokens: Tokens, at: number): number {
  let next = at;
  while (tokens[next]?.kind === 'word' && articles.has(tokens[next]?.low ?? '')) next += 1;
  return next;
}

/** {fieldword}: a name that some table has as a column */
export function* fieldword(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  for (const found of name(tokens, at, context)) {
    const { text } = found.value;
    if (context.hasColumn(text) || context.hasColumn(`${text}_id`)) yield found;
  }
}

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly type: string;
}

/** {measure}: `an estimate in minutes` */
export function* measure(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<Measure>> {
  for (const { value, next } of name(tokens, skipThe(tokens, at), context)) {
    const unit = tokens[next + 1]?.low ?? '';
    const type = units[unit];
    if (/^(?:in|as)$/.test(tokens[next]?.low ?? '') && type !== undefined)
      yield { value: { name: value.text, unit, type }, next: next + 2 };
  }
}

/** {participle}: `last edited` */
export function* participle(tokens: Tokens, at: number): Iterable<Reading<string>> {
  const lead = /^(?:last|first)$/.test(tokens[at]?.low ?? '') ? at + 1 : at;
  const word = tokens[lead];
  if (word?.kind === 'word' && /(?:ed|en|nt|id|ld|de|ught|ent|ut|ad|old|wn|ne)$/.test(word.low))
    yield { value: (lead > at ? `${tokens[at]?.low}_` : '') + word.low, next: lead + 1 };
}

/** {spot}: a table, or a column of one, as something that changes: `status changes of tasks` */
export function* spot(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<string>> {
  for (const { value, next } of field(tokens, at, context)) {
    const of = value.table?.table ?? (value.tables.length === 1 ? value.tables[0] : undefined);
    const is = of && columnMeant(of, value.text);
    if (of && is) yield { value: `${of.name}.${is.name}`, next };
  }
  for (const { value, next } of fieldword(tokens, skipThe(tokens, at), context)) {
    if (
      !/^(?:changes|updates)$/.test(tokens[next]?.low ?? '') ||
      !/^(?:of|on|for|to)$/.test(tokens[next + 1]?.low ?? '')
    )
      continue;
    for (const owner of entity(tokens, next + 2, context)) {
      const is = owner.value.table && columnMeant(owner.value.table, value.text);
      if (is) yield { value: `${owner.value.table?.name}.${is.name}`, next: owner.next };
    }
  }
  for (const { value, next } of entity(tokens, at, context))
    if (value.table) yield { value: value.table.name, next };
}

export type Other = { readonly table: TableReading } | { readonly noun: string };

/** {other}: a table that is there, or what there is none for yet */
export function* other(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<Other>> {
  for (const { value, next } of entity(tokens, at, context)) yield { value: { table: value }, next };
  for (const { value, next } of name(tokens, skipThe(tokens, at), context))
    if (context.names.knownTable(value.text) === undefined) yield { value: { noun: value.text }, next };
}

/** {things}: columns one of which is called like a part of a page, with nothing said about it */
export function* things(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly ColumnReading[]>> {
  for (const found of columns(tokens, at, context)) {
    const isThing = ({ name: { text }, explicit, facts }: ColumnReading): boolean =>
      !explicit &&
      Object.keys(facts.facts).length === 0 &&
      rowThings.has(text.toLowerCase().split(/[ _]/).at(-1) ?? '');
    if (found.value.some(isThing)) yield found;
  }
}

export interface Act {
  readonly noun: string;
  readonly columns: string;
}
export const act = meaning(acts);
export const noun = meaning(actNouns);
export const order = meaning(orders);
export const access = meaning(accesses);
export const accessed = meaning(accessesDone);
export const person = meaning([[ownerWords, true]]);
export const staff = meaning(staffWords.map((word) => [[word], word] as const));

/** {newname}: how something new shall be called */
export function* newname(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  yield* name(tokens, skipThe(tokens, at), context);
}

const stampWords = /^(?:timestamps?|time-stamps?)$/;
/** {stamps}: `creation and modification timestamps` */
export function* stamps(tokens: Tokens, at: number): Iterable<Reading<readonly ColumnReading[]>> {
  for (const length of [4, 3, 2, 1]) {
    const words = tokens.slice(at, at + length);
    const text = words.map(({ low }) => low).join(' ');
    const pair =
      /^(?:creation|created|create) (?:and|&) (?:modification|modified|updated?|update) timestamps?$/;
    if (words.length === length && (pair.test(text) || (length === 1 && stampWords.test(text)))) {
      const name = { text: 'timestamps', marked: false };
      yield { value: [{ name, facts: noFacts, explicit: true, group: false }], next: at + length };
      return;
    }
  }
}

/** {identifier}: a name of one word, written as one */
export function* identifier(tokens: Tokens, at: number): Iterable<Reading<NameReading>> {
  const token = tokens[at];
  if (
    token &&
    token.kind !== 'punct' &&
    isIdentifier(token.text) &&
    !token.text.includes('.') &&
    typeWords[token.low] === undefined
  )
    yield { value: { text: token.text, marked: true }, next: at + 1 };
}

/** {viewname}: a marked name */
export function* viewname(tokens: Tokens, at: number): Iterable<Reading<NameReading>> {
  const token = tokens[at];
  if (token && (token.kind === 'code' || token.text.includes('_')) && isIdentifier(token.text))
    yield { value: { text: token.text, marked: true }, next: at + 1 };
}

/** {against}: the other column of a comparison */
export function* against(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<string>> {
  for (const { value, next } of name(tokens, skipThe(tokens, at), context)) yield { value: value.text, next };
}

/** {anything}: all the rest of the sentence, or less */
export function* anything(tokens: Tokens, at: number): Iterable<Reading<string>> {
  for (let next = tokens.length; next > at; next -= 1) {
    const value = tokens
      .slice(at, next)
      .map(({ raw }) => raw)
      .join(' ');
    yield { value, next };
  }
}

/** {word}: a word of the application, and none of the grammar */
export function* word(tokens: Tokens, at: number): Iterable<Reading<string>> {
  for (const found of label(tokens, at)) if (tokens[at]?.kind === 'word') yield found;
}

const restricting: ReadonlySet<string> = new Set(
  'that which who with without whose older newer created updated from in having where when if before after since'.split(
    ' ',
  ),
);

/** {which}: what says which rows are meant */
export function* which(tokens: Tokens, at: number): Iterable<Reading<string>> {
  if (restricting.has(tokens[at]?.low ?? '')) yield* anything(tokens, at);
}

export interface OldType {
  readonly said: string;
  readonly is: RegExp;
}
/** As PostgreSQL prints a type that has a size: that of `varchar(20)[]` is another one. */
const sizes: Readonly<Record<string, string>> = { varchar: 'character varying', char: 'character' };
const sized = (said: string, size: string): RegExp => new RegExp(`^${sizes[said]}\\(${size}\\)$`);
const oldTypes = meaning<OldType>([
  [
    [
      'timestamps without time zone',
      'timestamp without time zone',
      'timestamps',
      'timestamp',
      'date times',
      'datetimes',
    ],
    { said: 'timestamp without time zone', is: /^timestamp(?:\(\d\))? without time zone$/ },
  ],
  [['varchar', 'varchars', 'character varying'], { said: 'varchar', is: /^character varying(?:\(\d+\))?$/ }],
  [['text', 'texts'], { said: 'text', is: /^text$/ }],
  [['json'], { said: 'json', is: /^json$/ }],
  [['integer', 'integers', 'int', 'ints'], { said: 'integer', is: /^integer$/ }],
  [['char', 'chars'], { said: 'char', is: /^character(?:\(\d+\))?$/ }],
  [['bigint', 'bigints'], { said: 'bigint', is: /^bigint$/ }],
  [['smallint', 'smallints'], { said: 'smallint', is: /^smallint$/ }],
  [['decimal', 'numeric'], { said: 'numeric', is: /^numeric(?:\(\d+,-?\d+\))?$/ }],
  [['jsonb'], { said: 'jsonb', is: /^jsonb$/ }],
  [['money'], { said: 'money', is: /^money$/ }],
  [['real', 'float', 'floats'], { said: 'float', is: /^(?:real|double precision)$/ }],
]);

/** {oldtype}: columns by the type that they have; in `varchar(255)` only those of that size, which an `int(11)` has not */
export function* oldtype(tokens: Tokens, at: number): Iterable<Reading<OldType>> {
  for (const found of oldTypes(tokens, at)) {
    const { said } = found.value;
    const [open, inside, close] = tokens.slice(found.next, found.next + 3).map(({ text }) => text);
    const bracketed = open === '(' && close === ')';
    const size = bracketed ? inside : open;
    if (size === undefined || !/^\d+$/.test(size)) yield found;
    else {
      const value = said in sizes ? { said: `${said}(${size})`, is: sized(said, size) } : found.value;
      yield { value, next: found.next + (bracketed ? 3 : 1) };
    }
  }
}

const holding: ReadonlySet<string> = new Set(
  'be have contain accept allow permit hold take get become go store'.split(' '),
);
const valueNouns: ReadonlySet<string> = new Set(
  'value values number numbers string strings ones text'.split(' '),
);

/** {refusal}: what a value cannot be: `be empty or longer than 30 characters` */
export function* refusal(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<ColumnFacts>> {
  for (const first of refused(tokens, at)) {
    yield first;
    if (!/^(?:or|nor)$/.test(tokens[first.next]?.low ?? '')) continue;
    for (const second of refusal(tokens, first.next + 1, context))
      yield { value: { ...second.value, ...first.value }, next: second.next };
  }
}

function* refused(tokens: Tokens, at: number): Iterable<Reading<ColumnFacts>> {
  const low = (offset: number): string => tokens[at + offset]?.low ?? '';
  const be = holding.has(low(0)) ? 1 : 0;
  const said = low(be);
  const end = at + be + 1 + (be === 1 && valueNouns.has(low(be + 1)) ? 1 : 0);
  if (said === 'negative') yield { value: { min: '0' }, next: end };
  if (/^(?:null|nulls|nullable|missing|optional)$/.test(said)) yield { value: { notNull: true }, next: end };
  if (/^(?:empty|blank)$/.test(said)) yield { value: { notEmpty: true }, next: end };
  const than =
    low(be + 1) === 'than' ? 2 : said === 'exceed' ? 1 : /^(?:below|above|under|over)$/.test(said) ? 1 : 0;
  if (than === 0) return;
  for (const { value, next } of number(tokens, at + be + than)) {
    const letters = /^(?:characters|chars|letters|character)$/.test(tokens[next]?.low ?? '');
    const more = /^(?:exceed|more|greater|larger|higher|longer|bigger|above|over)$/.test(said);
    const counted = letters ? next + 1 : next;
    const long = /^(?:longer|shorter)$/.test(said) || letters;
    const after = tokens[counted]?.low === 'long' ? counted + 1 : counted;
    if (long && (letters || said === 'longer' || said === 'shorter'))
      yield { value: more ? { maxLength: value } : { minLength: value }, next: after };
    else yield { value: more ? { max: value } : { min: value }, next: after };
  }
}

/** {plainfacts}: what is said about the values of a column, and nothing beside it */
export function* plainfacts(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<ColumnFacts>> {
  // `author and text as not null`: the next column, which is called like a type.
  const [joint, word] = tokens.slice(at, at + 2);
  if (/^(?:and|,)$/.test(joint?.low ?? '') && context.hasColumn(word?.text ?? '')) return;
  const found = followFacts(tokens, at, context);
  if (found.next > at && found.left.length === 0 && found.disagreements.length === 0)
    yield { value: found.facts, next: found.next };
}

const allOf: ReadonlySet<string> = new Set(['all', 'every', 'each']);

/** {every}: all of the rows, and the text says so */
export function* every(tokens: Tokens, at: number): Iterable<Reading<true>> {
  if (!allOf.has(tokens[at]?.low ?? '')) return;
  const next = tokens[at + 1]?.low === 'of' ? at + 2 : at + 1;
  yield { value: true, next: skipThe(tokens, next) };
}

const comparing: ReadonlySet<string> = new Set(['≥', '≤', '>', '<', 'between']);

/** {bounds}: `≥ 0`, a range written with signs */
export function* bounds(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<ColumnFacts>> {
  if (comparing.has(tokens[at]?.low ?? '')) yield* plainfacts(tokens, at, context);
}

/** How many of several columns a row has, as the end of `num_nonnulls(…) …`. */
export interface HowMany {
  readonly sql: '>= 1' | '= 1' | '<= 1';
  readonly note?: string;
}
/** {howmany}: `at least one` of some columns */
export const howmany = meaning<HowMany>([
  [['at least one', 'one or more'], { sql: '>= 1' }],
  [['exactly one', 'one and only one'], { sql: '= 1' }],
  [['at most one', 'no more than one', 'not more than one'], { sql: '<= 1' }],
]);
/** {atmost}: the same, where no more are permitted */
export const atmost = meaning<HowMany>([
  [['at most one', 'no more than one', 'not more than one', 'only one'], { sql: '<= 1' }],
]);
/** {either}: `either a or b` may be both */
export const either = meaning<HowMany>([
  [['either'], { sql: '>= 1', note: '"either … or" is read as at least one of them: both may be set' }],
]);

/** {beyond}: what a check forbids, and shall be allowed */
export const beyond = meaning<'negative' | 'zero'>([
  [
    [
      'be negative',
      'become negative',
      'go negative',
      'be below zero',
      'go below zero',
      'be less than zero',
      'be below 0',
      'be less than 0',
      'negative',
    ],
    'negative',
  ],
  [['be zero', 'become zero', 'be 0', 'zero'], 'zero'],
]);

/** {newest}: by when a row was made, downwards */
export const newest = meaning<true>([[['newest first', 'latest first', 'most recent first'], true]]);

/** {letters}: `120 characters`, the longest */
export function* letters(tokens: Tokens, at: number): Iterable<Reading<ColumnFacts>> {
  for (const { value, next } of number(tokens, at))
    if (/^(?:characters|chars|letters|character)$/.test(tokens[next]?.low ?? ''))
      yield { value: { maxLength: value }, next: next + 1 };
}

/** {present}: every row has one */
export const present = meaning<ColumnFacts>([[presence, { notNull: true }]]);

/** {who}: whoever uses the application, with or without a table of them */
export function* who(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<TableReading>> {
  yield* entity(tokens, at, context);
  const start = skipThe(tokens, at);
  if (visitors.has(tokens[start]?.low ?? ''))
    yield { value: { text: tokens[start]?.text ?? '', marked: false }, next: start + 1 };
}
