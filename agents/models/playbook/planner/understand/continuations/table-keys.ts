import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import type { TableDraft } from '../draft.ts';

const primary = compilePattern(
  '[<the>] [composite] (primary key|pk) [is|:|=|on|over|of|should be] [<the>] [<open>] {names} [<close>] [.]',
  words,
);
const primaryOfAll = compilePattern(
  '[<the>] [composite] (primary key|pk) [is|:|=] (on|over|of|across) (both columns|both of them|all columns|all of them|the two|the pair|both) [.]',
  words,
);
const unique = compilePattern(
  '[constraint|constraints] [:] [<the>] (unique|unique constraint|unique key|composite unique constraint|unique index) [is|:|=|on|over|of|should be] [<the>] [<open>] {names} [<close>] [together] [.]',
  words,
);

const together = compilePattern(
  '[<the>] [combination|pair|combination of|pair of] [<open>] {names} [<close>] (must|should|has to|have to|needs to|need to|is|are) [be] unique [together] [.]',
  words,
);

const indexed = compilePattern(
  '[<add>] [<the>] [composite] <index> [is|:|=|on|over|of|for] [<the>] [<open>] {names} [<close>]',
  words,
);
/** What follows says why: `(the most common query)`. */
const reasons: ReadonlySet<string> = new Set(['(', '-', ':', ',', 'for', 'to', 'because', 'since', 'as']);

const wished = new Phrases(
  ['good', 'great', 'nice', 'helpful', 'useful', 'needed', 'required'].flatMap((praise) => [
    `would be ${praise}`,
    `would also be ${praise}`,
  ]),
);

/** A line below a new table that asks for an index on some of its columns: these, undefined where it is none. */
export function tableIndex(
  tokens: readonly Token[],
  table: TableDraft,
  context: ReadingContext,
): readonly NameReading[] | undefined {
  const match = matchAt(indexed, tokens, 0, slots, context);
  const rest = match && tokens[match.next];
  if (!match || (rest && !reasons.has(rest.low) && !wished.startsAt(tokens, match.next))) return undefined;
  const columns = (match.captures.names as readonly NameReading[]).map(({ text }) =>
    table.columns.find(({ name }) => nameKey(name.text) === nameKey(text)),
  );
  return columns.every((column) => column !== undefined) ? columns.map(({ name }) => name) : undefined;
}

/** A line below a new table that says which of its columns are its key, or unique together. */
export function tableKeys(tokens: readonly Token[], table: TableDraft, context: ReadingContext): boolean {
  const all = matchAt(primaryOfAll, tokens, 0, slots, context);
  const pair = table.columns.length === 2 || tokens.some(({ low }) => low === 'all');
  if (all?.next === tokens.length && pair) {
    table.primaryKey = table.columns.map(({ name }) => name.text);
    return true;
  }
  for (const [pattern, keep] of [
    [primary, (keys: readonly string[]) => (table.primaryKey = keys)],
    [unique, (keys: readonly string[]) => table.uniques.push(keys)],
    [together, (keys: readonly string[]) => table.uniques.push(keys)],
  ] as const) {
    const match = matchAt(pattern, tokens, 0, slots, context);
    if (match?.next !== tokens.length) continue;
    const keys = (match.captures.names as readonly NameReading[]).map(
      ({ text }) => table.columns.find(({ name }) => nameKey(name.text) === nameKey(text))?.name.text,
    );
    if (!keys.every((key) => key !== undefined)) continue;
    keep(keys);
    return true;
  }
  return false;
}
