import type { Token } from '../text/tokens.ts';

const meant: ReadonlyMap<string, string> = new Map([
  ['uniq', 'unique'],
  ['indicies', 'indices'],
]);

/** Words of rules that trackers write otherwise. */
export const withSpelling = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token) => {
    const low = token.kind === 'word' ? meant.get(token.low) : undefined;
    return low === undefined ? token : { ...token, text: low, low };
  });
