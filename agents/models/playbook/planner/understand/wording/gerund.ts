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
  /\b(?:is|are|was|were|does|do|did|has|have|can|can't|cannot|could|should|will|would|may|might|must|fails?|failed|breaks?|locks?|causes?|leads?|results?|throws?|gives?|takes?|makes|shows?|returns?|raises?|crash(?:es)?|fixes|solves|resolves|helps|helped|speeds|creates|adds|deletes|removes|requires?|needs?|not|doesn't|don't|isn't|when|if|after)\b|\?|^(?:it|this|that|them|these|those)\b/i;

/** Where the clause ends, or a new line may begin. */
const ends = / ?[,;]|\bthen\b|\s(?=(?:The|A|An|We|Add|Make|Drop|Remove|Rename)\s)/;
const joints: ReadonlySet<string> = new Set(['then', 'also', 'and', ',', 'next']);

/** `Adding a unique constraint to email`, as titles have it. */
export function asImperative(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ low }) => !joints.has(low));
  const first = tokens[at];
  const rest = tokens.slice(at + 1);
  const verb = imperatives.get(first?.low ?? '');
  const [clause = ''] = textOf(rest).split(ends);
  if (!first || verb === undefined || tells.test(clause)) return tokens;
  return [...tokens.slice(0, at), { ...first, text: verb, low: verb }, ...rest];
}
