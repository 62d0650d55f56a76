import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import type { wantForms } from '../../grammar/forms/plain/wants.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { snakeCase } from '../../resolve/words.ts';
import { namesWhole } from '../../text/names-whole.ts';
import { add, columnName, has, isColumn } from './new-column.ts';
import { ask, nameOf, type PlainRecorders, type PlainTools, reading, tableOf } from './tools.ts';

type EveryForms = Pick<typeof wantForms, 'everyTable' | 'everyType' | 'everyColumn'>;

/** What a new column of this name is like in the tables that have one, where all agree. */
function likeOthers(name: string, tables: readonly CatalogTable[]): ColumnFacts | undefined {
  const known = tables.flatMap(({ columns }) => columns.filter((one) => one.name === name));
  const [first] = known;
  if (!first || !known.every(({ type }) => type === first.type)) return undefined;
  const required = known.every(({ notNull }) => notNull);
  const standard = known.every((one) => one.default === first.default) ? first.default : null;
  return {
    type: first.type,
    ...(required && standard !== null ? { notNull: true } : {}),
    ...(standard === null ? {} : { default: { kind: 'sql', text: standard } }),
  };
}

/** Each of the columns gets the type; keys are asked about. */
function becomes(
  found: readonly { readonly table: CatalogTable; readonly column: CatalogColumn }[],
  { type, notes }: TypeReading,
  tools: PlainTools,
): undefined {
  if (found.some(({ table, column }) => table.primaryKey?.includes(column.name)))
    return ask(
      tools,
      `Shall the primary keys and what refers to them become ${type}, too? ${found
        .map(({ table, column }) => `${displayName(table)}.${column.name} (${column.type})`)
        .slice(0, 12)
        .join(', ')}.`,
    );
  for (const { table, column } of found)
    tools.draft.rules.push({
      kind: 'changeType',
      table: reading(table),
      column: nameOf(column.name),
      type,
      notes,
    });
}

/** `Change the type of all notes` above `In tasks and profiles …`: every table, or those? */
function namesSome(
  found: readonly { readonly table: CatalogTable }[],
  what: string,
  tools: PlainTools,
): boolean {
  const all = [...new Set(found.map(({ table }) => table))];
  const named = all.filter(({ name }) => namesWhole(tools.context.text, name));
  if (named.length === 0 || named.length === all.length) return false;
  const list = (tables: readonly CatalogTable[]): string => tables.map(displayName).join(', ');
  ask(tools, `${list(all)} have ${what}, and the request names ${list(named)}. Which of them shall change?`);
  return true;
}

/** `Timestamps on all tables`: when a row was made, and when it last changed, as frameworks call it. */
function withTimestamps(columns: readonly ColumnReading[], tools: PlainTools): readonly ColumnReading[] {
  const [only, ...others] = columns;
  const bare = only && others.length === 0 && Object.keys(only.facts.facts).length === 0;
  if (!bare || !stamps.test(only.name.text)) return columns;
  const named = ['created_at', 'updated_at'].map((name) => columnName(name, tools));
  tools.draft.notes.push(`"${only.name.text}" is read as ${named.join(' and ')}`);
  return named.map((name) => ({ ...only, name: nameOf(name), explicit: true }));
}
const stamps = /^(?:(?:creat\w+ and (?:modif\w+|updat\w+) )?time ?stamps?|timestamp (?:columns|fields))$/i;

const born: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'inserted_at', 'modified_at']);
const mostTables = 40;
const everyNouns: ReadonlySet<string> = new Set('model models entity entities schema schemas'.split(' '));

const marked = ({ text, marked }: NameReading): boolean => marked || /_|[a-z][A-Z]/.test(text);

