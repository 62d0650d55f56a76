import type { Token } from '../../text/tokens.ts';

/** Behind `so` these say what for, and no order. */
const purposes: ReadonlySet<string> = new Set('that we users people they you i far on the as it'.split(' '));

/** `Since the game awards 100 points at most, …` */
const reasons: ReadonlySet<string> = new Set(['since', 'because', 'as', 'given']);

/**
 * `We give half points, so user_progress.score needs to be numeric`: a motive, and what follows from it. Undefined
 * where `so` says what for.
 */
export function reasonBefore(
  tokens: readonly Token[],
): { readonly lead: readonly Token[]; readonly rest: readonly Token[] } | undefined {
  const [head] = tokens;
  const comma = tokens.findLastIndex(({ text }) => text === ',');
  if (comma > 2 && reasons.has(head?.low ?? ''))
    return { lead: tokens.slice(0, comma), rest: tokens.slice(comma + 1) };
  const at = tokens.findIndex(
    ({ low }, index) => low === 'so' && index > 2 && /^[,;–-]$/.test(tokens[index - 1]?.text ?? ''),
  );
  if (at === -1) return undefined;
  const [first, second] = tokens.slice(at + 1, at + 3);
  const weOrder = first?.low === 'we' && /^(?:need|should|must|want|have)$/.test(second?.low ?? '');
  const names = first?.low === 'the' || first?.low === 'it';
  if (first === undefined || (purposes.has(first.low) && !weOrder && !names)) return undefined;
  return { lead: tokens.slice(0, at - 1), rest: tokens.slice(at + 1) };
}
