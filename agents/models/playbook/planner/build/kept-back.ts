import type { NameReading } from '../grammar/slots/names.ts';
import { nameKey } from '../resolve/words.ts';
import { sameTable } from '../understand/draft.ts';
import type { Build } from './outcome.ts';
import type { Rule } from './rule.ts';

/**
 * What goes on being read and written while its values move to another place, is dropped by a later migration: whether
 * a drop is one of these, and what takes the place of the column.
 */
export function keptBack({ table, column }: Rule<'dropColumn'>, { draft }: Build): string | undefined {
  const isIt = (name: NameReading): boolean => nameKey(name.text) === nameKey(column.text);
  for (const rule of draft.rules) {
    if (rule.kind === 'rename' && sameTable(table, rule.table) && isIt(rule.from)) return rule.to.text;
    if (rule.kind === 'splitColumn' && sameTable(table, rule.table) && isIt(rule.column))
      return rule.into.map(({ text }) => text).join(' and ');
    if (rule.kind === 'mergeColumns' && sameTable(table, rule.table) && rule.columns.some(isIt))
      return rule.into.text;
  }
  return undefined;
}
