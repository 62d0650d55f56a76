import type { Token } from '../../text/tokens.ts';

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

const reasons: ReadonlySet<string> = new Set(
  'used needed queried filtered sorted joined because for hot frequently often see by'.split(' '),
);

/** `` `a.b` (used by the start page) and `c.d` ``: between two names, a bracket that says why is none of the list. */
export function withoutRemarks(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ text }, at) => text === '(' && reasons.has(tokens[at + 1]?.low ?? ''));
  const close = tokens.findIndex(({ text }, at) => at > open && text === ')');
  if (open < 1 || close === -1) return tokens;
  const [joint, next, last] = tokens.slice(close + 1, close + 4);
  const goesOn =
    /^(?:,|and)$/.test(joint?.low ?? '') &&
    (next?.kind === 'code' || (next?.low === 'and' && last?.kind === 'code'));
  const inside = tokens.slice(open, close);
  if (!goesOn || tokens[open - 1]?.kind !== 'code' || inside.some(({ kind }) => kind === 'code'))
    return tokens;
  return withoutRemarks([...tokens.slice(0, open), ...tokens.slice(close + 1)]);
}
