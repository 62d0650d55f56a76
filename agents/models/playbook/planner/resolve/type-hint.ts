import { booleanPrefixes, nameHints, pairHints } from '../lexicon/name-hints.ts';
import { wordsOf } from './words.ts';

/** What a name says about its type. */
export function hintOf(name: string): string | undefined {
  const words = wordsOf(name);
  const last = words.slice(-2).join(' ');
  return booleanPrefixes.has(words[0] ?? '') && words.length > 1
    ? 'boolean'
    : (pairHints[last] ?? nameHints[words.at(-1) ?? '']);
}
