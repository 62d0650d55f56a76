import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import type { Token } from '../../text/tokens.ts';
import { type FieldLine, fieldLine } from '../lines/field-line.ts';
import { columnParts } from './columns.ts';
import type { TableOrder } from './order.ts';
import type { Tail } from './tail.ts';
import { bareList, belonging, columnsFor, labelled, leadsColumns } from './told-columns.ts';

/* Whether a sentence about a new table is its order: a model or a schema is one where its columns follow. */

export interface Design {
  readonly order: TableOrder;
  readonly tail: Tail;
}

const reach = 12;
export const fewest = 2;

/** `Create model file:` */
export const leadsLines = (line: Sentence | undefined): boolean =>
  line?.tokens.at(-1)?.text === ':' && line.tokens.length <= longestLead;
const longestLead = 6;

/** With a type, or what stands for one. */
const isTyped = (line: FieldLine | undefined): boolean =>
  line !== undefined &&
  [line.facts.facts.type, line.facts.facts.references, line.facts.facts.oneOf].some(
    (fact) => fact !== undefined,
  );

/** Lines with a type each that are no items: how many there are from here on. */
export function linesOfFields(below: readonly Sentence[], context: ReadingContext): number {
  const end = below.findIndex(
    ({ from, tokens, asks }) => from !== 'paragraph' || asks || !isTyped(fieldLine(tokens, context)),
  );
  return end === -1 ? below.length : end;
}

/** A list of columns: most with a type, or written as names are. */
function fieldsBelow(below: readonly Sentence[], name: string, context: ReadingContext): boolean {
  if (linesOfFields(below.slice(leadsLines(below[0]) ? 1 : 0), context) > fewest) return true;
  const first = below.findIndex(({ from }) => from === 'item');
  if (first === -1 || first > fewest) return false;
  const end = below.findIndex(({ from }, at) => at > first && from !== 'item');
  const items = below.slice(first, end === -1 ? undefined : end);
  const fields = items.filter(({ tokens, checked }) => checked === null && isField(tokens, context));
  const typed = items.some(({ tokens }) => isTyped(fieldLine(tokens, context)));
  const lead = below[first - 1];
  const right = lead === undefined || leadsColumns(lead.tokens, name);
  return items.length >= fewest && fields.length === items.length && (right || typed);
}
/** `- [ ] Create badges table with:` above deeper boxes that are its columns: how many. */
export function boxesBelow(
  { from, depth, tokens }: Sentence,
  below: readonly Sentence[],
  context: ReadingContext,
): number {
  if (from !== 'item' || !/^(?:with|:|columns|fields)$/.test(tokens.at(-1)?.low ?? '')) return 0;
  const end = below.findIndex((line) => line.from !== 'item' || line.depth <= depth);
  const boxes = end === -1 ? below : below.slice(0, end);
  const own = (line: Sentence): boolean =>
    line.checked !== true &&
    !line.asks &&
    (isField(line.tokens, context) || columnParts(line.tokens, context) !== undefined);
  return boxes.every(own) ? boxes.length : 0;
}
const isField = (tokens: readonly Token[], context: ReadingContext): boolean => {
  const line = fieldLine(tokens, context);
  return line !== undefined && (isTyped(line) || columnParts(tokens, context)?.length === 1);
};

/** A model or a schema is a table where the text tells its columns; a table without a verb, too. */
export function isSettled(
  { order, tail: { columns } }: Design,
  next: Sentence | undefined,
  rest: readonly Sentence[],
  context: ReadingContext,
): boolean {
  if (columns.length > 0 || (order.called && order.ordered)) return true;
  const below = rest.slice(0, reach).filter(({ from }) => from !== 'heading');
  return (
    next !== undefined &&
    (fieldsBelow(below, nameKey(order.name), context) ||
      below.some(
        ({ tokens }) =>
          labelled(tokens, context) !== undefined ||
          belonging(tokens, nameKey(order.name), context) !== undefined ||
          columnsFor(tokens, nameKey(order.name), context),
      ) ||
      (order.ordered && bareList(next.tokens, context) !== undefined))
  );
}
