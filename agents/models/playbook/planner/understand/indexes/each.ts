import type { Sentence } from '../../text/sentences.ts';
import { tokenize } from '../../text/tokens.ts';
import { mayOrder, namesIn, said } from '../lines/orders.ts';

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
