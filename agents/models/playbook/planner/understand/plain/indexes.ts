import { isText } from '../../build/values.ts';
import type { indexForms } from '../../grammar/forms/plain/indexes.ts';
import { columnOf, displayName } from '../../resolve/schema-names.ts';
import { tokenize } from '../../text/tokens.ts';
import { isOneEach, plainIndex } from '../indexes/plain.ts';
import { names, ordersChange } from '../unread/weight.ts';
import { ask, type PlainRecorders, placeOf, reading, tableOf } from './tools.ts';

export const indexRecorders: PlainRecorders<typeof indexForms> = {
  orderedIndex({ entity, keys = [], unique, anything = '' }, tools) {
    // Behind the order only a remark.
    if (ordersChange(tokenize(anything), tools.context) || names(tokenize(anything), tools.context))
      return 'other';
    const table = tableOf(entity, tools);
    if (!table || keys.length === 0) return 'other';
    if (keys.some(({ name }) => !/^(?:exact|spelling)$/.test(columnOf(table, name.text).how))) return 'other';
    const indexes = isOneEach(tools.tokens) ? keys.map((key) => [key]) : [keys];
    for (const each of indexes)
      tools.draft.rules.push({
        ...plainIndex(
          reading(table),
          each.map(({ name }) => name),
        ),
        descending: each.map(({ descending }) => descending),
        unique: unique === true,
      });
    return undefined;
  },
  trigramIndex({ field, anything = '' }, tools) {
    if (ordersChange(tokenize(anything), tools.context)) return 'other';
    const place = placeOf(field, tools);
    if (!place) return undefined;
    if (!isText(place.column.type))
      return ask(tools, `${place.at} is ${place.column.type}, which has no trigrams. Which column is meant?`);
    tools.draft.rules.push(
      { kind: 'extension', name: 'pg_trgm' },
      {
        kind: 'operation',
        operation: {
          op: 'add_index',
          table: place.table.name,
          schema: place.table.schema,
          columns: [{ column: place.column.name, operatorClass: 'gin_trgm_ops' }],
          method: 'gin',
        },
      },
    );
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
