import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { Literal } from '../../attributes/spec.ts';
import type { plainRowForms } from '../../grammar/forms/plain/rows.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { type } from '../../grammar/slots/types.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { tokenize } from '../../text/tokens.ts';
import {
  ask,
  enumOf,
  lacks,
  nameOf,
  type Place,
  type PlainOutcome,
  type PlainRecorders,
  type PlainSlots,
  type PlainTools,
  placed,
  reading,
  tableOf,
} from './tools.ts';
import { listOf } from './values.ts';

/** The values that a column may have, where the schema lists them. */
export const valuesOf = (place: Place, { context }: PlainTools): readonly string[] =>
  enumOf(place.column, context)?.labels ?? listOf(place)?.values ?? [];

/** Columns of the table that list their values. */
export const listing = (
  table: CatalogTable,
  tools: PlainTools,
): readonly (Place & { values: readonly string[] })[] =>
  table.columns.flatMap((column) => {
    const place = { table, column, at: `${displayName(table)}.${column.name}` };
    const values = valuesOf(place, tools);
    return values.length > 0 ? [{ ...place, values }] : [];
  });

const asText = (text: string): Literal =>
  /^-?\d+(?:\.\d+)?$/.test(text) ? { kind: 'number', text } : { kind: 'text', text };

function target(slots: PlainSlots, tools: PlainTools): Place | undefined {
  const table = tableOf(slots.entity, tools);
  const word = typeof slots.word === 'object' ? slots.word.text : undefined;
  return table && word !== undefined ? placed(table, word, tools) : undefined;
}

function fill(place: Place, value: Literal, where: { of: Place; is: string } | undefined, tools: PlainTools) {
  tools.draft.fills.push({
    table: reading(place.table),
    column: nameOf(place.column.name),
    expression: { kind: 'literal', literal: value },
    where: where && { column: nameOf(where.of.column.name), is: asText(where.is), not: false },
  });
  return { kind: 'existing', table: reading(place.table), column: nameOf(place.column.name) } as const;
}

const whichRows = ({ table }: Place, said: string, tools: PlainTools): undefined => {
  const [like] = listing(table, tools);
  const example = like ? `, like ${like.column.name} = '${like.values[0]}'` : '';
  return ask(
    tools,
    `Which rows of ${displayName(table)} are meant by "${said}"? Please say it by a column and a value${example}.`,
  );
};

/** `the draft tasks`: the one column that has such a value tells which rows are meant. */
function ofLabel(place: Place, label: string, value: Literal, tools: PlainTools): PlainOutcome {
  const own = valuesOf(place, tools);
  const those = listing(place.table, tools).filter(({ values }) => values.includes(label));
  const [of, ...others] = own.includes(label) ? [place] : those;
  if (!of || others.length > 0) return whichRows(place, label, tools);
  tools.draft.notes.push(`"${label}" are the rows whose ${of.column.name} is '${label}'`);
  return fill(place, value, { of, is: label }, tools);
}

/** `publish` for the value `published`. */
const doneBy = (verb: string, value: string): boolean => {
  const stem = verb.toLowerCase().replace(/e$/, '');
  return stem.length > 3 && value.length > verb.length && value.toLowerCase().startsWith(stem);
};

function setWhere(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const place = target(slots, tools);
  const { value, label, owner } = slots;
  if (!place || !value || label === undefined || !owner) return 'other';
  if (/^(?:null|empty|blank|missing|not|set|unset)\b/i.test(label)) return 'other';
  const of = placed(place.table, owner.text, tools);
  if (!of) return 'other';
  const values = valuesOf(of, tools);
  if (values.length > 0 && !values.includes(label))
    return ask(tools, `${of.at} may be ${values.join(', ')}, and never "${label}". Which rows are meant?`);
  return fill(place, value, { of, is: label }, tools);
}

