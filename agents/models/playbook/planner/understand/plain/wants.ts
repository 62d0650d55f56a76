import { noFacts } from '../../attributes/read.ts';
import type { wantForms } from '../../grammar/forms/plain/wants.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { notColumns } from '../../lexicon/stopwords.ts';
import { peopleTable } from '../../resolve/people.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { singular, snakeCase } from '../../resolve/words.ts';
import { eachRecorders } from './each.ts';
import { everyRecorders } from './every.ts';
import { add, columnName, has, isColumn } from './new-column.ts';
import { ask, type PlainRecorders, type PlainTools, reading, tableOf } from './tools.ts';
import { touched } from './touched.ts';
import { isChoice } from './values.ts';
import { isValue, tablesOf, wantColumns } from './want-columns.ts';

/** Whether flags get false here where nothing else is said: every other one does. */
function flagsAreFalse({ context }: PlainTools): boolean {
  const flags = context.names.tables.flatMap(({ columns }) =>
    columns.filter(({ type }) => type === 'boolean'),
  );
  return flags.length > 0 && flags.every(({ notNull, default: given }) => notNull && given === 'false');
}

/** Columns that every table a person uses recognises without a word: filled in by the application, or a trigger. */
export const wantRecorders: PlainRecorders<typeof wantForms> = {
  own(slots, tools) {
    const table = tableOf(slots.user, tools);
    const columns = slots.columns ?? [];
    const [column] = columns;
    if (!table || !column || columns.length > 1 || !isColumn(column, tools)) return 'other';
    if (tools.context.names.knownTable(column.name.text)) return 'other';
    const name = snakeCase(column.name.text.replace(/^own /, ''));
    const known = columnMeant(table, name);
    if (known) {
      tools.draft.fulfilled.push(`${displayName(table)}.${known.name} is there already`);
      return undefined;
    }
    const picture = /(?:picture|image|photo|avatar|logo|file)$/.test(name);
    return ask(
      tools,
      `Shall ${displayName(table)} get a column ${name} for that? ${picture ? 'As text with a path or URL, or with the file itself (bytea)?' : 'Which type: text, a number, yes or no, a date?'}`,
    );
  },
  wish: (slots, tools) => wantColumns(slots, tools),
  wantColumns: (slots, tools) => wantColumns(slots, tools),
  wantRequired: (slots, tools) => wantColumns(slots, tools, true),
  rowThing(slots, tools) {
    const columns = slots.columns ?? [];
    const [table] = tablesOf(slots, tools);
    const names = columns.map(({ name }) => snakeCase(name.text));
    if (!table || !columns.every((one) => isColumn(one, tools))) return 'other';
    if (columns.some(({ name }) => columnMeant(table, name.text))) return 'other';
    return ask(
      tools,
      `Shall ${displayName(table)} get ${names.length > 1 ? 'the columns' : 'a column'} ${names.join(' and ')} ${columns.every(({ facts }) => Object.keys(facts.facts).length === 0) ? 'for that (text)' : 'for that'}, or is a page meant?`,
    );
  },
  wantValues(slots, tools) {
    const { newname, choice = [] } = slots;
    const tables = tablesOf(slots, tools);
    if (!newname || tables.length === 0 || !isChoice(choice, tools, false)) return 'other';
    const listed = tools.tokens.some(({ low }) => /^(?::|-|which|that|values|or)$/.test(low));
    if (!listed) return 'other';
    if (notColumns.has(newname.text) || tools.context.names.knownTable(newname.text)) return 'other';
    for (const table of tables) {
      const known = columnMeant(table, newname.text);
      if (known)
        ask(
          tools,
          `${displayName(table)}.${known.name} (${known.type}) is there already. Shall its values be ${choice.join(', ')} from now on, or is a further column meant?`,
        );
      else tools.draft.column(newname, reading(table), { ...noFacts, facts: { oneOf: choice } }, true);
    }
    return undefined;
  },
  measured(slots, tools) {
    const { measure } = slots;
    const tables = tablesOf(slots, tools);
    if (!measure || tables.length === 0) return 'other';
    const name = columnName(`${measure.name}_${measure.unit}`, tools);
    for (const table of tables) {
      const alike = table.columns.find(
        (one) =>
          snakeCase(one.name).endsWith(`_${measure.unit}`) &&
          one.name.slice(0, 4) === name.slice(0, 4) &&
          one.name !== name,
      );
      if (alike)
        ask(
          tools,
          `${displayName(table)}.${alike.name} (${alike.type}) is there already. Is it meant, or a further column ${name}?`,
        );
      else {
        tools.draft.notes.push(
          `${displayName(table)}.${name} is ${measure.type}, a number of ${measure.unit}`,
        );
        add(table, name, { ...slots.plainfacts, type: measure.type }, tools);
      }
    }
    return undefined;
  },
  addOwn(slots, tools) {
    const columns = slots.columns ?? [];
    return columns.length > 0 && columns.every(isValue) ? wantColumns(slots, tools) : 'other';
  },
  softDelete(slots, tools) {
    const name = columnName('deleted_at', tools);
    for (const table of tablesOf(slots, tools)) {
      if (!has(table, name))
        tools.draft.notes.push(
          `a row of ${displayName(table)} is deleted softly by setting ${name}; queries and policies leave such rows out only where they say so`,
        );
      add(table, name, has(table, name) ? {} : { type: 'timestamp with time zone' }, tools);
    }
    return undefined;
  },
  flag(slots, tools) {
    const word = typeof slots.word === 'string' ? slots.word : undefined;
    const tables = tablesOf(slots, tools);
    if (word === undefined || tables.length === 0 || notColumns.has(word)) return 'other';
    const off = flagsAreFalse(tools);
    for (const table of tables) {
      const name = columnName(word, tools);
      const taken = has(table, name);
      if (!taken)
        tools.draft.notes.push(
          `${displayName(table)}.${name} is boolean${off ? ', not null and false by default, like every other flag here' : ''}`,
        );
      add(
        table,
        name,
        taken
          ? {}
          : {
              type: 'boolean',
              ...(off ? { notNull: true, default: { kind: 'boolean', text: 'false' } as const } : {}),
            },
        tools,
      );
    }
    return undefined;
  },
  mark(slots, tools) {
    const word = typeof slots.word === 'string' ? snakeCase(slots.word) : undefined;
    const [table] = tablesOf(slots, tools);
    if (word === undefined || !table) return 'other';
    const known = [word, `is_${word}`, `${word}_at`].find((name) => has(table, name));
    if (known !== undefined) {
      tools.draft.fulfilled.push(`${displayName(table)}.${known} is there already`);
      return undefined;
    }
    const users = peopleTable(tools.context.catalog);
    return ask(
      tools,
      `Shall ${displayName(table)} get a column is_${word} (boolean, false for the rows that are there)?${
        users && users !== table
          ? ` Or is it for each user, in a table ${word}_${table.name} of its own?`
          : ''
      }`,
    );
  },
  moment(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table || slots.participle === undefined) return 'other';
    const name = columnName(`${slots.participle}_at`, tools);
    if (!has(table, name))
      tools.draft.notes.push(
        `${displayName(table)}.${name} is NULL until then, and for the rows that are there`,
      );
    add(table, name, has(table, name) ? {} : { type: 'timestamp with time zone' }, tools);
    return undefined;
  },
  actor(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table || slots.participle === undefined) return 'other';
    const name = columnName(`${slots.participle}_by`, tools);
    const users = peopleTable(tools.context.catalog);
    if (has(table, name)) {
      tools.draft.fulfilled.push(`${displayName(table)}.${name} is there already`);
      return undefined;
    }
    return ask(
      tools,
      `Shall ${displayName(table)} get a column ${name}${users ? ` that refers to ${displayName(users)}` : ''}? Who sets it, the application or a trigger, and what do the rows have that are there?`,
    );
  },
  history(slots, tools) {
    if (slots.spot === undefined) return 'other';
    const [table = '', column] = slots.spot.split('.');
    const name = `${singular(table)}_${column === undefined ? 'history' : `${column}_changes`}`;
    return ask(
      tools,
      `Shall there be a table ${name} with one row for each change of ${slots.spot}: which row, ${column === undefined ? 'what it was before' : 'the old and the new value'}, who and when? Who writes it, a trigger or the application?`,
    );
  },
  ...everyRecorders,
  ...eachRecorders,
  touched,
};
