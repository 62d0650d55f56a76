import { foreignSystems, newTableHints } from '../lexicon/new-table-hints.ts';
import { isPersonWord } from '../resolve/people.ts';
import { wordsOf } from '../resolve/words.ts';
import type { Resolver } from './resolver.ts';

interface Settled {
  readonly type: string;
  readonly why: string;
}

/** The type that a column of a new table gets where only its name speaks. */
export function typeInNewTable(name: string, resolver: Resolver): Settled | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (last === 'id' && words.length > 1) {
    if (words.some((word) => foreignSystems.has(word)))
      return { type: 'text', why: 'since another system makes it' };
    const person = words.length === 2 && isPersonWord(words[0] ?? '') ? resolver.peopleKey() : undefined;
    if (person) return { type: person.type, why: `like ${person.at}; no foreign key was asked for` };
    return { type: resolver.keyType(), why: 'as keys here are; no foreign key was asked for' };
  }
  const hint = newTableHints.get(last);
  return hint === undefined ? undefined : { type: hint, why: 'as its name says' };
}
