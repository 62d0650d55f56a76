import { phrases } from '../../lexicon/phrases.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';

const removing: ReadonlySet<string> = new Set(['drop', 'remove', 'delete']);
/** Why it goes. `legacy` is missing here: columns are called so. */
const worn: ReadonlySet<string> = new Set(
  phrases(
    'old | retired | dead | unused | deprecated | obsolete | redundant | superfluous | stale | outdated | unneeded | unnecessary | useless | leftover | orphaned',
  ),
);
const nouns: ReadonlySet<string> = new Set(words.column);
const beginsClause: ReadonlySet<string> = new Set(
  'of in from on for with where when that which whose'.split(' '),
);
const mostNameWords = 6;

/** `Drop the retired usage event gross credits column`: only of a column, as old rows would be others than all. */
export function withoutWornColumn(tokens: readonly Token[]): readonly Token[] {
  if (!removing.has(tokens[0]?.low ?? '')) return tokens;
  const from = tokens[1]?.low === 'the' ? 2 : 1;
  let name = from;
  while (worn.has(tokens[name]?.low ?? '')) name += 1;
  const noun = tokens.findIndex(({ low }, at) => at > name && nouns.has(low));
  const called = tokens.slice(name, noun);
  const isName = called.every(
    ({ kind, low }) => (kind === 'word' || kind === 'code') && !beginsClause.has(low),
  );
  // `Remove old user fields` names none.
  const named =
    !/s$/.test(tokens[noun]?.low ?? '') || called.some(({ kind, text }) => kind === 'code' || /_/.test(text));
  if (name === from || noun === -1 || called.length > mostNameWords || !isName || !named) return tokens;
  return [...tokens.slice(0, from), ...tokens.slice(name)];
}
