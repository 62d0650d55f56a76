import { type Cut, cutWords } from '../../lexicon/data.ts';
import { articles, words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { meaning } from './data.ts';
import { type NameReading, name } from './names.ts';

type Tokens = readonly Token[];

const separator = meaning(cutWords);
const firsts: ReadonlySet<string> = new Set('first erste ersten primer primero premier primeiro'.split(' '));
const lasts: ReadonlySet<string> = new Set('last letzten ultimo dernier'.split(' '));
const tableNouns: ReadonlySet<string> = new Set(words.table);

/** {cut}: `the first space`, `comma` */
export function* cut(tokens: Tokens, start: number): Iterable<Reading<Cut>> {
  let at = start;
  while (articles.has(tokens[at]?.low ?? '')) at += 1;
  const low = tokens[at]?.low ?? '';
  const which = firsts.has(low) ? 'first' : lasts.has(low) ? 'last' : undefined;
  for (const { value, next } of separator(tokens, which === undefined ? at : at + 1))
    yield { value: { at: value, which }, next };
}

/** {owncolumn}: a column that some table has */
export function* ownColumn(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  for (const found of name(tokens, at, context)) {
    const isTable = context.names.knownTable(found.value.text) !== undefined;
    if (context.hasColumn(found.value.text) && !isTable) yield found;
  }
}

/** {newpair}: exactly two names, which are no tables */
export function* newpair(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly [NameReading, NameReading]>> {
  for (const first of name(tokens, at, context)) {
    if (!/^(?:and|,|&)$/.test(tokens[first.next]?.low ?? '')) continue;
    let from = first.next + 1;
    while (articles.has(tokens[from]?.low ?? '')) from += 1;
    for (const second of name(tokens, from, context)) {
      const after = tokens[second.next]?.low ?? '';
      // A third name, or tables: something else is split.
      const more = /^(?:and|,|&)$/.test(after) && tokens[second.next + 1]?.kind !== 'word';
      if (!more && !tableNouns.has(after)) yield { value: [first.value, second.value], next: second.next };
    }
  }
}
