import type { ReadingContext } from '../../grammar/slots/context.ts';
import { isIdentifier } from '../../grammar/slots/names.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf, tokenize } from '../../text/tokens.ts';

const nameless =
  /^(?:\[?\w+\]? ?[:-]? )?(?:please )?(?:add|create|introduce)(?: an?| the)?(?: new| missing| further)? (?:column|field) (?:to|in|on|for)(?: the)? [`"]?([\w.]+)[`"]?(?: table| model)?\.?$/i;

/** `Add a new column to the reservation table` above `bayId`, and not a word beside: that is what it is called. */
export function withNameBelow(
  sentences: readonly Sentence[],
  { names }: ReadingContext,
): readonly Sentence[] {
  const [title, only, ...others] = sentences;
  if (title?.from !== 'title' || !only || others.length > 0 || only.from === 'heading') return sentences;
  const table = names.knownTable(nameless.exec(textOf(title.tokens))?.[1] ?? '');
  const [token, dot, ...more] = only.tokens;
  const alone = token && (dot === undefined || dot.text === '.') && more.length === 0;
  if (!table || !alone || token.kind === 'punct' || !isIdentifier(token.text)) return sentences;
  return [title, { ...only, tokens: tokenize(`add the column \`${token.text}\` to \`${table.name}\``) }];
}
