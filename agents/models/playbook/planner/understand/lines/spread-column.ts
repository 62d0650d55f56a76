import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf, tokenize } from '../../text/tokens.ts';
import { mayOrder, namesIn, said } from './orders.ts';

const listed = /^`?([a-z]+_\w+)`? (?:(?:column|field) )?(?:on|to|in|for) (.+?)\.?$/i;
const summed =
  /^(?:please )?add(?:ing)? (?:an? |the )?`?([a-z]+_\w+)`?(?: columns?| fields?)? (?:to|on|in|for) (?:all|every|each|the|these|those|listed|our)\b/i;
const fewest = 2;

/**
 * `Add deleted_at to all user-facing models`, and further below `deleted_at on users, documents, files`: in each of
 * these, and no others.
 */
export function withSpreadColumn(
  sentences: readonly Sentence[],
  { names }: ReadingContext,
): readonly Sentence[] {
  const wanted = new Set(
    sentences.flatMap(({ tokens }) => summed.exec(textOf(tokens))?.[1]?.toLowerCase() ?? []),
  );
  if (wanted.size === 0) return sentences;
  const orders = new Map<Sentence, readonly Sentence[]>();
  for (const sentence of sentences) {
    const [, column = '', list = ''] = (mayOrder(sentence) && listed.exec(said(sentence))) || [];
    const tables = namesIn(list);
    const known = tables.every((one) => /^\w+$/.test(one) && names.knownTable(one) !== undefined);
    if (!wanted.has(column.toLowerCase()) || tables.length < fewest || !known) continue;
    orders.set(
      sentence,
      tables.map((one) => ({ ...sentence, tokens: tokenize(`add the column \`${column}\` to \`${one}\``) })),
    );
  }
  if (orders.size !== 1) return sentences;
  return sentences.flatMap((sentence) =>
    orders.has(sentence) || sentence.from === 'heading' || !summed.test(textOf(sentence.tokens))
      ? (orders.get(sentence) ?? [sentence])
      : [],
  );
}
