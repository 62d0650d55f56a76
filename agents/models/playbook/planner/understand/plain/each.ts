import type { wantForms } from '../../grammar/forms/plain/wants.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { record } from './facts.ts';
import { ask, nameOf, type PlainRecorders, reading, tableOf } from './tools.ts';

/** One rule or name for several columns that are there. */
export const eachRecorders: PlainRecorders<Pick<typeof wantForms, 'renameEverywhere' | 'factsOfType'>> = {
  renameEverywhere({ newname, gone }, tools) {
    if (!newname || !gone) return 'other';
    const having = tools.context.names.tables.filter(
      ({ kind, partitionOf, columns }) =>
        kind === 'table' && !partitionOf && columns.some(({ name }) => name === newname.text),
    );
    if (having.length === 0) return 'other';
    tools.draft.notes.push(`${newname.text} is renamed in ${having.map(displayName).join(', ')}`);
    for (const table of having)
      tools.draft.rules.push({ kind: 'rename', table: reading(table), from: nameOf(newname.text), to: gone });
    return undefined;
  },
  factsOfType({ entity, oldtype, plainfacts }, tools) {
    const table = tableOf(entity, tools);
    if (!table || !oldtype || !plainfacts) return 'other';
    // `All timestamps` have a time zone or none.
    const is = /^timestamp/.test(oldtype.said) ? /^timestamp/ : oldtype.is;
    const columns = table.columns.filter(({ type }) => is.test(type));
    if (columns.length === 0)
      return ask(tools, `${displayName(table)} has no column of the type ${oldtype.said}. What is meant?`);
    const outcomes = columns.map((column) =>
      record({ table, column, at: `${displayName(table)}.${column.name}` }, plainfacts, tools),
    );
    return outcomes.includes('other') ? 'other' : undefined;
  },
};
