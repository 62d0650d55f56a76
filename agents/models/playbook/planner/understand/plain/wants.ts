import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { type FactsReading, join, noFacts } from '../../attributes/read.ts';
import type { wantForms } from '../../grammar/forms/plain/wants.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import { pairHints } from '../../lexicon/name-hints.ts';
import { notColumns } from '../../lexicon/stopwords.ts';
import { peopleTable } from '../../resolve/people.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { hintOf } from '../../resolve/type-hint.ts';
import { nameKey, singular, snakeCase } from '../../resolve/words.ts';
import { everyRecorders } from './every.ts';
import { add, has, isColumn } from './new-column.ts';
import {
  ask,
  nameOf,
  type PlainOutcome,
  type PlainRecorders,
  type PlainSlots,
  type PlainTools,
  reading,
  tableOf,
} from './tools.ts';
import { isChoice } from './values.ts';

const tablesOf = (slots: PlainSlots, tools: PlainTools): readonly CatalogTable[] =>
  (slots.entities ?? slots.owners ?? (slots.entity ? [slots.entity] : [])).flatMap(
    (one: TableReading) => tableOf(one, tools) ?? [],
  );

/** Whether flags get false here where nothing else is said: every other one does. */
function flagsAreFalse({ context }: PlainTools): boolean {
  const flags = context.names.tables.flatMap(({ columns }) =>
    columns.filter(({ type }) => type === 'boolean'),
  );
  return flags.length > 0 && flags.every(({ notNull, default: given }) => notNull && given === 'false');
}

/** A word that is no column: what it is stands in another table, or nowhere yet. */
function wanted(
  table: CatalogTable,
  column: ColumnReading,
  tools: PlainTools,
  required: boolean,
): PlainOutcome {
  const { draft, context } = tools;
  const { text } = column.name;
  const known = columnMeant(table, text);
  const last = columnMeant(table, text.split(' ').at(-1) ?? '');
  if (!known && last && last.name !== 'id' && text.includes(' ') && !column.name.marked)
    return ask(
      tools,
      `${displayName(table)}.${last.name} is there already. Is it meant, or a further column ${snakeCase(text)}?`,
    );
  if (known && !has(table, text) && !required)
    return ask(
      tools,
      `${displayName(table)}.${known.name} (${known.type}) is there already. Is it meant, or a further column ${snakeCase(text)}?`,
    );
  if (known && required && Object.keys(column.facts.facts).length === 0) {
    draft.rules.push({ kind: 'setNotNull', table: reading(table), column: nameOf(known.name) });
    return undefined;
  }
  const other = context.names.knownTable(text);
  const plain = Object.keys(column.facts.facts).length === 0;
  if (other && plain && !known) {
    const plural = singular(snakeCase(text)) !== snakeCase(text);
    if (plural)
      return ask(
        tools,
        `May one of ${displayName(table)} have several of ${displayName(other)} (a table ${singular(table.name)}_${other.name}), or one (a column ${singular(snakeCase(text))}_id)?`,
      );
    const name = `${snakeCase(text)}_id`;
    draft.notes.push(`${displayName(table)}.${name} refers to ${displayName(other)}`);
    draft.column(
      { text: name, marked: true },
      reading(table),
      {
        ...noFacts,
        facts: { references: { table: displayName(other) }, ...(required ? { notNull: true } : {}) },
      },
      true,
    );
    return undefined;
  }
  const facts = required ? join(column.facts, { ...noFacts, facts: { notNull: true } }) : column.facts;
  draft.column(column.name, reading(table), facts, true);
  return undefined;
}

function isCount({ name, facts: { facts } }: ColumnReading, { context }: PlainTools): boolean {
  const counted = (facts.min ?? facts.max) !== undefined && facts.type === undefined;
  const things = singular(name.text) !== name.text || context.names.knownTable(name.text) !== undefined;
  return counted && things && !name.marked && hintOf(snakeCase(name.text)) === undefined;
}

/** `Add invoice due date`: a value, and no page or function of the program. */
function saysItsType({ name: { text } }: ColumnReading): boolean {
  const type = hintOf(snakeCase(text));
  return type === 'text'
    ? text.toLowerCase() in pairHints
    : type !== undefined && !/^(?:boolean|jsonb)$/.test(type);
}

/** `Add order date filter`: of a type in front nobody knows whether it is one. */
const isValue = (column: ColumnReading): boolean =>
  column.name.marked || (column.facts.facts.type === undefined && (column.explicit || saysItsType(column)));

/** `servings`, `max guests`: a number of things, and not the things. */
const isCounted = (name: string): boolean =>
  /^(?:integer|bigint|numeric|double)/.test(hintOf(snakeCase(name)) ?? '');

