import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { wordsOf } from '../../resolve/words.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import { tablesIn } from '../mentioned.ts';

const keeping: ReadonlySet<string> = new Set(
  phrases(
    'store | save | keep | track | record | persist | remember | log | capture | support | allow | let',
  ),
);
/** `Create a way to keep …`, `Introduce a formal lifecycle for …` */
const waysOf =
  /^(?:please )?(?:create|add|provide|introduce|implement|define) (?:(?:an?|the|some|new|formal|proper|simple|better|explicit) )*(?:way|means|(?:\w+ ){0,2}(?:life ?cycle|workflow|state machine|tracking)) (?:to|of|for|on)\b/i;
/** `Record when a task was published`: one column, and not in sum what others say. */
const oneThing = /^\w+ (?:also )?(?:the )?(?:when|whether|who|date|time|moment)\b/i;
const another = /\b(?:and|also|then|as well)\b|[;&]/i;
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
  const text = textOf(first ?? []);
  const way = waysOf.test(text) && !another.test(text);
  const parts = found.unread.filter((part) => part === text || (way && text.endsWith(part)));
  if (!first || parts.length === 0) return;
  const named = first.filter(isName);
  const isTable = (token: Token): boolean => way && tablesIn([token], context).length > 0;
  if (!(way || keeping.has(first[0]?.low ?? '')) || !named.every(isTable)) return;
  const tables = tablesIn(first, context);
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu));
  const isTold = (name: string): boolean =>
    !oneThing.test(text) || wordsOf(name).some((word) => words.has(word));
  const ordered = draft.columns.some(
    ({ title, name, table }) =>
      !title &&
      name.marked &&
      table?.table !== undefined &&
      tables.includes(table.table) &&
      isTold(name.text),
  );
  if (ordered) found.leave(parts);
}
