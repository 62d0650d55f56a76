import { words } from '../../lexicon/words.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

const nouns: ReadonlySet<string> = new Set(words.table);
const called: ReadonlySet<string> = new Set(['called', 'named', ':']);

/** `name (column type, …)` in one code span behind `table`: read as if only the name were marked. */
export function withOpenDefinition(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, at) => {
    const [name, open, , comma] = token.kind === 'code' ? token.inner : [];
    const lead = tokens[called.has(tokens[at - 1]?.low ?? '') ? at - 2 : at - 1];
    const listed = token.inner.some(({ text }) => text === ',') && token.inner.at(-1)?.text === ')';
    if (!name || !comma || open?.text !== '(' || !listed || !nouns.has(lead?.low ?? '')) return [token];
    const [marked] = tokenize(`\`${name.text}\``);
    return marked ? [{ ...marked, spaced: token.spaced }, ...token.inner.slice(1)] : [token];
  });
}
