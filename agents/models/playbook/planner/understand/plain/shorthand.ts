import { noFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import type { shorthandForms } from '../../grammar/forms/plain/shorthand.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { notTableNames } from '../../lexicon/stopwords.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { hintOf } from '../../resolve/type-hint.ts';
import { snakeCase } from '../../resolve/words.ts';
import { record } from './facts.ts';
import { isColumn } from './new-column.ts';
import {
  ask,
  columnsOf,
  keysBetween,
  nameOf,
  type PlainRecorders,
  placed,
  placeOf,
  reading,
  tableOf,
} from './tools.ts';
import { choosing, isChoice } from './values.ts';

const spoken = ({ min, max, minExclusive, maxExclusive }: ColumnFacts): string =>
  [
    min !== undefined && `${minExclusive ? '>' : '≥'} ${min}`,
    max !== undefined && `${maxExclusive ? '<' : '≤'} ${max}`,
  ]
    .filter(Boolean)
    .join(' and ');

/** What is said in signs and in lists, where a longer text would have a sentence. */
export const shorthandRecorders: PlainRecorders<typeof shorthandForms> = {
  bounded(slots, tools) {
    const { bounds, newname, entity } = slots;
    if (!bounds) return 'other';
    if (slots.field) {
      const place = placeOf(slots.field, tools);
      return place && record(place, bounds, tools);
    }
    const table = tableOf(entity, tools);
    if (!newname || !entity) return 'other';
    if (!table) return ask(tools, `There is no table "${entity.text}". Which table is meant?`);
    if (columnMeant(table, newname.text)) {
      const place = placed(table, newname.text, tools);
      return place && record(place, bounds, tools);
    }
    const name = snakeCase(newname.text);
    const columns = table.columns.slice(0, 12).map((column) => column.name);
    return ask(
      tools,
      `${displayName(table)} has no column "${newname.text}". Shall a column ${name} be added (${hintOf(name) ?? 'integer'}, ${spoken(bounds)}), or which of ${columns.join(', ')} is meant?`,
    );
  },
  uniqueOf(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const columns = table && slots.names && columnsOf(table, slots.names, tools);
    if (table && columns)
      tools.draft.rules.push({ kind: 'unique', table: reading(table), columns: columns.map(nameOf) });
    return table ? undefined : 'other';
  },
  compositeKey(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const columns = table && slots.names && columnsOf(table, slots.names, tools);
    if (!table) return 'other';
    if (!columns) return undefined;
    if (columns.length < 2) return 'other';
    const primary = table.primaryKey?.join(', ');
    const called = tools.tokens.some(({ low }) => low === 'composite');
    if (called && primary !== undefined)
      tools.draft.notes.push(
        `the key is a unique constraint: ${displayName(table)} has the primary key (${primary})`,
      );
    tools.draft.rules.push(
      called && primary === undefined
        ? { kind: 'primaryKey', table: reading(table), columns: columns.map(nameOf) }
        : { kind: 'unique', table: reading(table), columns: columns.map(nameOf) },
    );
    return undefined;
  },
  onDeleteOf(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place || !slots.ondelete) return undefined;
    tools.draft.rules.push({
      kind: 'foreignKeyAction',
      table: reading(place.table),
      column: nameOf(place.column.name),
      parent: undefined,
      action: slots.ondelete,
    });
    return undefined;
  },
  onDeleteBetween({ child, parent, ondelete }, tools) {
    const [of, to] = [tableOf(child, tools), tableOf(parent, tools)];
    if (!of || !to || !ondelete) return 'other';
    const keys = keysBetween(of, to);
    const [column, ...others] = keys.flatMap(({ columns }) => columns);
    if (column === undefined || others.length > 0)
      return ask(
        tools,
        column === undefined
          ? `No column of ${displayName(of)} refers to ${displayName(to)}. Which key is meant?`
          : `${displayName(of)} refers to ${displayName(to)} by ${[column, ...others].join(' and ')}. Which of them is meant?`,
      );
    tools.draft.rules.push({
      kind: 'foreignKeyAction',
      table: reading(of),
      column: nameOf(column),
      parent: reading(to),
      action: ondelete,
    });
    return undefined;
  },
  tablesOfColumns({ listedtables = [] }, tools) {
    const { draft, context } = tools;
    // `Add an index (status, due_date)`: a thing in brackets that is no table.
    if (listedtables.some(({ name }) => notTableNames.has(name.text) || name.table !== undefined))
      return 'other';
    if (listedtables.some(({ name }) => context.names.knownTable(name.text) || name.text.includes(' ')))
      return 'other';
    if (listedtables.some(({ columns }) => columns.length < 2)) return 'other';
    if (listedtables.some(({ columns }) => columns.some((one) => one.group || one.facts.left.length > 0)))
      return 'other';
    const called = tools.tokens.some(({ low }) => /^(?:tables?|schemas?|models?)$/.test(low));
    if (!called) return 'other';
    const [made, ...others] = listedtables.map(({ name, columns }) => {
      const table = draft.table({ text: name.text, marked: true });
      for (const column of columns) draft.tableColumn(table, column.name, column.facts);
      return table;
    });
    return made && others.length === 0 ? { kind: 'table', draft: made } : undefined;
  },
  tableOfColumns({ newname, columns = [] }, tools) {
    const { draft, context } = tools;
    if (!newname || notTableNames.has(newname.text) || columns.length < 2) return 'other';
    if (columns.some((one) => one.group || one.facts.left.length > 0)) return 'other';
    const known = context.names.knownTable(newname.text);
    if (known) {
      const missing = columns.filter(({ name }) => columnMeant(known, name.text) === undefined);
      if (missing.length === 0) {
        draft.fulfilled.push(`${displayName(known)} has these columns already`);
        return undefined;
      }
      return ask(
        tools,
        `There is a table ${displayName(known)} already. Shall it get ${missing.map(({ name }) => snakeCase(name.text)).join(', ')}, or is another table meant?`,
      );
    }
    const table = draft.table({ text: newname.text, marked: true });
    for (const { name, facts } of columns) draft.tableColumn(table, name, facts);
    return { kind: 'table', draft: table };
  },
  enumColumn(slots, tools) {
    const { newname, choice = [] } = slots;
    const table = tableOf(slots.entity, tools);
    if (!newname || !table || !isChoice(choice, tools, false)) return 'other';
    const named = { name: newname, facts: noFacts, explicit: false, group: false };
    const called = tools.tokens.some(({ low }) =>
      /^(?:enum|enumerated|enumeration|values|options)$/.test(low),
    );
    // `Add contact details to profiles: phone, email`: as likely columns.
    if (!called && !choosing.test(newname.text)) return 'other';
    if (!isColumn(named, tools) && !choosing.test(newname.text)) return 'other';
    const known = columnMeant(table, newname.text);
    if (known)
      return ask(
        tools,
        `${displayName(table)}.${known.name} (${known.type}) is there already. Shall its values be ${choice.join(', ')} from now on, or is a further column meant?`,
      );
    tools.draft.column(newname, reading(table), { ...noFacts, facts: { oneOf: choice } }, true);
    return undefined;
  },
};
