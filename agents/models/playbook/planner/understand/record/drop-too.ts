import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

const joint = '[,|;] (and|as well as|plus|&) [also|then|finally]';
const tail = '[afterwards|then|finally|after that|too|as well|completely|entirely]';
const table = compilePattern(`${joint} [<the>] [<table>] {tables} [<table>] ${tail}`, words);
const column = compilePattern(
  `${joint} [<the>] (<column> {names} <from> {known:table}|{names} <column> <from> {known:table}|[<column>] {dotted:names} [<column>]) ${tail}`,
  words,
);

const tableWords: ReadonlySet<string> = new Set(words.table);

/** `Drop tasks.category_id, and the categories table`: the verb is said once; tells where that ends, 0 for nothing. */
export function dropToo(tokens: readonly Token[], draft: Draft, context: ReadingContext): number {
  const gone = matchAt(table, tokens, 0, slots, context, tokens.length);
  const tables = (gone?.captures.tables ?? []) as readonly TableReading[];
  const said = tokens.some(({ low }) => tableWords.has(low)) || tables.every(({ marked }) => marked);
  if (gone && said && tables.every((one) => one.table !== undefined)) {
    for (const one of tables) draft.rules.push({ kind: 'dropTable', table: one });
    return gone.next;
  }
  const less = matchAt(column, tokens, 0, slots, context, tokens.length);
  if (!less) return 0;
  const owner = less.captures.table as TableReading | undefined;
  for (const one of less.captures.names as readonly NameReading[]) {
    const own = one.table === undefined ? owner : { text: one.table, marked: true };
    draft.rules.push({ kind: 'dropColumn', table: own, column: one });
  }
  return less.next;
}
