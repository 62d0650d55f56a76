import { foreignBooleans, foreignHints, foreignPairs } from '../lexicon/foreign-hints.ts';
import { booleanPrefixes, nameHints, pairHints, services } from '../lexicon/name-hints.ts';
import { wordsOf } from './words.ts';

/** `max_guests`, `number_of_seats` */
const counting =
  /^(?:(?:max|maximum|min|minimum)_[a-z]+e?e?s?|(?:(?:max|maximum|min|minimum|total)_)?(?:number|no|count)_of_[a-z]+)$/;

/** What a name says about its type. */
export function hintOf(name: string): string | undefined {
  const words = wordsOf(name);
  const [first = '', of] = words;
  // `date of birth`
  const last = (of === 'of' ? first : words.at(-1)) ?? '';
  if ((booleanPrefixes.has(first) || foreignBooleans.has(first)) && words.length > 1) return 'boolean';
  if (last === 'id' && services.has(first) && words.length > 1) return 'text';
  return (
    pairHints[words.slice(-2).join(' ')] ??
    nameHints[last] ??
    (counting.test(name) ? 'integer' : undefined) ??
    foreignPairs[words.slice(0, 2).join(' ')] ??
    foreignPairs[`${first} ${last}`] ??
    foreignHints[first]
  );
}
