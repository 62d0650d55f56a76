import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { ident, literal } from '../../../../../../postgres/sql.ts';
import { isNumber } from '../../build/values.ts';
import type { conditionForms } from '../../grammar/forms/plain/conditions.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { turned } from '../../lexicon/plain.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { singular } from '../../resolve/words.ts';
import { plainIndex } from '../indexes/plain.ts';
import { listing, valuesOf } from './rows.ts';
import {
  addCheck,
  ask,
  keysBetween,
  nameOf,
  nearest,
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

/** The column, and the value of it, that tells which rows are meant. */
interface Rows {
  readonly of: Place;
  readonly is: string;
}

/** `published tasks`, `quizzes`: the one column that has such a value; in the plural as well. */
function rowsCalled(table: CatalogTable, label: string, tools: PlainTools): Rows | undefined {
  const low = label.toLowerCase();
  const called = listing(table, tools).flatMap((place) =>
    [low, singular(low)].filter((is) => place.values.includes(is)).map((is) => ({ of: place, is })),
  );
  const [rows] = called;
  if (!rows || called.some(({ of, is }) => of.column !== rows.of.column || is !== rows.is)) return undefined;
  tools.draft.notes.push(`"${label}" are the rows whose ${rows.of.column.name} is '${rows.is}'`);
  return rows;
}

/** `status is published`: a value that the column can have. */
function rowsWith(table: CatalogTable, slots: PlainSlots, tools: PlainTools): Rows | undefined | 'asked' {
  const { owner, label } = slots;
  if (!owner || label === undefined || columnMeant(table, owner.text) === undefined) return undefined;
  if (/^(?:null|empty|blank|missing|not|set|unset|changed)\b/i.test(label)) return undefined;
  const of = placed(table, owner.text, tools);
  if (!of) return undefined;
  const values = valuesOf(of, tools);
  if (values.length > 0 && !values.includes(label)) {
    ask(tools, `${of.at} may be ${values.join(', ')}, and never "${label}". Which rows are meant?`);
    return 'asked';
  }
  const text = /^(?:text|character|citext|enum)/.test(of.column.type) || values.length > 0;
  return text ? { of, is: label } : undefined;
}

const rowsOf = (table: CatalogTable, slots: PlainSlots, tools: PlainTools): Rows | undefined | 'asked' =>
  slots.owner ? rowsWith(table, slots, tools) : rowsCalled(table, slots.label ?? '', tools);

/** Before anything is asked: whether the words can mean rows of a table at all. */
function meansRows({ field, entity, owner, label = '' }: PlainSlots, tools: PlainTools): boolean {
  const tables = entity?.table ? [entity.table] : (field?.tables ?? []);
  const words = [label.toLowerCase(), singular(label.toLowerCase())];
  return tables.some((table) =>
    owner
      ? columnMeant(table, owner.text) !== undefined
      : listing(table, tools).some(({ values }) => words.some((word) => values.includes(word))),
  );
}

function target({ field, entity, fieldword }: PlainSlots, tools: PlainTools): Place | undefined {
  const table = tableOf(entity, tools);
  if (!field) return table && fieldword && placed(table, fieldword.text, tools);
  const at =
    table && columnMeant(table, field.text) && (field.table === undefined || field.table.table === table);
  return at ? placed(table, field.text, tools) : placeOf(field, tools);
}

function required(unless: boolean) {
  return (slots: PlainSlots, tools: PlainTools): PlainOutcome => {
    if (!meansRows(slots, tools)) return 'other';
    const place = target(slots, tools);
    const rows = place && rowsOf(place.table, slots, tools);
    if (!place || !rows) return 'other';
    if (rows === 'asked') return undefined;
    if (place.column.notNull) {
      tools.draft.fulfilled.push(`${place.at} is NOT NULL`);
      return undefined;
    }
    const [when, is] = [ident(rows.of.column.name), literal(rows.is)];
    // Of a row whose status is not known `=` says neither yes nor no, and a check lets that pass.
    const others = unless ? (rows.of.column.notNull ? '=' : 'IS NOT DISTINCT FROM') : '<>';
    return addCheck(place.table, `${when} ${others} ${is} OR ${ident(place.column.name)} IS NOT NULL`, tools);
  };
}

/** An index of the rows that are meant alone, on these columns. */
function indexOf(
  table: CatalogTable,
  columns: readonly string[],
  rows: Rows,
  unique: boolean,
  { draft }: PlainTools,
): undefined {
  draft.rules.push({
    ...plainIndex(reading(table), columns.map(nameOf)),
    unique,
    where: `${ident(rows.of.column.name)} = ${literal(rows.is)}`,
  });
}

function indexed(unique: boolean) {
  return (slots: PlainSlots, tools: PlainTools): PlainOutcome => {
    if (!meansRows(slots, tools)) return 'other';
    const place = target(slots, tools);
    const rows = place && rowsOf(place.table, slots, tools);
    if (!place || !rows) return 'other';
    return rows === 'asked' ? undefined : indexOf(place.table, [place.column.name], rows, unique, tools);
  };
}

function countOfColumns(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const { howmany, names = [] } = slots;
  if (names.length < 2 || !howmany) return 'other';
  const said = tableOf(slots.entity, tools);
  const all = said ? [said] : tools.context.names.tables.filter(({ kind }) => kind === 'table');
  const fits = all.filter((table) => names.every(({ text }) => columnMeant(table, text)));
  const [table, ...others] = nearest(fits, tools);
  if (!table || others.length > 0) return 'other';
  const columns = names.flatMap(({ text }) => columnMeant(table, text) ?? []);
  const there = columns.find(({ notNull }) => notNull);
  if (there && howmany.sql === '>= 1') {
    tools.draft.fulfilled.push(`${displayName(table)}.${there.name} is NOT NULL`);
    return undefined;
  }
  if (there)
    return ask(
      tools,
      `${displayName(table)}.${there.name} is NOT NULL, so it is always set. Shall it take NULL from now on?`,
    );
  if (howmany.note) tools.draft.notes.push(howmany.note);
  return addCheck(
    table,
    `num_nonnulls(${columns.map(({ name }) => ident(name)).join(', ')}) ${howmany.sql}`,
    tools,
  );
}

/** What holds for some rows, and for some of several columns. */
export const conditionRecorders: PlainRecorders<typeof conditionForms> = {
  requiredWhen: required(false),
  requiredUnless: required(true),
  requiredBeyond(slots, tools) {
    const { owner, order, goal } = slots;
    const place = target(slots, tools);
    const of = place && owner && columnMeant(place.table, owner.text);
    if (!place || !of || !order || goal?.kind !== 'number' || !isNumber(of.type)) return 'other';
    if (place.column.notNull) {
      tools.draft.fulfilled.push(`${place.at} is NOT NULL`);
      return undefined;
    }
    return addCheck(
      place.table,
      `${ident(of.name)} ${turned[order]} ${goal.text} OR ${ident(place.column.name)} IS NOT NULL`,
      tools,
    );
  },
  uniqueAmong: indexed(true),
  indexOfSome: indexed(false),
  oneOfSome(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const column = table && slots.owner && placed(table, slots.owner.text, tools);
    const rows = table && rowsCalled(table, slots.label ?? '', tools);
    return table && column && rows ? indexOf(table, [column.column.name], rows, true, tools) : 'other';
  },
  countOfColumns,
  requiredParent(slots, tools) {
    const [table, parent] = [tableOf(slots.entity, tools), tableOf(slots.parent, tools)];
    const [key, ...others] = table && parent ? keysBetween(table, parent) : [];
    const column = key && others.length === 0 ? key.columns[0] : undefined;
    const place = table && column !== undefined && placed(table, column, tools);
    if (!place) return 'other';
    if (place.column.notNull) {
      tools.draft.fulfilled.push(`${place.at} is NOT NULL`);
      return undefined;
    }
    tools.draft.rules.push({
      kind: 'setNotNull',
      table: reading(place.table),
      column: nameOf(place.column.name),
    });
    return { kind: 'existing', table: reading(place.table), column: nameOf(place.column.name) };
  },
  savedWithout(slots, tools) {
    const place = target(slots, tools);
    if (!place) return 'other';
    if (!place.column.notNull) tools.draft.fulfilled.push(`${place.at} takes NULL already`);
    else
      tools.draft.rules.push({
        kind: 'dropNotNull',
        table: reading(place.table),
        column: nameOf(place.column.name),
      });
    return undefined;
  },
};
