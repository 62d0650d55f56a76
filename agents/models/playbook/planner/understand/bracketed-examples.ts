import type { Token } from '../text/tokens.ts';

const examples: ReadonlySet<string> = new Set(['e.g', 'eg', 'i.e', 'also', 'see', 'including', 'like']);

/** `all json columns (`content` etc.)`: the bracket only shows what is meant. */
export function withoutExamples(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  const close = tokens.findIndex(({ text }, at) => at > open && text === ')');
  if (open < 1 || close === -1) return tokens;
  const inside = tokens.slice(open + 1, close);
  const shows =
    examples.has(inside[0]?.low ?? '') || inside.some(({ low, text }) => low === 'etc' || text === '…');
  const rest = withoutExamples(tokens.slice(close + 1));
  return shows ? [...tokens.slice(0, open), ...rest] : [...tokens.slice(0, close + 1), ...rest];
}
