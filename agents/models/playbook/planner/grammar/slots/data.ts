import { blankWords, keepWords, type TidyRule, tidiedWords, tidyingWords } from '../../lexicon/data.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';

/** A slot for phrases that stand for something: the longest that fits. */
export function meaning<Value>(entries: readonly (readonly [readonly string[], Value])[]) {
  const known = entries.map(([words, value]) => ({ phrases: new Phrases(words), value }));
  return function* (tokens: readonly Token[], at: number): Iterable<Reading<Value>> {
    for (const { phrases, value } of known) {
      const token = tokens[at];
      // `json` in a code span is the same word.
      const marked = token?.kind === 'code' && phrases.lengthAt(token.inner, 0) === token.inner.length;
      const length = marked ? 1 : phrases.lengthAt(tokens, at);
      if (length > 0) yield { value, next: at + length };
    }
  };
}

const one = meaning(tidyingWords);

/** {tidying}: `lowercase`, `trim and lowercase` */
export function* tidying(tokens: readonly Token[], at: number): Iterable<Reading<readonly TidyRule[]>> {
  for (const first of one(tokens, at)) {
    if (tokens[first.next]?.low === 'and')
      for (const second of one(tokens, first.next + 1))
        yield { value: [...first.value, ...second.value], next: second.next };
    yield first;
  }
}

/** {tidied}: `lower case`; {blanks}: `whitespace`; {keep}: which of several rows stays */
export const tidied = meaning(tidiedWords);
export const blanks = meaning(blankWords);
export const keep = meaning(keepWords);
