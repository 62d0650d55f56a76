import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../../postgres/sql.ts';
import { noFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import { isNumber, isText } from '../../build/values.ts';
import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { columnMeant, type FieldReading } from '../../grammar/slots/fields.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { plainIndex } from '../indexes/plain.ts';
import { rightRecorders } from './rights.ts';
import { shapeRecorders } from './shapes.ts';
import { spokenColumn } from './spoken-column.ts';
import {
  ask,
  columnsOf,
  enumOf,
  lacks,
  nameOf,
  type Place,
  type PlainOutcome,
  type PlainRecorders,
  type PlainSlots,
  type PlainTools,
  placed,
  placeOf,
  reading,
  tableOf,
} from './tools.ts';
import { uniqueRecorders } from './uniques.ts';

const known: ReadonlySet<string> = new Set(
  'min max minExclusive maxExclusive minLength maxLength notEmpty oneOf unique notNull default'.split(' '),
);

const spoken = ({ min, max }: ColumnFacts): string =>
  min !== undefined && max !== undefined
    ? `between ${min} and ${max}`
    : min !== undefined
      ? `at least ${min}`
      : `at most ${max}`;

/** What is said about the values of a column that is there: each fact a rule of its own. */
export function record(place: Place, facts: ColumnFacts, tools: PlainTools): PlainOutcome {
  const { draft } = tools;
  if (Object.keys(facts).some((fact) => !known.has(fact)) || Object.keys(facts).length === 0) return 'other';
  const { notNull, unique, default: value, ...rest } = facts;
  const table = reading(place.table);
  const column = nameOf(place.column.name);
  const { type } = place.column;
  const length = facts.minLength ?? facts.maxLength;
  if ((facts.min ?? facts.max) !== undefined && !isNumber(type))
    return ask(
      tools,
      isText(type)
        ? `${place.at} is ${type}. Is the number of its characters meant to be ${spoken(facts)}?`
        : `${place.at} is ${type}, which has no range of numbers (${spoken(facts)}). Which column is meant?`,
    );
  if ((length !== undefined || facts.notEmpty) && !isText(type))
    return ask(tools, `${place.at} is ${type}, which has no number of characters. Which column is meant?`);
  if (rest.oneOf && enumOf(place.column, tools.context)) return 'other';
  if (notNull === false) draft.rules.push({ kind: 'dropNotNull', table, column });
  if (facts.notEmpty && !place.column.notNull && Object.keys(facts).length === 1) {
    draft.notes.push(`"empty" is read as NULL: an empty text stays allowed in ${place.at}`);
    draft.rules.push({ kind: 'setNotNull', table, column });
    return { kind: 'existing', table, column };
  }
  if (notNull === true) draft.rules.push({ kind: 'setNotNull', table, column });
  if (unique) draft.rules.push({ kind: 'unique', table, columns: [column] });
  if (value) draft.rules.push({ kind: 'setDefault', table, column, value });
  if (Object.keys(rest).length > 0)
    draft.rules.push({ kind: 'check', table, column, facts: { ...noFacts, facts: rest } });
  return { kind: 'existing', table, column };
}

/** A bare word that a column is called by is that column, and no text. */
const isColumnName = ({ table }: Place, { value }: PlainSlots): boolean =>
  value?.bare === true && columnMeant(table, value.text) !== undefined;

/** Only the rows that lack a value: the others keep theirs. */
function fillNulls(place: Place, slots: PlainSlots, tools: PlainTools): void {
  if (!slots.value) return;
  if (place.column.notNull) {
    tools.draft.fulfilled.push(`${place.at} is NOT NULL: no row lacks it`);
    return;
  }
  if (tools.tokens.some(({ low }) => low === 'empty' || low === 'blank') && isText(place.column.type))
    tools.draft.notes.push(`rows whose ${place.at} is NULL are filled; an empty text stays as it is`);
  tools.draft.fills.push({
    table: reading(place.table),
    column: nameOf(place.column.name),
    expression: { kind: 'literal', literal: slots.value },
    where: 'nulls',
  });
}

/** Of one family, so that one can be greater than the other. */
const comparable = (a: string, b: string): boolean => a === b || (isNumber(a) && isNumber(b));
const turned = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const;

function compare(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const { field } = slots;
  const against = slots.against ?? slots.more;
  const order =
    slots.order ??
    (slots.not === undefined ? (slots.more === undefined ? undefined : '>') : turned[slots.not]);
  if (!field || against === undefined || order === undefined) return 'other';
  const near = field.tables.filter((table) => tools.mentioned.includes(table));
  const open = near.length > 0 ? near : field.tables;
  const both = open.filter((table) => columnMeant(table, against));
  const [table, ...others] = both;
  if (!table) {
    // A value, and no name of a column, is left to the requests that know values.
    if (/^(?:now|today|tomorrow|yesterday|zero)$/i.test(against)) return 'other';
    const [only] = open;
    return only && open.length === 1
      ? lacks(only, against, tools)
      : ask(
          tools,
          `No table has both "${field.text}" and "${against}". Which columns of which table shall be compared?`,
        );
  }
  if (others.length > 0)
    return ask(
      tools,
      `Which table is meant: ${both.map(displayName).join(', ')}? Each has ${field.text} and ${against}.`,
    );
  const [a, b] = [
    placed(table, field.text, tools, field.table === undefined && near.length === 0),
    placed(table, against, tools),
  ];
  if (!a || !b || a.column === b.column) return 'other';
  if (!comparable(a.column.type, b.column.type))
    return ask(
      tools,
      `${a.at} is ${a.column.type} and ${b.at} is ${b.column.type}. How shall the two be compared?`,
    );
  tools.draft.rules.push({
    kind: 'operation',
    operation: {
      op: 'add_check',
      table: table.name,
      schema: table.schema,
      check: `${ident(a.column.name)} ${order} ${ident(b.column.name)}`,
    },
  });
  return undefined;
}

/** A condition in SQL is meant to the letter; of which table, its columns say. */
function sqlCheck({ entity, comparison }: PlainSlots, tools: PlainTools): PlainOutcome {
  if (!comparison) return 'other';
  const has = (table: CatalogTable): boolean =>
    comparison.columns.every((column) => table.columns.some(({ name }) => name === column));
  const said = tableOf(entity, tools);
  const all = said ? [said] : tools.context.names.tables.filter(({ kind }) => kind === 'table');
  const having = all.filter(has);
  const near = having.filter((table) => tools.mentioned.includes(table));
  const [table, ...others] = near.length > 0 ? near : having;
  if (!table) return 'other';
  if (others.length > 0)
    return ask(
      tools,
      `Which table is the check ${comparison.sql} meant for: ${[table, ...others].slice(0, 12).map(displayName).join(', ')}?`,
    );
  tools.draft.rules.push({
    kind: 'operation',
    operation: { op: 'add_check', table: table.name, schema: table.schema, check: comparison.sql },
  });
  return undefined;
}

/** An index serves whole values and their order; words inside a text need another one. */
function slowLookups(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const table = tableOf(slots.entity, tools);
  if (!table) return 'other';
  const columns = columnsOf(table, slots.names ?? [], tools);
  if (!columns) return undefined;
  const searched = tools.tokens.some(({ low }) => /^search/.test(low));
  const text = columns.filter((name) => table.columns.some((one) => one.name === name && isText(one.type)));
  if (searched && text.length > 0)
    return ask(
      tools,
      `How is ${text.map((name) => `${displayName(table)}.${name}`).join(', ')} searched: by its whole value (an index on it), by how it begins, or by words inside it (pg_trgm or full-text search)?`,
    );
  tools.draft.rules.push(plainIndex(reading(table), columns.map(nameOf)));
  return undefined;
}

/** Columns that may tell two rows of the same thing: neither the key nor what is unique anyhow. */
const telling = (table: CatalogTable): readonly string[] =>
  table.columns
    .map(({ name }) => name)
    .filter(
      (name) =>
        !/(?:_at|_on)$/.test(name) &&
        !table.indexes.some(({ unique, columns }) => unique && columns.join() === name),
    );

/** Does the same for each of the fields, once it is known of which table they are. */
function forEachField(
  fields: readonly FieldReading[],
  tools: PlainTools,
  act: (place: Place) => PlainOutcome,
): PlainOutcome {
  // `the price and the stock of products`: the table stands once, or only one has both.
  const bare = fields.filter(({ table }) => table === undefined);
  const said = fields.flatMap(({ table }) => table?.table ?? []);
  const known = said.length > 0 ? said : (bare[0]?.tables ?? []);
  const common = [...new Set(known)].filter((one) => bare.every(({ text }) => columnMeant(one, text)));
  const [only] = common;
  if (bare.length > 0 && (!only || common.length > 1))
    return ask(
      tools,
      `In which table are ${bare.map(({ text }) => `"${text}"`).join(' and ')}? ${[...new Set(bare.flatMap(({ tables }) => tables))].map(displayName).join(', ')} have one of them.`,
    );
  for (const one of fields) {
    const place = placeOf(one.table || !only ? one : { ...one, table: reading(only), tables: [only] }, tools);
    if (place && act(place) === 'other') return 'other';
  }
  if (bare.length > 0 && said.length === 0 && only)
    tools.draft.notes.push(`the table is ${displayName(only)}, the only one with all of them`);
  return undefined;
}

function factsOfEach({ fields = [], plainfacts, refusal }: PlainSlots, tools: PlainTools): PlainOutcome {
  const facts = plainfacts ?? refusal;
  return facts ? forEachField(fields, tools, (place) => record(place, facts, tools)) : 'other';
}

function retype({ table, column }: Place, { type, notes }: TypeReading, { draft }: PlainTools): undefined {
  draft.rules.push({
    kind: 'changeType',
    table: reading(table),
    column: nameOf(column.name),
    type,
    notes,
  });
}

/** Rules for values, indexes, rows and rights. */
export const plainRuleRecorders: PlainRecorders<typeof plainRuleForms> = {
  facts(slots, tools) {
    const facts = slots.plainfacts ?? slots.refusal ?? slots.letters ?? slots.present;
    if (!slots.field || !facts) return 'other';
    const again = slots.again;
    if (again && (again.text !== slots.field.text || !again.table)) return 'other';
    const { type, ...others } = facts;
    if (Object.keys(others).some((fact) => !known.has(fact)) || Object.keys(others).length === 0)
      return 'other';
    const place = placeOf(again ?? slots.field, tools);
    // `an integer between 0 and 50` says the type that it has.
    if (place && type !== undefined && type !== place.column.type) return 'other';
    return place ? record(place, others, tools) : undefined;
  },
  sqlCheck,
  factsOfEach,
  uniqueEach: ({ fields = [] }, tools) => factsOfEach({ fields, plainfacts: { unique: true } }, tools),
  standardOfIt({ value }, tools) {
    const place = placeOf(spokenColumn(tools.context), tools);
    if (!place || !value || tools.draft.begun) return 'other';
    tools.draft.rules.push({
      kind: 'setDefault',
      table: reading(place.table),
      column: nameOf(place.column.name),
      value,
    });
    return undefined;
  },
  standard(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const place = slots.field
      ? placeOf(slots.field, tools)
      : table && placed(table, slots.fieldword?.text ?? '', tools);
    if (!place || !slots.value) return slots.field ? undefined : 'other';
    tools.draft.rules.push({
      kind: 'setDefault',
      table: reading(place.table),
      column: nameOf(place.column.name),
      value: slots.value,
    });
    return undefined;
  },
  letterCase(slots, tools) {
    const place = placeOf(slots.field, tools);
    const how = slots.tidied?.includes('upper') ? 'upper' : 'lower';
    return (
      place &&
      ask(
        tools,
        `Shall the values of ${place.at} that are there become ${how} case? And from then on, shall a check refuse others (${ident(place.column.name)} = ${how}(${ident(place.column.name)})), or a trigger write them so?`,
      )
    );
  },
  unwanted(slots, tools) {
    const place = placeOf(slots.field, tools);
    return place && ask(tools, `Shall ${place.at} be dropped, with the values that are in it?`);
  },
  enumWanted(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place) return undefined;
    const own = enumOf(place.column, tools.context);
    if (own) {
      tools.draft.fulfilled.push(`${place.at} is the enum ${own.name} with ${own.labels.join(', ')}`);
      return undefined;
    }
    return ask(
      tools,
      `Which values shall the enum of ${place.at} have, and what do rows get whose value is none of them?`,
    );
  },
  searchable(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table) return 'other';
    const texts = table.columns.filter(({ type }) => isText(type)).map(({ name }) => name);
    return ask(
      tools,
      `By which columns are ${displayName(table)} searched${texts.length > 0 ? ` (${texts.slice(0, 12).join(', ')})` : ''}, and how: by the whole value, by parts of it (pg_trgm), or by words (full-text search, in which language)?`,
    );
  },
  keepOne(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const columns = table && columnsOf(table, slots.names ?? [], tools);
    if (table && columns)
      tools.draft.rules.push({
        kind: 'deleteDuplicates',
        table: reading(table),
        columns: columns.map(nameOf),
        keep: slots.keep,
      });
    return undefined;
  },
  ...uniqueRecorders,
  requiredFilled(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place || !slots.value) return undefined;
    if (isColumnName(place, slots)) return 'other';
    fillNulls(place, slots, tools);
    tools.draft.rules.push({
      kind: 'setNotNull',
      table: reading(place.table),
      column: nameOf(place.column.name),
    });
    return undefined;
  },
  fillMissing(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (place && isColumnName(place, slots)) return 'other';
    if (place) fillNulls(place, slots, tools);
    return undefined;
  },
  compare,
  clock(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place) return undefined;
    return ask(
      tools,
      `${place.at} compared with the present is no rule that PostgreSQL keeps for rows that are there: a check must not call now(). Shall a trigger refuse such values when a row is written, or does the application see to it?`,
    );
  },
  slowLookups,
  readsAs({ field, type }, tools) {
    const place = placeOf(field, tools);
    return place && type ? retype(place, type, tools) : undefined;
  },
  typeOfEach: ({ fields = [], type }, tools) =>
    type ? forEachField(fields, tools, (place) => retype(place, type, tools)) : 'other',
  tidy(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place) return undefined;
    tools.draft.rules.push({
      kind: 'normalise',
      table: reading(place.table),
      column: nameOf(place.column.name),
      rules: ['trim'],
    });
    return undefined;
  },
  duplicates(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table) return 'other';
    return ask(
      tools,
      `Which rows of ${displayName(table)} are duplicates: those with the same ${telling(table).slice(0, 6).join(', or ')}? And which of them stays, the oldest or the newest?`,
    );
  },
  ...rightRecorders,
  ...shapeRecorders,
};
