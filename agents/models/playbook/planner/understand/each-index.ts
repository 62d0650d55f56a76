import type { Sentence } from '../text/sentences.ts';
import { textOf, tokenize } from '../text/tokens.ts';

const column = '`?[a-z_]\\w*`?';
const order = new RegExp(
  `^(?:(?:please |also )?(?:add|create|need|put|define)(?: the| missing| necessary| database| db| b-?tree)*|database|db)? ?(?:indexes|indices)(?: for performance)? (?:on|for|over):? (?:columns? )?(${column}(?:(?:,? and|,) ${column})+)(?: columns?)?( (?:in|of|on) (?:the )?\`?[a-z_]\\w*\`?(?: table)?)?$`,
  'i',
);
const words = /^(?:the|all|each|foreign|keys?|columns?|frequently|both|every|these|those)$/i;

/** `Add indexes on user_id, status`: several of one column each; one of both would be an index. */
export function withEachIndex(sentences: readonly Sentence[]): readonly Sentence[] {
  return sentences.flatMap((sentence) => {
    const { from, asks, checked } = sentence;
    const [, list, table = ''] = order.exec(textOf(sentence.tokens).replace(/ ,/g, ',')) ?? [];
    if (!list || from === 'title' || from === 'heading' || from === 'quote' || asks || checked === true)
      return [sentence];
    const columns = list.split(/,? and |, /).map((one) => one.replaceAll('`', '').trim());
    if (columns.some((one) => words.test(one))) return [sentence];
    return columns.map((one) => ({ ...sentence, tokens: tokenize(`add an index on \`${one}\`${table}`) }));
  });
}
