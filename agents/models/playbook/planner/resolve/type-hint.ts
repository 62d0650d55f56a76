import { foreignBooleans, foreignHints, foreignPairs } from '../lexicon/foreign-hints.ts';
import { booleanPrefixes, nameHints, pairHints, services } from '../lexicon/name-hints.ts';
import { wordsOf } from './words.ts';

/** What a name says about its type. */
export function hintOf(name: string): string | undefined {
  const words = wordsOf(name);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if ((booleanPrefixes.has(first) || foreignBooleans.has(first)) && words.length > 1) return 'boolean';
  if (last === 'id' && services.has(first) && words.length > 1) return 'text';
  return (
    pairHints[words.slice(-2).join(' ')] ??
    nameHints[last] ??
    foreignPairs[words.slice(0, 2).join(' ')] ??
    foreignPairs[`${first} ${last}`] ??
    foreignHints[first]
  );
}
