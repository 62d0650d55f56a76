import type { Literal } from '../../attributes/spec.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { isStopword } from '../../lexicon/stopwords.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';

const numberWords: Readonly<Record<string, string>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, value) => [word, String(value)]),
);

/** `1,000` and `1_000` are one thousand; `1,5` and `1.5` keep their fraction. */
function numberText(text: string): string {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return text.replaceAll('_', '').replace(',', '.');
}

/** {n} */
export function* number(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  if (!token) return;
  const next = tokens[at + 1];
  if (token.text === '-' && next?.kind === 'number' && !next.spaced) {
    yield { value: `-${numberText(next.text)}`, next: at + 2 };
  } else if (token.kind === 'number' && !/^\d{4}-\d{2}/.test(token.text)) {
    yield { value: numberText(token.text), next: at + 1 };
  } else if (token.kind === 'word' && numberWords[token.low] !== undefined) {
    yield { value: numberWords[token.low] ?? '', next: at + 1 };
  } else if (token.kind === 'code' && /^-?\d+(?:\.\d+)?$/.test(token.text)) {
    yield { value: token.text, next: at + 1 };
  }
}

/** Phrases for values that are not literals; one line each. */
const sayings: readonly (readonly [string, Literal])[] = [
  ['the current timestamp', { kind: 'now', text: 'now()' }],
  ['the current time', { kind: 'now', text: 'now()' }],
  ['the current date', { kind: 'now', text: 'now()' }],
  ['current timestamp', { kind: 'now', text: 'now()' }],
  ['current time', { kind: 'now', text: 'now()' }],
  ['current date', { kind: 'now', text: 'now()' }],
  ['current_timestamp', { kind: 'now', text: 'now()' }],
  ['now ( )', { kind: 'now', text: 'now()' }],
  ['now', { kind: 'now', text: 'now()' }],
  ['today', { kind: 'now', text: 'now()' }],
  ['getdate ( )', { kind: 'now', text: 'now()' }],
  ['getutcdate ( )', { kind: 'now', text: 'now()' }],
  ['sysdatetime ( )', { kind: 'now', text: 'now()' }],
  ['sysutcdatetime ( )', { kind: 'now', text: 'now()' }],
  ['newid ( )', { kind: 'uuid', text: 'gen_random_uuid()' }],
  ['gen_random_uuid ( )', { kind: 'uuid', text: 'gen_random_uuid()' }],
  ['uuid_generate_v4 ( )', { kind: 'uuid', text: 'gen_random_uuid()' }],
  ['a random uuid', { kind: 'uuid', text: 'gen_random_uuid()' }],
  ['random uuid', { kind: 'uuid', text: 'gen_random_uuid()' }],
  ['an empty string', { kind: 'text', text: '' }],
  ['empty string', { kind: 'text', text: '' }],
  ['an empty object', { kind: 'empty-object', text: '{}' }],
  ['empty object', { kind: 'empty-object', text: '{}' }],
  ['empty json object', { kind: 'empty-object', text: '{}' }],
  ['{ }', { kind: 'empty-object', text: '{}' }],
  ['an empty array', { kind: 'empty-array', text: '[]' }],
  ['empty array', { kind: 'empty-array', text: '[]' }],
  ['[ ]', { kind: 'empty-array', text: '[]' }],
  ['true', { kind: 'boolean', text: 'true' }],
  ['false', { kind: 'boolean', text: 'false' }],
  ['yes', { kind: 'boolean', text: 'true' }],
  ['no', { kind: 'boolean', text: 'false' }],
  ['on', { kind: 'boolean', text: 'true' }],
  ['off', { kind: 'boolean', text: 'false' }],
  ['verdadero', { kind: 'boolean', text: 'true' }],
  ['falso', { kind: 'boolean', text: 'false' }],
  ['wahr', { kind: 'boolean', text: 'true' }],
  ['falsch', { kind: 'boolean', text: 'false' }],
  ['null', { kind: 'null', text: 'null' }],
];

const phrasesByFirst = new Map<string, { words: readonly string[]; value: Literal }[]>();
for (const [phrase, value] of sayings) {
  const words = phrase.split(' ');
  const first = words[0] ?? '';
  phrasesByFirst.set(first, [...(phrasesByFirst.get(first) ?? []), { words, value }]);
}

function phraseAt(tokens: readonly Token[], at: number): Reading<Literal> | undefined {
  for (const { words, value } of phrasesByFirst.get(tokens[at]?.low ?? '') ?? []) {
    if (words.every((word, index) => tokens[at + index]?.low === word))
      return { value, next: at + words.length };
  }
  return undefined;
}

