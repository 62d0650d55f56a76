import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../../postgres/sql.ts';
import { isText } from '../../build/values.ts';
import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { isPeopleWord } from '../../resolve/people.ts';
import {
  ask,
  columnsOf,
  keysBetween,
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

type UniqueForms = Pick<typeof plainRuleForms, 'onlyOnce' | 'uniqueAnyCase' | 'uniqueTogether' | 'uniquePer'>;

/** `A user cannot have two tasks with the same title`: the column that says whose a row is, none where nobody is named. */
function ownerColumns(
  table: CatalogTable,
  { owner, per }: PlainSlots,
  tools: PlainTools,
): readonly string[] | undefined {
  const place = owner && placed(table, owner.text, tools);
  if (owner) return place && [place.column.name];
  const parent = tableOf(per, tools);
  if (!parent) return [];
  const [key, ...others] = keysBetween(table, parent);
  return key && others.length === 0 ? key.columns : undefined;
}

function uniqueTogether(slots: PlainSlots, tools: PlainTools): PlainOutcome {
  const table = tableOf(slots.entity, tools);
  const owners = table && ownerColumns(table, slots, tools);
  if (!table || !owners) return 'other';
  const columns = columnsOf(table, slots.names ?? [], tools);
  if (columns)
    tools.draft.rules.push({
      kind: 'unique',
      table: reading(table),
      columns: [...owners, ...columns].map(nameOf),
    });
  return undefined;
}

function anyCase(place: Place | undefined, tools: PlainTools): PlainOutcome {
  if (!place) return undefined;
  if (!isText(place.column.type))
    return ask(
      tools,
      `${place.at} is ${place.column.type}, which has no upper and lower case. Which column is meant?`,
    );
  const lower = `lower(${ident(place.column.name)})`;
  const there = place.table.indexes.some(
    ({ unique, definition }) =>
      unique && definition.replaceAll('"', '').includes(`(lower(${place.column.name}))`),
  );
  if (there || place.column.type === 'citext') {
    tools.draft.fulfilled.push(`${place.at} is unique regardless of case already`);
    return undefined;
  }
  tools.draft.notes.push(
    `no two values of ${place.at} differ by case alone; this is checked before anything changes`,
  );
  tools.draft.rules.push({
    kind: 'operation',
    operation: {
      op: 'add_index',
      table: place.table.name,
      schema: place.table.schema,
      columns: [{ expression: lower }],
      unique: true,
    },
  });
  return undefined;
}

/** What stands once. */
export const uniqueRecorders: PlainRecorders<UniqueForms> = {
  onlyOnce(slots, tools) {
    const place = placeOf(slots.field, tools);
    if (!place) return undefined;
    const [table, column] = [reading(place.table), nameOf(place.column.name)];
    tools.draft.rules.push({ kind: 'unique', table, columns: [column] });
    return { kind: 'existing', table, column };
  },
  uniqueAnyCase(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const word = typeof slots.word === 'object' ? slots.word.text : undefined;
    return anyCase(
      table && word !== undefined ? placed(table, word, tools) : placeOf(slots.field, tools),
      tools,
    );
  },
  uniqueTogether,
  uniquePer(slots, tools) {
    if (slots.per && isPeopleWord(slots.per.text)) return 'other';
    const table = tableOf(slots.entity, tools);
    const word = typeof slots.word === 'object' ? slots.word.text : '';
    const place = slots.field ? placeOf(slots.field, tools) : table && placed(table, word, tools);
    if (!place) return undefined;
    tools.draft.rules.push({
      kind: 'unique',
      table: reading(place.table),
      columns: [nameOf(place.column.name)],
      per: { text: slots.per?.text ?? slots.owner?.text ?? '', marked: false },
    });
    return undefined;
  },
};
