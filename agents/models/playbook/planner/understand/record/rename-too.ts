import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { asReading } from '../topic.ts';

const table = compilePattern(
  '[,|;] (and|as well as|plus|&) [also|then|finally] [<the>] (<table> {known:table}|{known:table} <table>|{known:table}) <as> [<the>] {name:to} [too|as well]',
  words,
);

const ownColumn = compilePattern(
  '[,|;] (and|as well as|plus|&) [also|then|finally] [<rename>] (its [<column>]|the <column>|<column>) {name:from} <as> [<the>] {name:to} [too|as well]',
  words,
);

/**
 * `Rename tasks.category_id to topic_id and the table categories to topics`, `Rename the table categories to topics
 * and its column slug to handle`: the verb is said once.
 */
export function renameToo(tokens: readonly Token[], draft: Draft, context: ReadingContext): number {
  const before = draft.rules.at(-1);
  const own = matchAt(ownColumn, tokens, 0, slots, context, tokens.length);
  if (own && before?.kind === 'renameTable') {
    const { from, to } = own.captures as { from: NameReading; to: NameReading };
    draft.rules.push({ kind: 'rename', table: asReading(before.table), from, to });
    return own.next;
  }
  const match = matchAt(table, tokens, 0, slots, context, tokens.length);
  const renamed = (match?.captures.table as TableReading | undefined)?.table;
  if (!match || !renamed) return 0;
  draft.rules.push({ kind: 'renameTable', table: renamed, to: match.captures.to as NameReading });
  return match.next;
}
