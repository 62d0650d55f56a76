import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { isText } from '../../build/values.ts';
import type { indexForms } from '../../grammar/forms/plain/indexes.ts';
import { columnOf, displayName } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import { tokenize } from '../../text/tokens.ts';
import { isOneEach, plainIndex } from '../indexes/plain.ts';
import { names, ordersChange } from '../unread/weight.ts';
import { ask, columnsOf, nameOf, type PlainRecorders, placeOf, reading, tableOf } from './tools.ts';

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
  newestIndex({ entity, names: said = [] }, tools) {
    const table = tableOf(entity, tools);
    const columns = table && columnsOf(table, said, tools);
    const born = table?.columns.find(({ name }) => /^(?:created_?at|inserted_?at)$/i.test(name));
    if (!table || !born) return 'other';
    if (!columns) return undefined;
    tools.draft.notes.push(`"newest first" is by ${displayName(table)}.${born.name}`);
    tools.draft.rules.push({
      ...plainIndex(reading(table), [...columns, born.name].map(nameOf)),
      descending: [...columns.map(() => false), true],
    });
    return undefined;
  },
  expressionIndex({ keyed, unique, entity }, tools) {
    const said = tableOf(entity, tools);
    const has = (table: CatalogTable): boolean =>
      keyed !== undefined && /^(?:exact|spelling)$/.test(columnOf(table, keyed.name.text).how);
    const all = said ? [said] : tools.context.names.tables.filter(({ kind }) => kind === 'table');
    const [table, ...others] = all.filter(has);
    if (!keyed || !table || others.length > 0) return 'other';
    if (!said)
      tools.draft.notes.push(`the table is ${displayName(table)}, the only one with ${keyed.name.text}`);
    tools.draft.rules.push({
      kind: 'expressionIndex',
      table: reading(table),
      keyed,
      unique: unique === true,
      method: undefined,
    });
    return undefined;
  },
  keyedIndex({ keys = [], unique }, tools) {
    const has = (table: CatalogTable): boolean =>
      keys.every(
        ({ name }) =>
          /^(?:exact|spelling)$/.test(columnOf(table, name.text).how) ||
          tools.draft.columns.some(
            (column) =>
              nameKey(column.name.text) === nameKey(name.text) && (column.table?.table ?? table) === table,
          ),
      );
    const [table, ...others] = tools.mentioned.filter(has);
    if (!table || others.length > 0 || keys.length < 2) return 'other';
    tools.draft.rules.push({
      ...plainIndex(
        reading(table),
        keys.map(({ name }) => name),
      ),
      descending: keys.map(({ descending }) => descending),
      unique: unique === true,
    });
    return undefined;
  },
  bareIndex({ field, unique }, tools) {
    // `Index on position` of no table may be about anything.
    if (!field?.table && tools.mentioned.length === 0) return 'other';
    const place = placeOf(field, tools);
    if (place)
      tools.draft.rules.push({
        ...plainIndex(reading(place.table), [nameOf(place.column.name)]),
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
