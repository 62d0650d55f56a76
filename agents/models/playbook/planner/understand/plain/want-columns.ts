import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { type FactsReading, join, noFacts } from '../../attributes/read.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import { pairHints } from '../../lexicon/name-hints.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { hintOf } from '../../resolve/type-hint.ts';
import { singular, snakeCase } from '../../resolve/words.ts';
import { columnName, has, isColumn } from './new-column.ts';
import {
  ask,
  nameOf,
  type PlainOutcome,
  type PlainSlots,
  type PlainTools,
  reading,
  tableOf,
} from './tools.ts';

export const tablesOf = (slots: PlainSlots, tools: PlainTools): readonly CatalogTable[] =>
  (slots.entities ?? slots.owners ?? (slots.entity ? [slots.entity] : [])).flatMap(
    (one: TableReading) => tableOf(one, tools) ?? [],
  );

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
    const name = columnName(`${text}_id`, tools);
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
export const isValue = (column: ColumnReading): boolean =>
  column.name.marked || (column.facts.facts.type === undefined && (column.explicit || saysItsType(column)));

/** `servings`, `max guests`: a number of things, and not the things. */
const isCounted = (name: string): boolean =>
  /^(?:integer|bigint|numeric|double)/.test(hintOf(snakeCase(name)) ?? '');

/** `store client portal session handle`: the table is as likely a part of the name. */
const isCompound = ({ name: { text, marked } }: ColumnReading): boolean =>
  !marked &&
  text.split(' ').length > 2 &&
  !/^(?:last|first|next|previous|default|preferred|current|max|maximum|min|minimum|total|date) /i.test(text);

export function wantColumns(slots: PlainSlots, tools: PlainTools, required = false): PlainOutcome {
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