/** What every table shall have, or every column of a type become. */
export const everyRecorders: PlainRecorders<EveryForms> = {
  everyTable(slots, tools) {
    const columns = withTimestamps(slots.columns ?? [], tools);
    const some = slots.sometables;
    const tables = some?.tables ?? tools.context.names.tables;
    if (
      columns.length === 0 ||
      columns.some((one) => one.group || !isColumn(one, tools) || one.facts.left.length > 0)
    )
      return 'other';
    // `Every model needs a year`, of a car: rows of a table.
    if (tools.tokens.some(({ low, text }) => everyNouns.has(low) && tools.context.names.knownTable(text)))
      return 'other';
    if (tables.length === 0) return 'other';
    if (tables.length > mostTables)
      return ask(
        tools,
        `There are ${tables.length} tables. Which of them shall get ${columns.map(({ name }) => name.text).join(', ')}?`,
      );
    if (some) tools.draft.notes.push(`"${some.said}" is read as ${tables.map(displayName).join(', ')}`);
    for (const { name, facts, explicit } of columns) {
      const written = name.marked && snakeCase(name.text) === name.text;
      const text = written ? name.text : columnName(name.text, tools);
      const lacking = tables.filter((table) => !table.partitionOf && !has(table, text));
      const having = tables.filter((table) => has(table, text));
      if (lacking.length === 0) {
        tools.draft.fulfilled.push(`${some?.said ?? 'every table'} has ${text} already`);
        continue;
      }
      if (text === 'id')
        return ask(
          tools,
          `${lacking.map(displayName).join(', ')} ${lacking.length > 1 ? 'have' : 'has'} no id. Which type shall it be, and the primary key?`,
        );
      // `Add a caption to each table`: as likely one of a page.
      if (having.length === 0 && !marked(name) && !explicit && facts.facts.type === undefined)
        return ask(
          tools,
          `Shall ${some?.said ?? 'every table of the database'} get a column ${text}, and of which type?`,
        );
      if (having.length > 0)
        tools.draft.notes.push(
          `${having.map(displayName).join(', ')} ${having.length > 1 ? 'have' : 'has'} ${text} already`,
        );
      if (/_by$/.test(snakeCase(text)) && facts.facts.type === undefined && having.length === 0)
        return ask(
          tools,
          `Shall ${text} of every table refer to the users, or hold a name? What do the rows have that are there?`,
        );
      const { type, ...more } = facts.facts;
      const timed = born.has(snakeCase(text)) && /^timestamp/.test(type ?? '');
      const bare = Object.keys(more).length === 0 && (type === undefined || timed);
      const like = bare ? likeOthers(text, tools.context.names.tables) : undefined;
      const said: ColumnFacts =
        like ??
        (born.has(snakeCase(text)) && bare
          ? { type: 'timestamp with time zone', notNull: true, default: { kind: 'now', text: 'now()' } }
          : facts.facts);
      if (said !== facts.facts)
        tools.draft.notes.push(
          `${text} is ${said.type}${said.notNull ? ', not null' : ''}${said.default ? `, ${said.default.text} by default and for the rows that are there` : ''}${like ? ', as in the other tables' : ''}`,
        );
      if (/^(?:updated|modified)_at$/.test(snakeCase(text)))
        tools.draft.notes.push(
          `${text} is set when a row is added; a trigger that keeps it current is a request of its own`,
        );
      for (const table of lacking) add(table, text, said, tools);
    }
    return undefined;
  },
  everyColumn({ field, type, before }, tools) {
    if (!field || !type || field.tables.length === 0) return 'other';
    // `from timestamptz to timestamp`: the word that was translated means something else here.
    if (before?.type === type.type && type.notes.length > 0) return 'other';
    const found = field.tables
      .filter((table) => !table.partitionOf)
      .flatMap((table) =>
        table.columns.filter(({ name }) => name === field.text).map((column) => ({ table, column })),
      );
    if (namesSome(found, `a column ${field.text}`, tools)) return undefined;
    const left = found.filter(({ column }) => column.type !== type.type);
    if (left.length === 0) {
      tools.draft.fulfilled.push(`every ${field.text} is ${type.type} already`);
      return undefined;
    }
    if (left.length < found.length || left.length > 1)
      tools.draft.notes.push(
        `${field.text} changes in ${left.map(({ table }) => displayName(table)).join(', ')}`,
      );
    return becomes(left, type, tools);
  },
  everyType(slots, tools) {
    const { oldtype, type, entities } = slots;
    if (!oldtype || !type) return 'other';
    const tables = entities?.flatMap((entity) => tableOf(entity, tools) ?? []) ?? tools.context.names.tables;
    if (entities && tables.length < entities.length) return 'other';
    const found = tables
      .filter(({ partitionOf }) => !partitionOf)
      .flatMap((table) =>
        table.columns.filter((column) => oldtype.is.test(column.type)).map((column) => ({ table, column })),
      );
    const where = entities ? ` of ${tables.map(displayName).join(', ')}` : '';
    if (found.length === 0) {
      tools.draft.fulfilled.push(`no column${where} is ${oldtype.said}`);
      return undefined;
    }
    if (!entities && namesSome(found, `columns of the type ${oldtype.said}`, tools)) return undefined;
    if (found.length > 1 || entities)
      tools.draft.notes.push(
        `the columns of the type ${oldtype.said} are ${found.map(({ table, column }) => `${displayName(table)}.${column.name}`).join(', ')}`,
      );
    return becomes(found, type, tools);
  },
};
