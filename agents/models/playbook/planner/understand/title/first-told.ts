import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import { tablesIn } from '../mentioned.ts';

const keeping: ReadonlySet<string> = new Set(
  phrases(
    'store | save | keep | track | record | persist | remember | log | capture | support | allow | let',
  ),
);
const isName = ({ kind, text }: Token): boolean =>
  kind === 'code' || kind === 'number' || /_|[a-z][A-Z]/.test(text);

/**
 * `Store the language of each user on the user's record` as the first sentence, and further below a column of that
 * table by its name: the first says in sum what the second orders.
 */
export function settleFirst(
  first: readonly Token[] | undefined,
  draft: Draft,
  found: Findings,
  context: ReadingContext,
): void {
  if (
    !first ||
    !found.unread.includes(textOf(first)) ||
    !keeping.has(first[0]?.low ?? '') ||
    first.some(isName)
  )
    return;
  const tables = tablesIn(first, context);
  const ordered = draft.columns.some(
    ({ title, name, table }) =>
      !title && name.marked && table?.table !== undefined && tables.includes(table.table),
  );
  if (ordered) found.leave([textOf(first)]);
}
