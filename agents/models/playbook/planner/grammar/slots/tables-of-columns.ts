import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import { type ColumnReading, columns } from './columns.ts';
import type { ReadingContext } from './context.ts';
import { listOf } from './lists.ts';
import { type NameReading, name } from './names.ts';

export interface ListedTable {
  readonly name: NameReading;
  readonly columns: readonly ColumnReading[];
}

/** `orders (id, total numeric)` */
function* listedTable(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<ListedTable>> {
  for (const found of name(tokens, at, context)) {
    if (tokens[found.next]?.text !== '(') continue;
    for (const inside of columns(tokens, found.next + 1, context))
      if (tokens[inside.next]?.text === ')')
        yield { value: { name: found.value, columns: inside.value }, next: inside.next + 1 };
  }
}

const separators: ReadonlySet<string> = new Set([',', ';', 'and', '&', '+', 'plus']);

/** {listedtables}: tables each with its columns in brackets */
export const listedtables = listOf<ReadingContext, ListedTable>(listedTable, (tokens, at) => {
  let next = at;
  while (separators.has(tokens[next]?.low ?? '')) next += 1;
  return next;
});
