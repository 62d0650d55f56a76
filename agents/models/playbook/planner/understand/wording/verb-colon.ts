import type { Token } from '../../text/tokens.ts';

const verbs: ReadonlySet<string> = new Set([
  'add',
  'drop',
  'remove',
  'delete',
  'rename',
  'create',
  'alter',
  'change',
]);

/** `add: language text`, as lists of changes have it. */
export const withoutVerbColon = (tokens: readonly Token[]): readonly Token[] =>
  verbs.has(tokens[0]?.low ?? '') && tokens[1]?.text === ':' && tokens.length > 2
    ? [...tokens.slice(0, 1), ...tokens.slice(2)]
    : tokens;