function insideCode(token: Token): Literal {
  const phrase = phraseAt(token.inner, 0);
  if (phrase && phrase.next === token.inner.length) return phrase.value;
  if (/^-?\d+(?:\.\d+)?$/.test(token.text)) return { kind: 'number', text: token.text };
  const [only] = token.inner;
  if (token.inner.length === 1 && only?.kind === 'quoted') return { kind: 'text', text: only.text };
  if (token.inner.length === 1 && only?.kind === 'word') return { kind: 'text', text: only.text };
  return { kind: 'sql', text: token.text };
}

/** Behind a number these make another value of it: 30 days are no 30. */
const timeUnits: ReadonlySet<string> = new Set(
  'second seconds minute minutes hour hours day days week weeks month months year years'.split(' '),
);
/** A default is made when the row is. */
const fromNow = new Phrases(
  phrases(
    'from now | after now | later | after creation | from creation | after it was created | after insertion | ahead | in the future',
  ),
);

/** {value}: what a default may be */
export function* value(tokens: readonly Token[], at: number): Iterable<Reading<Literal>> {
  const token = tokens[at];
  if (!token) return;
  if (token.kind === 'code') {
    yield { value: insideCode(token), next: at + 1 };
    return;
  }
  if (token.kind === 'quoted') {
    const phrase = phraseAt(token.inner, 0);
    const whole =
      phrase?.next === token.inner.length && phrase.value.kind === 'boolean' ? phrase.value : undefined;
    yield { value: whole ?? { kind: 'text', text: token.text }, next: at + 1 };
    return;
  }
  for (const found of number(tokens, at)) {
    const unit = timeUnits.has(tokens[found.next]?.low ?? '');
    if (!unit) yield { value: { kind: 'number', text: found.value }, next: found.next };
    const behind = unit ? fromNow.lengthAt(tokens, found.next + 1) : 0;
    const text = `now() + interval '${found.value} ${tokens[found.next]?.low}'`;
    if (behind > 0) yield { value: { kind: 'sql', text }, next: found.next + 1 + behind };
  }
  const phrase = phraseAt(tokens, at);
  const [open] = tokens.slice(at + 1);
  if (phrase) yield phrase;
  // `make_token()` is a call, and no text.
  else if (open?.text === '(' && !open.spaced && token.kind === 'word') return;
  else if (token.kind === 'word' && isValue(tokens, at) && numberWords[token.low] === undefined) {
    yield { value: { kind: 'text', text: token.text, bare: true }, next: at + 1 };
  } else if (token.kind === 'number' && /^\d{4}-\d{2}-\d{2}$/.test(token.text)) {
    yield { value: { kind: 'text', text: token.text }, next: at + 1 };
  }
}

/** `default en`: behind that word, and before the end, a word of the language is a value, too. */
function isValue(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined || !isStopword(token)) return true;
  const alone = after === undefined || /^[,.;)]$/.test(after.text);
  return (
    alone && token?.low.length === 2 && /^(?:default|defaults|defaulting|standard)$/.test(before?.low ?? '')
  );
}

const separators = new Set([',', '/', '|', 'or', 'and', '&']);

/** Words of the grammar that are values in a row of others: `open, done`. */
const alsoValues: ReadonlySet<string> = new Set(
  'done new used needed stored created added removed updated inserted existing current off on'.split(' '),
);

/** Languages whose codes are words of the grammar: `one of en, de, fr`. */
const languages: ReadonlySet<string> = new Set('en de es it no da el la'.split(' '));
const isCode = (token: Token | undefined): boolean =>
  token?.kind === 'word' && token.low.length === 2 && !separators.has(token.low);

function isListed(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const ends = after === undefined || after.kind === 'punct' || separators.has(after.low);
  const beside = (joint: Token | undefined, next: Token | undefined): boolean =>
    separators.has(joint?.low ?? '') && isCode(next);
  const language =
    languages.has(token?.low ?? '') && (beside(before, tokens[at - 2]) || beside(after, tokens[at + 2]));
  return (
    token?.kind === 'word' &&
    (alsoValues.has(token.low) || language) &&
    ends &&
    (separators.has(before?.low ?? '') || separators.has(after?.low ?? ''))
  );
}

const isLetter = (token: Token | undefined): boolean =>
  token?.kind === 'word' && /^\p{Lu}$/u.test(token.text);
/** `one of A, B, C`, `X, Y or Z`: letters, and no words of a language. */
const isLettered = (tokens: readonly Token[], at: number): boolean =>
  isLetter(tokens[at]) &&
  [-3, -2, 2, 3].some((step) => isLetter(tokens[at + step])) &&
  [-1, 1].some((step) => separators.has(tokens[at + step]?.low ?? ''));

