import { noFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import { isNumber, isText } from '../../build/values.ts';
import { columnMeant, type FieldReading } from '../../grammar/slots/fields.ts';
import { displayName } from '../../resolve/schema-names.ts';
import {
  ask,
  enumOf,
  nameOf,
  type Place,
  type PlainOutcome,
  type PlainSlots,
  type PlainTools,
  placeOf,
  reading,
} from './tools.ts';

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
  // `may not be empty` of a number: it has to be there.
  if (facts.notEmpty && !isText(type) && Object.keys(facts).length === 1) {
    draft.rules.push({ kind: 'setNotNull', table, column });
    return { kind: 'existing', table, column };
  }
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

export function readFacts(slots: PlainSlots, tools: PlainTools): PlainOutcome {
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
}

/** Does the same for each of the fields, once it is known of which table they are. */
export function forEachField(
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

export function factsOfEach(
  { fields = [], plainfacts, refusal }: PlainSlots,
  tools: PlainTools,
): PlainOutcome {
  const facts = plainfacts ?? refusal;
  return facts ? forEachField(fields, tools, (place) => record(place, facts, tools)) : 'other';
}
