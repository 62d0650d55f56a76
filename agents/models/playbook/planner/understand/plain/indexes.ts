import type { indexForms } from '../../grammar/forms/plain/indexes.ts';
import { columnOf, displayName } from '../../resolve/schema-names.ts';
import { ask, type PlainRecorders, reading, tableOf } from './tools.ts';

export const indexRecorders: PlainRecorders<typeof indexForms> = {
  orderedIndex({ entity, keys = [], unique }, tools) {
    const table = tableOf(entity, tools);
    if (!table || keys.length === 0) return 'other';
    if (keys.some(({ name }) => !/^(?:exact|spelling)$/.test(columnOf(table, name.text).how))) return 'other';
    tools.draft.rules.push({
      kind: 'index',
      table: reading(table),
      columns: keys.map(({ name }) => name),
      descending: keys.map(({ descending }) => descending),
      unique: unique === true,
      method: undefined,
      include: [],
      where: undefined,
    });
    return undefined;
  },
  partialIndex({ entity, anything = '' }, tools) {
    const table = tableOf(entity, tools);
    if (!table) return 'other';
    return ask(
      tools,
      `On which columns of ${displayName(table)} shall the index of the rows where ${anything} be? It has ${table.columns
        .slice(0, 12)
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  },
};
