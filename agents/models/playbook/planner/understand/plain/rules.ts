import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../../postgres/sql.ts';
import { isText } from '../../build/values.ts';
import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { plainIndex } from '../indexes/plain.ts';
import { compare, sqlCheck } from './comparisons.ts';
import { factsOfEach, forEachField, readFacts } from './facts.ts';
import { loosenedRecorders } from './loosened.ts';
import { rightRecorders } from './rights.ts';
import { shapeRecorders } from './shapes.ts';
import {
  ask,
  columnsOf,
  enumOf,
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
  facts: readFacts,
  sqlCheck,
  factsOfEach,
  uniqueEach: ({ fields = [] }, tools) => factsOfEach({ fields, plainfacts: { unique: true } }, tools),
  noDefault({ field }, tools) {
    const place = placeOf(field, tools);
    if (place)
      tools.draft.rules.push({
        kind: 'dropDefault',
        table: reading(place.table),
        column: nameOf(place.column.name),
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
  unwantedFields: ({ fields = [] }, tools) =>
    forEachField(fields, tools, (place) => {
      ask(tools, `Shall ${place.at} be dropped, with the values that are in it?`);
    }),
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
  ...loosenedRecorders,
  ...rightRecorders,
  ...shapeRecorders,
};
