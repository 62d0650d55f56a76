import { changeVerbs } from '../../lexicon/signals.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';

/** Words that end a value of several words, and begin none. */
const structural: ReadonlySet<string> = new Set(
  `and or , / | & should must may can shall has have needs need is are be when if where unless while default defaults with without
  for to of from as by at the a an but because so that which column columns table tables field please null value values
  status state option required unique instead depending only also then into than via per their its our we i they it will would does do`.split(
    /\s+/,
  ),
);
/** `in progress`, `not started`: these begin a value, and stand in none. */
const openers: ReadonlySet<string> = new Set(['in', 'on', 'not', 'under', 'no']);
const separators: ReadonlySet<string> = new Set([',', 'and', 'or', '/', '|', '&', ';']);
const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const mostWords = 3;

/** One value and each place where it may end, the longest first. */
function* item(
  tokens: readonly Token[],
  at: number,
  context?: ReadingContext,
): Iterable<Reading<readonly string[]>> {
  const token = tokens[at];
  if (!token) return;
  if (token.kind === 'quoted' || token.kind === 'number') {
    yield { value: [token.text], next: at + 1 };
    return;
  }
  if (token.kind === 'code') {
    yield { value: [token.text.replace(/^'|'$/g, '')], next: at + 1 };
    return;
  }
  if (token.kind !== 'word') return;
  if (/^[\p{L}\d_-]+(?:\/[\p{L}\d_-]+)+$/u.test(token.text)) {
    yield { value: token.text.split('/'), next: at + 1 };
    return;
  }
  const parts: string[] = [];
  const ends: Reading<readonly string[]>[] = [];
  for (let next = at; next < at + mostWords; next += 1) {
    const word = tokens[next];
    if (word?.kind !== 'word') break;
    const opens = next === at && openers.has(word.low);
    if (!opens && (structural.has(word.low) || openers.has(word.low))) break;
    // A column of the schema, or a verb with its object, is no value.
    if (word.text.includes('_') && context?.hasColumn(word.text)) return;
    if (word.text.includes('.') && context?.names.knownTable(word.text.split('.')[0] ?? '')) return;
    if (next === at + 1 && changeVerbs.has(tokens[at]?.low ?? '')) break;
    parts.push(word.text);
    if (!opens) ends.push({ value: [parts.join(' ')], next: next + 1 });
  }
  yield* ends.reverse();
}

function* list(
  tokens: readonly Token[],
  at: number,
  context?: ReadingContext,
): Iterable<Reading<readonly string[]>> {
  for (const first of item(tokens, at, context)) {
    let next = first.next;
    while (separators.has(tokens[next]?.low ?? '')) next += 1;
    if (next > first.next)
      for (const rest of list(tokens, next, context))
        yield { value: [...first.value, ...rest.value], next: rest.next };
    yield first;
  }
}

/** {labels}: values in a row, `todo, in progress or done`, in brackets or not; the longest list first */
export function* labels(
  tokens: readonly Token[],
  at: number,
  context?: ReadingContext,
): Iterable<Reading<readonly string[]>> {
  const close = brackets[tokens[at]?.text ?? ''];
  for (const found of list(tokens, close === undefined ? at : at + 1, context)) {
    if (close === undefined) yield found;
    else if (tokens[found.next]?.text === close) yield { value: found.value, next: found.next + 1 };
  }
}

/** {choices}: two or more of them */
export function* choices(
  tokens: readonly Token[],
  at: number,
  context?: ReadingContext,
): Iterable<Reading<readonly string[]>> {
  for (const found of labels(tokens, at, context)) if (found.value.length > 1) yield found;
}

/** {label}: one of them */
export function* label(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  for (const { value, next } of item(tokens, at)) {
    const [only] = value;
    if (only !== undefined && value.length === 1) yield { value: only, next };
  }
}
