import type { CatalogConstraint } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import { isNumber, isText } from '../../build/values.ts';
import type { valueForms } from '../../grammar/forms/plain/values.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { type } from '../../grammar/slots/types.ts';
import { describing, notValues } from '../../lexicon/plain.ts';
import { singular } from '../../resolve/words.ts';
import { tokenize } from '../../text/tokens.ts';
import {
  ask,
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

const listed = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');
const same = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join('\0') === [...b].sort().join('\0');

/** The check that lists the values of a column, and the values. */
export function listOf({
  table,
  column,
}: Place): { check: CatalogConstraint; values: readonly string[] } | undefined {
  for (const check of table.constraints) {
    if (check.kind !== 'check' || check.columns.join() !== column.name) continue;
    const list = /= ANY \(\(?ARRAY\[(.*?)\]/.exec(check.definition)?.[1];
    const values = [...(list ?? '').matchAll(/'((?:[^']|'')*)'/g)].map(([, one = '']) =>
      one.replaceAll("''", "'"),
    );
    if (values.length > 0) return { check, values };
  }
  return undefined;
}

function allow(place: Place, values: readonly string[], { draft }: PlainTools): void {
  const old = listOf(place);
  const table = reading(place.table);
  if (old) {
    draft.notes.push(
      `the new condition takes the place of ${old.check.name}, ${old.check.definition}, as a whole`,
    );
    draft.rules.push({
      kind: 'dropConstraint',
      of: undefined,
      name: nameOf(old.check.name),
      table,
      columns: [],
    });
  }
  draft.rules.push({
    kind: 'check',
    table,
    column: nameOf(place.column.name),
    facts: { ...noFacts, facts: { oneOf: values } },
  });
}

/** A list of values for a column that has an enum: the same, more, or others, which only the requester can settle. */
function ofEnum(place: Place, wanted: readonly string[], tools: PlainTools): void {
  const own = enumOf(place.column, tools.context);
  if (!own) return;
  const { draft } = tools;
  const extra = wanted.filter((value) => !own.labels.includes(value));
  const left = own.labels.filter((label) => !wanted.includes(label));
  if (left.length > 0) {
    const [old, now] = [left.join(', '), extra.join(', ')];
    ask(
      tools,
      `${place.at} is the enum ${own.name} (${own.labels.join(', ')}), and the request says ${wanted.join(', ')}. ${
        extra.length === 0
          ? `Shall ${old} go? Then what do rows get that have one of them?`
          : `Shall ${now} come beside ${old}, or in their place? Then what do rows get that have one of those?`
      }`,
    );
  } else if (extra.length === 0)
    draft.fulfilled.push(`${place.at} is the enum ${own.name} with ${own.labels.join(', ')}`);
  else {
    draft.notes.push(
      `${place.at} is the enum ${own.name}, which gets ${extra.join(', ')} besides its values`,
    );
    for (const value of extra) draft.rules.push({ kind: 'enumValue', type: own, value });
  }
}

/** Names of columns that hold one of a few words. */
export const choosing =
  /(?:status|state|type|kind|role|level|priority|method|stage|gender|size|currency|visibility|mode|source|category|severity|format|channel|language|locale|unit|plan|tier|grade|colou?r|theme)$/;
const limiting: ReadonlySet<string> = new Set('one value values option options only : either'.split(' '));

/** `title may be long or short` may as well describe it. */
const isExplicit = ({ column }: Place, { tokens }: PlainTools): boolean =>
  choosing.test(column.name) ||
  tokens.some(({ low, kind }) => kind === 'quoted' || kind === 'code' || limiting.has(low));

function checked(slots: PlainSlots, tools: PlainTools): Place | undefined {
  const place = placeOf(slots.field, tools);
  const wanted = slots.labels ?? [];
  if (!place || wanted.length === 0) return undefined;
  if (enumOf(place.column, tools.context)) ofEnum(place, wanted, tools);
  else if (isText(place.column.type)) return place;
  else if (isNumber(place.column.type) && wanted.every((value) => /^-?\d+(?:\.\d+)?$/.test(value)))
    return place;
  else
    ask(
      tools,
      `${place.at} is ${place.column.type}, and the request lists ${listed(wanted)}. Shall its type change, or is another column meant?`,
    );
  return undefined;
}

const types: ReadonlySet<string> = new Set(
  'integer int text bool boolean uuid json jsonb timestamp timestamptz varchar numeric decimal string money bigint date datetime float'.split(
    ' ',
  ),
);

/** Several words none of which describes the column itself; bare ones behind `may be` joined by `or`. */
export function isChoice(values: readonly string[], { tokens, context }: PlainTools, bare: boolean): boolean {
  const joined = tokens.some(({ low }) => low === 'or' || low === '/' || low === '|') || values.length > 2;
  const described = values.some((value) => {
    const words = value.toLowerCase().split(' ');
    return (
      describing.has(words.at(-1) ?? '') ||
      words.some(
        (word) => types.has(word.replace(/\(.*$/, '')) || context.names.knownTable(word) !== undefined,
      )
    );
  });
  return values.length > 1 && !described && (joined || !bare);
}

/** `on tasks`, `index`: a thing of the schema, and no value. */
const isNoValue = (word: string, { names }: ReadingContext): boolean =>
  notValues.has(word.toLowerCase()) || names.knownTable(word) !== undefined;

function anotherValue(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const { draft, context, tokens } = tools;
  const values = slots.labels ?? [];
  // `New order status: see design`
  if (tokens[0]?.low === 'new' && values.some((value) => !/^[\w-]+$/.test(value))) return 'other';
  const word = typeof slots.word === 'object' ? slots.word.text : undefined;
  const table = tableOf(slots.entity, tools);
  const fits = slots.field?.tables ?? (table ? [table] : []);
  const text = slots.field?.text ?? word ?? '';
  const listing = fits.filter((one) => {
    const place = placed(one, text, { ...tools, draft: { ...draft, notes: [] } as never });
    return place && (enumOf(place.column, context) || listOf(place));
  });
  if (listing.length === 0 || values.length === 0) return 'other';
  const marked = tokens.some(
    ({ kind, text: said }) => (kind === 'quoted' || kind === 'code') && values.includes(said),
  );
  if (!marked && values.some((value) => value.split(' ').some((part) => isNoValue(part, context))))
    return 'other';
  const place = slots.field
    ? placeOf({ ...slots.field, tables: listing }, tools)
    : table && placed(table, text, tools);
  if (!place) return undefined;
  const own = enumOf(place.column, context);
  const known = own?.labels ?? listOf(place)?.values ?? [];
  const last = tokens.findLastIndex(({ low }) => low === values.at(-1)?.split(' ').at(-1)?.toLowerCase());
  const behind = tokens.slice(last + 1);
  const before = behind.some(({ text: said }) => said.toLowerCase().startsWith(text.toLowerCase()));
  const saysValue = /(?:^| )(?:value|values|option|called|named|:|also|extend|expand)(?: |$)/;
  const saysNew = before
    ? saysValue
    : /(?:^| )(?:value|values|option|called|named|:|also|extend|expand|new|another|additional|further|more)(?: |$)/;
  const words = tokens.map(({ low }) => low).join(' ');
  // `Orders should have a status: low, high`: as likely all of its values.
  if (values.length > 1 && slots.entity && !saysNew.test(words.replaceAll(' :', ''))) return 'other';
  if (!marked && !saysNew.test(words)) {
    ask(
      tools,
      `Is ${listed(values)} a further value of ${place.at} (${known.join(', ')}), or a new column ${values.join('_').replaceAll(' ', '_')}_${place.column.name}?`,
    );
    return undefined;
  }
  const missing = values.filter((value) => !known.includes(value));
  if (missing.length === 0) draft.fulfilled.push(`${place.at} may be ${values.join(', ')} already`);
  else if (own) for (const value of missing) draft.rules.push({ kind: 'enumValue', type: own, value });
  else allow(place, [...known, ...missing], tools);
  return undefined;
}

/** `Rename enum value archived to retired`: the enum is the one that has it. */
function renamedLabel(from: string | undefined, to: string | undefined, tools: PlainTools): PlainOutcome {
  if (from === undefined || to === undefined) return 'other';
  const having = tools.context.catalog.enums.filter(({ labels }) => labels.includes(from));
  const [type, ...others] = having;
  if (!type)
    return ask(
      tools,
      `No enum has the value "${from}". Which enum and which of its values are meant? There are ${tools.context.catalog.enums
        .map(({ name, labels }) => `${name} (${labels.join(', ')})`)
        .join('; ')}.`,
    );
  if (others.length > 0)
    return ask(
      tools,
      `Which enum is meant: ${having.map(({ name }) => name).join(', ')}? Each has the value "${from}".`,
    );
  tools.draft.notes.push(`the enum is ${type.name}, the only one with the value ${from}`);
  tools.draft.rules.push({ kind: 'renameEnumValue', type, from, to });
  return undefined;
}

/** Which values a column may have. */
export const valueRecorders: PlainRecorders<typeof valueForms> = {
  allowedValues(slots, tools) {
    const values = slots.choice ?? slots.labels ?? [];
    if (values.length === 1 && [...type(tokenize(values[0] ?? ''), 0, tools.context)].length > 0)
      return 'other';
    if (!isChoice(values, tools, slots.choice !== undefined)) return 'other';
    const place = checked({ ...slots, labels: values }, tools);
    if (!place) return undefined;
    const old = listOf(place);
    if (!old && !isExplicit(place, tools)) {
      ask(
        tools,
        `Shall ${place.at} have no other values than ${listed(values)} (it is ${place.column.type})?`,
      );
      return undefined;
    }
    if (old && same(old.values, values))
      tools.draft.fulfilled.push(`${place.at} may be only ${values.join(', ')} already`);
    else allow(place, values, tools);
    return undefined;
  },
  allowedLabels(slots, tools) {
    const place = checked(slots, tools);
    const labels = slots.labels ?? [];
    if (!place) return undefined;
    if (labels.length < 2 || !isText(place.column.type)) {
      ask(tools, `Which values shall the enum of ${place.at} have? The request says ${listed(labels)}.`);
      return undefined;
    }
    const { draft } = tools;
    const name = `${singular(place.table.name)}_${place.column.name}`;
    const old = listOf(place);
    if (old && !same(old.values, labels)) {
      ask(
        tools,
        `${place.at} may be ${listed(old.values)} today; the request says ${listed(labels)}. What do rows get whose value is none of these?`,
      );
      return undefined;
    }
    draft.notes.push(`the enum is called ${name}`);
    if (old)
      draft.rules.push({
        kind: 'dropConstraint',
        of: undefined,
        name: nameOf(old.check.name),
        table: reading(place.table),
        columns: [],
      });
    draft.rules.push({ kind: 'createEnum', name: nameOf(name), labels });
    draft.rules.push({
      kind: 'changeType',
      table: reading(place.table),
      column: nameOf(place.column.name),
      type: `public.${name}`,
      notes: [],
    });
    return undefined;
  },
  anotherValue,
  removedValue({ enum: type, label }, tools) {
    if (!type || label === undefined) return 'other';
    const left = type.labels.filter((one) => one !== label);
    if (left.length === type.labels.length) {
      tools.draft.fulfilled.push(`the enum ${type.name} has no value ${label}`);
      return undefined;
    }
    return ask(
      tools,
      `What do rows get that have "${label}" of ${type.name}: ${left.join(', ')}? They need another value before it goes.`,
    );
  },
  renamedValue(slots, tools) {
    const { from, to } = slots;
    const table = tableOf(slots.entity, tools);
    const word = typeof slots.word === 'object' ? slots.word.text : '';
    if (!slots.field && !table) return renamedLabel(from, to, tools);
    const fits = (slots.field?.tables ?? (table ? [table] : [])).filter((one) => {
      const column = columnMeant(one, slots.field?.text ?? word);
      return column && enumOf(column, tools.context)?.labels.some((label) => label === from || label === to);
    });
    const [only] = fits;
    const column = only && columnMeant(only, slots.field?.text ?? word);
    const type = column && enumOf(column, tools.context);
    if (!type || fits.length > 1 || from === undefined || to === undefined) return 'other';
    tools.draft.rules.push({ kind: 'renameEnumValue', type, from, to });
    return undefined;
  },
};
