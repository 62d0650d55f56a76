import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { listOf } from './lists.ts';
import type { NameReading } from './names.ts';
import { gap } from './places.ts';
import { ownColumn } from './split-column.ts';

function* marked(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  for (const found of ownColumn(tokens, at, context)) {
    const { names } = context;
    const { text, marked } = found.value;
    const exact = names.tables.some(({ columns }) => columns.some(({ name }) => name === text));
    if (marked && exact) yield found;
  }
}

/** {markedcolumns}: columns that some table has, called exactly so and written as names */
export const markedColumns = listOf<ReadingContext, NameReading>(marked, gap);
