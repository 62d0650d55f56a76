import { typeWords } from '../../lexicon/types.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { definitionList } from '../lines/field-line.ts';

const lead =
  /^(?:please )?(?:create|add|make|we need|introduce) (?:an? |the )?(?:new )?(?:database )?table (?:called |named )?[`"]?([a-z_]\w*)[`"]?(?: ?: ?| with (?:the )?(?:following )?(?:columns |fields )?:? ?| ?(?=\())/i;
const constraint = /^(?:primary key|unique|check|foreign key) ?\(.+\)$/i;
/** `room int`, `"id" varchar(20) not null`. */
const column = /^[`"]?([a-z_]\w*)[`"]? ([a-z]+)\b/i;
/** `a int`: elsewhere an article. */
const noName = /^(?:an?|the)$/i;
const isTypeWord = (word: string | undefined): boolean => typeWords[word?.toLowerCase() ?? ''] !== undefined;
/** `… y text and unique (x, y)` */
const joint =
  /,? (?:and|with) (?=(?:an? |the )?(?:composite )?(?:primary key|unique|check|foreign key) ?\()/i;
const article = /^(?:an? |the )?(?:composite )?/i;

/**
 * `Add table seats: room int, number int, primary key (room, number)`: what the brackets of CREATE TABLE would hold, so
 * PostgreSQL's grammar reads it. Forms of prose know no such conditions, and take `a` and `text` for no names.
 */
export function tableInWords(tokens: readonly Token[]): string | undefined {
  const text = textOf(tokens).replace(/\.$/, '');
  const head = lead.exec(text);
  if (!head?.[1]) return undefined;
  const rest = text.slice(head[0].length);
  const bracket = /^\((.+)\)$/.exec(rest)?.[1] ?? rest;
  const parts = definitionList(tokenize(bracket))
    .flatMap((part) => textOf(part).split(joint))
    .map((part) => (constraint.test(part.replace(article, '')) ? part.replace(article, '') : part));
  const isColumn = (part: string): boolean => isTypeWord(column.exec(part)?.[2]);
  const beyondProse = (part: string): boolean =>
    constraint.test(part) || noName.test(column.exec(part)?.[1] ?? '') || isTypeWord(column.exec(part)?.[1]);
  if (!parts.some(beyondProse)) return undefined;
  if (!parts.every((part) => constraint.test(part) || isColumn(part))) return undefined;
  // `order`: quoted, a name in small letters stays the same.
  const name = /[A-Z]/.test(head[1]) ? head[1] : `"${head[1]}"`;
  return `CREATE TABLE ${name} (${parts.join(', ')})`;
}