/** `where it is null`: the rows that have no value yet. */
const lacksValue =
  /^where (?:(?:it|it's|that|the value)(?: is)?|(\w+) is) (?:still |currently )?(?:null|missing|not set|unset)$/i;

/** `change due_date of tasks from date to timestamptz`: types, and no rows. */
const isTypeChange = ({ which = '', value }: PlainSlots, { context }: PlainTools): boolean =>
  /^from\b/.test(which) && value !== undefined && [...type(tokenize(value.text), 0, context)].length > 0;

export const plainRowRecorders: PlainRecorders<typeof plainRowForms> = {
  setWhere,
  setWhereLast: setWhere,
  setForLabel(slots, tools) {
    const place = target(slots, tools);
    const { value, label } = slots;
    if (!place || !value) return 'other';
    if (label !== undefined) return ofLabel(place, label, value, tools);
    return fill(place, value, undefined, tools);
  },
  setForState(slots, tools) {
    const place = target(slots, tools);
    const { value, label } = slots;
    return place && value && label !== undefined && valuesOf(place, tools).includes(label)
      ? ofLabel(place, label, value, tools)
      : 'other';
  },
  fromLabel(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const { from = '', label = '', fieldword, owner } = slots;
    if (!table) return 'other';
    const those = listing(table, tools).filter(
      ({ values }) => values.includes(from) && values.includes(label),
    );
    const said = [fieldword, owner].flatMap((name) => (name ? [columnMeant(table, name.text)?.name] : []));
    const [of, ...others] = those.filter(({ column }) => said.every((name) => name === column.name));
    if (!of || others.length > 0) return 'other';
    tools.draft.notes.push(`"${from}" are the rows whose ${of.column.name} is '${from}'`);
    return fill(of, { kind: 'text', text: label }, { of, is: from }, tools);
  },
  setForSome(slots, tools) {
    const place = target(slots, tools);
    const { which, value } = slots;
    if (!place || which === undefined || isTypeChange(slots, tools)) return 'other';
    const lacks = lacksValue.exec(which.replace(/[`"]/g, ''));
    if (!lacks || !value || (lacks[1] !== undefined && lacks[1] !== place.column.name))
      return whichRows(place, which, tools);
    const topic = fill(place, value, undefined, tools);
    const filled = tools.draft.fills.at(-1);
    if (filled) filled.where = 'nulls';
    return topic;
  },
  doToAll(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const { verb = '' } = slots;
    if (!table) return 'other';
    const [found] = listing(table, tools).flatMap(({ at, values }) =>
      values.filter((value) => doneBy(verb, value)).map((value) => ({ at, value })),
    );
    if (!found) return 'other';
    return ask(
      tools,
      `Shall ${found.at} become '${found.value}' for every row of ${displayName(table)}${slots.label === undefined ? '' : ` that is ${slots.label}`}${slots.which === undefined ? '' : ` ${slots.which}`}, whatever it is now?`,
    );
  },
  moveRows(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const { fieldword, value, goal } = slots;
    const column = table && fieldword && columnMeant(table, fieldword.text);
    if (!column || !value || !goal) return 'other';
    return ask(
      tools,
      `Shall the rows of ${displayName(table)} whose ${column.name} is ${value.text} get ${goal.text}, or are ${value.text} and ${goal.text} something else than values of ${column.name}?`,
    );
  },
  raise(slots, tools) {
    const { newname, value, goal } = slots;
    const table = tableOf(slots.entity, tools);
    if (!newname || !table) return 'other';
    const known = columnMeant(table, newname.text);
    if (!known) return lacks(table, newname.text, tools);
    const at = `${displayName(table)}.${known.name}`;
    const said = goal?.text ?? '';
    return ask(
      tools,
      value
        ? `Shall the rows whose ${at} is ${value.text} get ${said}, or shall the default of new rows change from ${value.text} to ${said}?`
        : `Which rows of ${displayName(table)} get another ${known.name}, and is ${said} the new value or what is added?`,
    );
  },
};
