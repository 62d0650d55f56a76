import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

const table = compilePattern(
  '[,|;] (and|as well as|plus|&) [also|then|finally] [<the>] (<table> {known:table}|{known:table} <table>) <as> [<the>] {name:to} [too|as well]',
  words,
);

/** `Rename tasks.category_id to topic_id and the table categories to topics`: the verb is said once. */
export function renameToo(tokens: readonly Token[], draft: Draft, context: ReadingContext): number {
  const match = matchAt(table, tokens, 0, slots, context, tokens.length);
  const renamed = (match?.captures.table as TableReading | undefined)?.table;
  if (!match || !renamed) return 0;
  draft.rules.push({ kind: 'renameTable', table: renamed, to: match.captures.to as NameReading });
  return match.next;
}
