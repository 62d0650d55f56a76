import { type Token, textOf } from '../../text/tokens.ts';

const nouns: ReadonlySet<string> = new Set(['way', 'manner', 'fashion']);
const longest = 6;

const compatible =
  /^for (?:(?:the|better|full) )?(?:(?:backwards?|forwards?)[- ])?(?:compatibility|parity|consistency|interoperability)(?: with\b(?:(?!\b(?:and|then|but|or|drop|add|remove|delete|rename|make|create|change|set)\b)[^.;,])*)?\.?$/i;

/** `… for backward compatibility with the old app`: why, up to the end of the sentence. */
function withoutCompatibility(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ low }, index) => index > 2 && low === 'for' && compatible.test(textOf(tokens.slice(index))),
  );
  return at === -1 ? tokens : tokens.slice(0, at);
}

/** `add … in a backwards-compatible way`: how it is done, and no table. */
export function withoutManner(given: readonly Token[]): readonly Token[] {
  const tokens = withoutCompatibility(given);
  const at = tokens.findIndex(
    ({ low }, index) => low === 'in' && /^(?:an?|the)$/.test(tokens[index + 1]?.low ?? ''),
  );
  const end = at === -1 ? -1 : tokens.findIndex(({ low }, index) => index > at + 1 && nouns.has(low));
  const said = tokens.slice(at, end);
  if (at < 1 || end === -1 || said.length > longest || said.some(({ kind }) => kind !== 'word'))
    return tokens;
  return [...tokens.slice(0, at), ...tokens.slice(end + 1)];
}
