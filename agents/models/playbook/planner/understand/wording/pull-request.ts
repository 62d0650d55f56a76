import { type Token, tokenize } from '../../text/tokens.ts';

const subjects =
  /^(?:(?:in )?this|the) (?:pr|pull request|mr|merge request|change|changeset|commit|patch|branch|ticket|issue|story|migration)$/;
/** What a pull request tells it does is what is wanted. */
const verbs: Readonly<Record<string, string>> = {
  adds: 'add',
  introduces: 'add',
  creates: 'create',
  removes: 'remove',
  drops: 'drop',
  renames: 'rename',
  changes: 'change',
  makes: 'make',
  sets: 'set',
  converts: 'convert',
  moves: 'move',
  extends: 'extend',
  replaces: 'replace',
};
/** At the head of a sentence the forms know these. */
const read: ReadonlySet<string> = new Set(['adds', 'creates', 'removes', 'drops']);
const light: ReadonlySet<string> = new Set([
  'also',
  'simply',
  'just',
  'now',
  'only',
  'will',
  'should',
  'shall',
]);

/** `This PR introduces an index on …`: an order, told by who has done it. */
export function withoutPullRequest(tokens: readonly Token[]): readonly Token[] {
  for (const length of [2, 3]) {
    const said = tokens.slice(0, length).map(({ low }) => low);
    if (!subjects.test(said.join(' '))) continue;
    let at = length;
    while (light.has(tokens[at]?.low ?? '')) at += 1;
    const low = tokens[at]?.low ?? '';
    const verb = verbs[low] ?? (Object.values(verbs).includes(low) ? low : undefined);
    return verb === undefined ? tokens : [...tokenize(verb), ...tokens.slice(at + 1)];
  }
  const told = verbs[tokens[0]?.low ?? ''];
  return told !== undefined &&
    !read.has(tokens[0]?.low ?? '') &&
    tokens.length > 3 &&
    tokens[1]?.kind !== 'punct'
    ? [...tokenize(told), ...tokens.slice(1)]
    : tokens;
}
