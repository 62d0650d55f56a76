import type { Token } from '../../text/tokens.ts';

const adverbs: ReadonlySet<string> = new Set(
  'additionally furthermore moreover finally lastly firstly secondly then next also likewise ideally accordingly'.split(
    ' ',
  ),
);

/** `Additionally, add …`: the word that joins the sentence to the one before. */
export const withoutAdverb = (tokens: readonly Token[]): readonly Token[] =>
  adverbs.has(tokens[0]?.low ?? '') && tokens[1]?.text === ',' && tokens.length > 3
    ? tokens.slice(2)
    : tokens;
