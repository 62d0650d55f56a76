import { type Token, textOf } from '../../text/tokens.ts';

const imperatives: ReadonlyMap<string, string> = new Map([
  ['adding', 'add'],
  ['creating', 'create'],
  ['dropping', 'drop'],
  ['removing', 'remove'],
  ['renaming', 'rename'],
  ['changing', 'change'],
  ['making', 'make'],
  ['setting', 'set'],
  ['converting', 'convert'],
  ['introducing', 'introduce'],
  ['enforcing', 'enforce'],
]);
/** `Adding a column locks the table`: what happens then, and no order. */
const tells =
  /\b(?:is|are|was|were|does|do|did|has|have|can|can't|cannot|could|should|will|would|may|might|must|fails?|failed|breaks?|locks?|causes?|leads?|results?|throws?|gives?|takes?|makes|shows?|returns?|raises?|crash(?:es)?|creates|adds|deletes|removes|requires?|needs?|not|doesn't|don't|isn't|when|if|after)\b|\?/i;

/** `Adding a unique constraint to email`, as titles have it. */
export function asImperative(tokens: readonly Token[]): readonly Token[] {
  const [first, ...rest] = tokens;
  const verb = imperatives.get(first?.low ?? '');
  if (!first || verb === undefined || tells.test(textOf(rest))) return tokens;
  return [{ ...first, text: verb, low: verb }, ...rest];
}
