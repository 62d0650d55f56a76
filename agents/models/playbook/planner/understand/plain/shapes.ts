import { ident, literal } from '../../../../../../postgres/sql.ts';
import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { snakeCase } from '../../resolve/words.ts';
import { ask, enumOf, type PlainRecorders, placeOf, reading, tableOf } from './tools.ts';

type ShapeForms = Pick<typeof plainRuleForms, 'mergeFields' | 'ownTable' | 'derived' | 'viewOf'>;

/** Columns that become one, a table of their own or another column; rows that become a view. */
export const shapeRecorders: PlainRecorders<ShapeForms> = {
  mergeFields(slots, tools) {
    const { newname } = slots;
    const names = slots.names ?? [];
    const said = tableOf(slots.entity, tools);
    if (names.length < 2 || !newname || tools.context.names.knownTable(newname.text)) return 'other';
    const all = said ? [said] : tools.context.names.tables;
    const fits = all.filter((table) => names.every(({ text }) => columnMeant(table, text)));
    const [table] = fits;
    if (!table || fits.length > 1) return 'other';
    if (!said)
      tools.draft.notes.push(
        `the table is ${displayName(table)}, the only one with ${names.map(({ text }) => text).join(', ')}`,
      );
    tools.draft.rules.push({ kind: 'mergeColumns', table: reading(table), columns: names, into: newname });
    return undefined;
  },
  ownTable(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place) return undefined;
    return ask(
      tools,
      `What shall the new table for ${place.at} be called, e.g. ${snakeCase(place.table.name).replace(/s$/, '')}_${place.column.name}? Each of its rows belongs to one of ${displayName(place.table)}.`,
    );
  },
  derived(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table || !slots.newname) return 'other';
    const name = snakeCase(slots.newname.text);
    const there = columnMeant(table, name);
    return ask(
      tools,
      `${there ? `${displayName(table)}.${there.name} is there already. ` : ''}How is ${displayName(table)}.${name} computed from "${slots.parts}": which SQL over the row, e.g. concat_ws(' ', a, b)? Shall PostgreSQL keep it (a generated column), or shall it be filled once and be written afterwards?`,
    );
  },
  viewOf(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const said = typeof slots.word === 'string' ? slots.word : undefined;
    if (!table || said === undefined) return 'other';
    const label = said.toLowerCase();
    const flags = table.columns.filter(
      ({ name, type }) => type === 'boolean' && (name === label || name === `is_${label}`),
    );
    const lists = table.columns.filter((column) => enumOf(column, tools.context)?.labels.includes(label));
    const [column] = [...flags, ...lists];
    const name = slots.viewname?.text ?? `${snakeCase(label)}_${table.name}`;
    if (!column || flags.length + lists.length > 1)
      return ask(
        tools,
        `Which rows of ${displayName(table)} are "${said}", as a condition over its columns (${table.columns
          .map((one) => one.name)
          .slice(0, 12)
          .join(', ')})? The view would be called ${name}.`,
      );
    const where = flags.length > 0 ? ident(column.name) : `${ident(column.name)} = ${literal(label)}`;
    tools.draft.notes.push(
      `the view ${name} has every column of ${displayName(table)}, of the rows where ${where}`,
    );
    tools.draft.rules.push({
      kind: 'view',
      name: { text: name, marked: true },
      query: `select ${table.columns.map((one) => ident(one.name)).join(', ')} from ${ident(table.schema)}.${ident(table.name)} where ${where}`,
      replace: false,
      materialized: false,
    });
    return undefined;
  },
};
