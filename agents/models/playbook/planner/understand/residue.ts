import type { ReadingContext } from '../grammar/slots/context.ts';
import { phrases } from '../lexicon/phrases.ts';
import type { Token } from '../text/tokens.ts';
import { Phrases } from './phrases.ts';

/** What follows these gives a reason or tells about the request; it adds nothing to it. */
const asides = new Phrases(
  phrases(`because | so | since | as | which | that | when | while | but | it | we | i | they | this | these | there | without | for | to | see |
    like | e.g | i.e | after | before | once | until | instead | not | no | if | in order | thanks | please | is | are | was | needed | used |
    weil | damit | porque | para | pour | car | unlike | per | every | each | where | during | using | via | with | only | and then | then | both | from`),
);

/** Words that say when or how much, and change nothing. */
const adverbs: ReadonlySet<string> = new Set(
  `and too also again asap soon now today tonight tomorrow everywhere directly quickly first then next please hinzu um an ein soon'ish safely
  concurrently carefully properly completely entirely altogether accordingly instead urgently gradually itself themselves only there here still`.split(
    /\s+/,
  ),
);

export const beginsAside = (tokens: readonly Token[]): boolean => asides.in(tokens);

/**
 * Words behind a request that may change it and that nobody understood: a name, a value, a number. Passing over
 * them would do half of what was asked.
 */
export function residue(
  tokens: readonly Token[],
  context: ReadingContext,
  adjoins = false,
): readonly Token[] {
  const aside = asides.find(tokens);
  const near = aside === -1 ? tokens : tokens.slice(0, aside);
  const open = near.findIndex((token) => token.text === '(');
  const said = open > 0 ? near.slice(0, open) : near;
  const telling = said.some(
    (token) =>
      token.kind === 'code' ||
      token.kind === 'quoted' ||
      token.kind === 'number' ||
      (token.kind === 'word' && (/_/.test(token.text) || context.names.knownTable(token.text) !== undefined)),
  );
  const [first] = said;
  // `the tasks endpoint`: a word right behind the table makes another thing of it.
  const compound = adjoins && first?.kind === 'word' && !adverbs.has(first.low);
  return telling || compound ? said : [];
}
