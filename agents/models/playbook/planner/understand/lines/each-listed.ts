import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf, tokenize } from '../../text/tokens.ts';

/* What a sentence orders for all that it lists, as an order for each. */

const mayOrder = ({ from, asks, checked }: Sentence): boolean =>
  from !== 'title' && from !== 'heading' && from !== 'quote' && !asks && checked !== true;
const said = ({ tokens }: Sentence): string => textOf(tokens).replace(/ ,/g, ',');
const namesIn = (list: string): readonly string[] =>
  list.split(/,? and |, /).map((one) => one.replaceAll('`', '').trim());

const column = '`?[a-z_]\\w*`?';
const indexes = new RegExp(
  `^(?:(?:please |also )?(?:add|create|need|put|define)(?: the| missing| necessary| database| db| b-?tree)*|database|db)? ?(?:indexes|indices)(?: for performance)? (?:on|for|over):? (?:columns? )?(${column}(?:(?:,? and|,) ${column})+)(?: columns?)?( (?:in|of|on) (?:the )?\`?[a-z_]\\w*\`?(?: table)?)?$`,
  'i',
);
const notColumns = /^(?:the|all|each|foreign|keys?|columns?|frequently|both|every|these|those)$/i;

/** `Add indexes on user_id, status`: several of one column each; one of both would be an index. */
export function withEachIndex(sentences: readonly Sentence[]): readonly Sentence[] {
  return sentences.flatMap((sentence) => {
    const [, list, table = ''] = (mayOrder(sentence) && indexes.exec(said(sentence))) || [];
    const columns = list === undefined ? [] : namesIn(list);
    if (columns.length === 0 || columns.some((one) => notColumns.test(one))) return [sentence];
    return columns.map((one) => ({ ...sentence, tokens: tokenize(`add an index on \`${one}\`${table}`) }));
  });
}

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
