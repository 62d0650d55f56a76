import type { plainKeyForms } from '../../grammar/forms/plain/keys.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { ask, keysBetween, nameOf, type PlainRecorders, reading, tableOf } from './tools.ts';

/** Another type for a key: what refers to it has to follow, which only the requester orders. */
export const keyRecorders: PlainRecorders<typeof plainKeyForms> = {
  widerKey({ entity, type }, tools) {
    const table = tableOf(entity, tools);
    const [key, ...others] = table?.primaryKey ?? [];
    const column = table?.columns.find(({ name }) => name === key);
    if (!table || !column || others.length > 0 || !type) return 'other';
    const place = `${displayName(table)}.${column.name}`;
    if (column.type === type.type) {
      tools.draft.fulfilled.push(`${place} is ${type.type} already`);
      return undefined;
    }
    const following = tools.context.names.tables.flatMap((child) =>
      keysBetween(child, table).flatMap(({ columns }) =>
        columns.map((one) => `${displayName(child)}.${one}`),
      ),
    );
    if (following.length > 0)
      return ask(
        tools,
        `Shall ${place} (${column.type}) and what refers to it, ${following.join(', ')}, become ${type.type}? Please name each column that shall.`,
      );
    tools.draft.rules.push({
      kind: 'changeType',
      table: reading(table),
      column: nameOf(column.name),
      type: type.type,
      notes: type.notes,
    });
    return undefined;
  },
};
