import type { Token } from '../../text/tokens.ts';

const nouns: ReadonlySet<string> = new Set(['way', 'manner', 'fashion']);
const longest = 6;

/** `add … in a backwards-compatible way`: how it is done, and no table. */
export function withoutManner(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ low }, index) => low === 'in' && /^(?:an?|the)$/.test(tokens[index + 1]?.low ?? ''),
  );
  const end = at === -1 ? -1 : tokens.findIndex(({ low }, index) => index > at + 1 && nouns.has(low));
  const said = tokens.slice(at, end);
  if (at < 1 || end === -1 || said.length > longest || said.some(({ kind }) => kind !== 'word'))
    return tokens;
  return [...tokens.slice(0, at), ...tokens.slice(end + 1)];
}