/** `store client portal session handle`: the table is as likely a part of the name. */
const isCompound = ({ name: { text, marked } }: ColumnReading): boolean =>
  !marked &&
  text.split(' ').length > 2 &&
  !/^(?:last|first|next|previous|default|preferred|current|max|maximum|min|minimum|total|date) /i.test(text);

function wantColumns(slots: PlainSlots, tools: PlainTools, required = false): PlainOutcome {
  const columns = slots.columns ?? [];
  if (columns.length === 0 || columns.some((column) => column.group || !isColumn(column, tools)))
    return 'other';
  if (columns.some(({ facts }) => facts.left.length > 0)) return 'other';
  // `at most 3 tags`: how many there may be, and no column.
  if (columns.some((column) => isCount(column, tools))) return 'other';
  const tables = tablesOf(slots, tools);
  const { type } = slots;
  // `store user settings`: as likely a table of them.
  const plural = columns.some(
    ({ name }) => !name.marked && !isCounted(name.text) && singular(name.text) !== name.text,
  );
  const owned = tools.tokens.some(({ raw }) => /['’]/.test(raw));
  if (slots.owners && !owned && (plural || columns.some(isCompound))) return 'other';
  if (tables.length === 0 || (type && columns.length > 1)) return 'other';
  const typed: FactsReading = type ? { ...noFacts, facts: { type: type.type }, notes: type.notes } : noFacts;
  for (const table of tables)
    for (const column of columns)
      wanted(table, { ...column, facts: join(column.facts, typed) }, tools, required);
  const drafts = tools.draft.columns.filter(({ name }) =>
    columns.some((column) => column.name.text === name.text),
  );
  const [only] = tables;
  return drafts.length > 0 ? { kind: 'columns', drafts, table: only && reading(only) } : undefined;
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
    const name = `${snakeCase(measure.name)}_${measure.unit}`;
    for (const table of tables) {
      const alike = table.columns.find(
        (one) =>
          one.name.endsWith(`_${measure.unit}`) &&
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
    for (const table of tablesOf(slots, tools)) {
      if (!has(table, 'deleted_at'))
        tools.draft.notes.push(
          `a row of ${displayName(table)} is deleted softly by setting deleted_at; queries and policies leave such rows out only where they say so`,
        );
      add(table, 'deleted_at', has(table, 'deleted_at') ? {} : { type: 'timestamp with time zone' }, tools);
    }
    return undefined;
  },
  flag(slots, tools) {
    const word = typeof slots.word === 'string' ? slots.word : undefined;
    const tables = tablesOf(slots, tools);
    if (word === undefined || tables.length === 0 || notColumns.has(word)) return 'other';
    const off = flagsAreFalse(tools);
    for (const table of tables) {
      const name = snakeCase(word);
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
    const name = `${slots.participle}_at`;
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
    const name = `${slots.participle}_by`;
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
  touched(slots, tools) {
    const { field, entity } = slots;
    const said = tableOf(entity ?? field?.table, tools);
    const text = field?.text ?? '';
    const stamp = snakeCase(text);
    if (!/(?:_at|_on|date)$/.test(stamp) || /^created/.test(stamp)) return 'other';
    const functions = (tools.context.catalog.functions ?? []).filter((name) =>
      nameKey(name.split('.').at(-1) ?? '').includes(nameKey(stamp)),
    );
    const [called] = functions;
    const kept = (table: CatalogTable): boolean =>
      table.triggers.some((name) => nameKey(name).includes(nameKey(stamp))) ||
      (table.triggerFunctions ?? []).some(({ name }) => name.includes(stamp));
    const known = tools.context.names.tables.filter((table) => has(table, text));
    const open = said ? [said] : known.filter((table) => !kept(table));
    const lacking = open.filter((table) => !has(table, text));
    const how = called === undefined ? 'a trigger' : `the trigger function ${called.split('.').at(-1)}`;
    if (lacking.length > 0)
      return ask(
        tools,
        `${lacking.map(displayName).join(', ')} has no column ${stamp}. Shall it get one (timestamptz, not null, now() by default), kept by ${how}?`,
      );
    const left = open.filter((table) => !kept(table));
    if (left.length === 0) {
      tools.draft.fulfilled.push(
        `a trigger keeps ${stamp} of ${(said ? [said] : known).map(displayName).join(', ')} already`,
      );
      return undefined;
    }
    const dot = called?.indexOf('.') ?? -1;
    if (called === undefined || functions.length > 1)
      return ask(
        tools,
        `Which function shall the trigger of ${left.map(displayName).join(', ')} call to set ${stamp}? ${
          functions.length > 1 ? functions.join(' or ') : 'There is none of that name; shall one be written?'
        }`,
      );
    for (const table of left)
      tools.draft.rules.push({
        kind: 'createTrigger',
        table: reading(table),
        name: undefined,
        timing: 'before',
        events: ['update'],
        called: { schema: called.slice(0, dot), name: called.slice(dot + 1) },
      });
    return undefined;
  },
};
