import type { ReadingContext } from '../../grammar/slots/context.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';

const modals: ReadonlySet<string> = new Set('can should could must may'.split(' '));
const removed: ReadonlySet<string> = new Set(words.removed);
const fillers: ReadonlySet<string> = new Set('now safely therefore so be simply just also it we'.split(' '));
const joints: ReadonlySet<string> = new Set(['and', 'so', ',', ';', 'hence', 'therefore']);
/** What is said to hold at times, or not to hold, is no reason that a person settled. */
const conditions: ReadonlySet<string> = new Set(
  'if unless once after when until before but except maybe perhaps probably think guess whether question'.split(
    ' ',
  ),
);
const articles: ReadonlySet<string> = new Set(words.the);
const columnNouns: ReadonlySet<string> = new Set(words.column);
const longest = 24;

const isColumn = ({ kind, text }: Token, { hasColumn, names }: ReadingContext): boolean =>
  (kind === 'code' || /[_.]/.test(text)) &&
  hasColumn(text.split('.').at(-1) ?? '') &&
  !names.knownTable(text);

/** How many tokens at the head name one column: `the column notes of tasks`; 0 for none. */
function subjectLength(tokens: readonly Token[], context: ReadingContext): number {
  let at = 0;
  while (articles.has(tokens[at]?.low ?? '') || columnNouns.has(tokens[at]?.low ?? '')) at += 1;
  const name = tokens[at];
  if (!name || !isColumn(name, context)) return 0;
  at += 1;
  if (columnNouns.has(tokens[at]?.low ?? '')) at += 1;
  if (!/^(?:in|of|on|from)$/.test(tokens[at]?.low ?? '')) return at;
  let owner = at + 1;
  while (articles.has(tokens[owner]?.low ?? '')) owner += 1;
  if (!context.names.knownTable(tokens[owner]?.text ?? '')) return at;
  return /^tables?$/.test(tokens[owner + 1]?.low ?? '') ? owner + 2 : owner + 1;
}

/**
 * `` `notes` was replaced in 2.0 and can be dropped``: the reason stands between the column and what is ordered, which
 * is read as `drop the column`.
 */
export function withReasonLast(tokens: readonly Token[], context: ReadingContext): readonly Token[] {
  if (tokens.length > longest || tokens.some(({ low }) => conditions.has(low))) return tokens;
  const last = tokens.findLastIndex(({ low }) => removed.has(low));
  let at = last - 1;
  while (fillers.has(tokens[at]?.low ?? '')) at -= 1;
  if (last === -1 || tokens.slice(last + 1).some(({ kind, low }) => kind !== 'punct' && low !== 'now'))
    return tokens;
  if (!modals.has(tokens[at]?.low ?? '')) return tokens;
  at -= 1;
  while (fillers.has(tokens[at]?.low ?? '')) at -= 1;
  const it = tokens[0]?.low === 'it' ? 1 : 0;
  const length = it || subjectLength(tokens, context);
  if (length === 0 || at <= length || !joints.has(tokens[at]?.low ?? '')) return tokens;
  const [first] = tokens;
  if (!first) return tokens;
  const word = (low: string): Token => ({
    ...first,
    kind: 'word',
    text: low,
    raw: low,
    low,
    inner: [],
    spaced: true,
  });
  const named = tokens
    .slice(0, length)
    .some((token) => columnNouns.has(token.low) || token.text.includes('.'));
  return [word('drop'), ...(it || named ? [] : [word('the'), word('column')]), ...tokens.slice(0, length)];
}