/** `DE, AT, CH`: capitals, and no word. */
const isInitials = ({ text }: Token): boolean => /^\p{Lu}{2,4}$/u.test(text);

/** In brackets a word of the language is as good a value as another: `(en, de, fr)`. */
function itemText(token: Token | undefined, bracketed = false): string | undefined {
  if (token?.kind === 'quoted') return token.text;
  if (token?.kind === 'code') {
    const [only] = token.inner;
    if (token.inner.length === 1) return only?.text;
    return /^[\w-]+$/.test(token.text) ? token.text : undefined;
  }
  const nameable =
    token?.kind === 'number' ||
    (token?.kind === 'word' && (bracketed || !isStopword(token) || isInitials(token)));
  return nameable ? token?.text : undefined;
}

const facts: ReadonlySet<string> = new Set(
  'required nullable optional mandatory unique indexed obligatorio obligatoire pflicht'.split(' '),
);

/** `admin or learner, default learner`: the list has ended, and what is said about the column goes on. */
function isFact(tokens: readonly Token[], at: number): boolean {
  const [word, next] = [tokens[at], tokens[at + 1]];
  if (word?.kind !== 'word') return false;
  if (facts.has(word.low)) return true;
  if (!/^default(?:s|ing|ed)?$/.test(word.low)) return false;
  return next !== undefined && !separators.has(next.low) && !/^[).;\]}]$/.test(next.text);
}

const slashed = /^[\p{L}\d_-]{2,}(?:\/[\p{L}\d_-]{2,})+$/u;

function* listOf(tokens: readonly Token[], at: number, least: number): Iterable<Reading<readonly string[]>> {
  const token = tokens[at];
  if (token?.kind === 'code' && token.inner.length > 2) {
    for (const whole of listOf(token.inner, 0, 2)) {
      if (whole.next === token.inner.length) yield { value: whole.value, next: at + 1 };
    }
  }
  const bracketed = token?.text === '(' || token?.text === '[' || token?.text === '{';
  if (token?.kind === 'word' && /^[\p{L}\d_-]+(?:\/[\p{L}\d_-]+)+$/u.test(token.text)) {
    yield { value: token.text.split('/'), next: at + 1 };
    return;
  }
  const items: string[] = [];
  let next = bracketed ? at + 1 : at;
  while (true) {
    const listed = isLettered(tokens, next) || isListed(tokens, next);
    const item = listed ? tokens[next]?.text : itemText(tokens[next], bracketed);
    if (item === undefined) break;
    // `(pending/approved)`
    items.push(...(bracketed && slashed.test(item) ? item.split('/') : [item]));
    next += 1;
    let after = next;
    while (separators.has(tokens[after]?.low ?? '') && !isLettered(tokens, after)) after += 1;
    const goesOn =
      isLettered(tokens, after) ||
      isListed(tokens, after) ||
      itemText(tokens[after], bracketed) !== undefined;
    if (after === next || !goesOn || isFact(tokens, after)) break;
    next = after;
  }
  if (bracketed && /^[)\]}]$/.test(tokens[next]?.text ?? '')) next += 1;
  if (items.length >= least) yield { value: items, next };
}

/** {list}: `draft, published or archived`; {list2}: at least two */
export const list = (tokens: readonly Token[], at: number) => listOf(tokens, at, 1);
export const list2 = (tokens: readonly Token[], at: number) => listOf(tokens, at, 2);

/** {quoted} */
export function* quoted(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  if (token?.kind === 'quoted' || token?.kind === 'code') yield { value: token.text, next: at + 1 };
}

const actions = [
  ['set null', 'set null'],
  ['set to null', 'set null'],
  ['set it to null', 'set null'],
  ['set them to null', 'set null'],
  ['no action', 'no action'],
  ['cascade', 'cascade'],
  ['cascades', 'cascade'],
  ['cascading', 'cascade'],
  ['restrict', 'restrict'],
] as const;

function* actionAt(tokens: readonly Token[], at: number, only?: 'cascade') {
  if (only && tokens[at - 1]?.low === 'update') return;
  for (const [phrase, action] of actions) {
    const words = phrase.split(' ');
    if (only && action !== only) continue;
    const token = tokens[at];
    if (token?.kind === 'code' && token.low === phrase) yield { value: action, next: at + 1 };
    else if (words.every((word, index) => tokens[at + index]?.low === word)) {
      yield { value: action, next: at + words.length };
    }
  }
}

/** {ondelete}: cascade, set null, restrict, no action; {cascade}: only that */
export const ondelete = (tokens: readonly Token[], at: number) => actionAt(tokens, at);
export const cascade = (tokens: readonly Token[], at: number) => actionAt(tokens, at, 'cascade');
