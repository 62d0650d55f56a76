import { noFacts } from '../../attributes/read.ts';
import type { arrowForms } from '../../grammar/forms/plain/arrows.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { notValues } from '../../lexicon/plain.ts';
import { textOf } from '../../text/tokens.ts';
import { record } from './facts.ts';
import {
  nameOf,
  type Place,
  type PlainOutcome,
  type PlainRecorders,
  type PlainTools,
  placed,
  placeOf,
  reading,
  tableOf,
} from './tools.ts';

const at = ({ table, column }: Place) => ({ table: reading(table), column: nameOf(column.name) });

const ofKeys = /\b(?:foreign[- ]keys?|fks?|references?|relations?|constraints?)\b|@relation/i;
const ofValues = /\b(?:renam\w*|enum|spelling|spelled|typo|instead|misspel\w*)\b/i;
/** When something is so, or several steps: what happens, and no order. */
const happens = /\b(?:when|whenever|while|after|before|once|until|only in|in the)\b/i;
const isFlow = ({ tokens, context }: PlainTools): boolean =>
  tokens.filter(({ text }) => text === '→').length > 1 ||
  happens.test(context.text.split('\n').slice(1).join(' '));

/** What stands on one side of an arrow today, and on the other from then on. */
export const arrowRecorders: PlainRecorders<typeof arrowForms> = {
  typeArrow({ field, type }, tools) {
    const place = placeOf(field, tools);
    if (place && type)
      tools.draft.rules.push({ kind: 'changeType', ...at(place), type: type.type, notes: type.notes });
    return undefined;
  },
  goneArrow({ field }, tools) {
    if (isFlow(tools)) return 'other';
    const place = placeOf(field, tools);
    if (place) tools.draft.rules.push({ kind: 'dropColumn', ...at(place) });
    return undefined;
  },
  factsArrow({ field, plainfacts }, tools): PlainOutcome {
    const place = placeOf(field, tools);
    return place && plainfacts ? record(place, plainfacts, tools) : undefined;
  },
  keyArrow({ field, ref, ondelete }, tools): PlainOutcome {
    if (!ofKeys.test(tools.context.text)) return 'other';
    const parent = ref && tools.context.names.knownTable(ref.table);
    // `category → categories` may as well be a new name, or one of several.
    if (!parent || ref?.column === undefined || parent.primaryKey?.join() !== ref.column) return 'other';
    const place = placeOf(field, tools);
    if (place)
      tools.draft.rules.push({
        kind: 'foreignKey',
        ...at(place),
        references: { ...ref, ...(ondelete === undefined ? {} : { onDelete: ondelete }) },
        facts: noFacts,
      });
    return undefined;
  },
  valueArrow({ enum: of, from, to }, tools) {
    // `pending → paid`: as likely what may follow.
    if (!ofValues.test(textOf(tools.tokens)) || isFlow(tools)) return 'other';
    if (!of || from === undefined || to === undefined || !of.labels.includes(from)) return 'other';
    tools.draft.rules.push({
      kind: 'renameEnumValue',
      type: { schema: of.schema, name: of.name, labels: of.labels },
      from,
      to,
    });
    return undefined;
  },
  renameArrow({ field, entity, fieldword, newname }, tools) {
    const plain = tools.tokens.every(({ text }) => text !== '→');
    // `notes becomes empty`
    if (isFlow(tools) || (plain && !/_|[a-z][A-Z]/.test(newname?.text ?? ''))) return 'other';
    const table = tableOf(entity, tools);
    const named = field?.table?.table ?? table;
    if (field?.table && table && field.table.table !== table) return 'other';
    const text = field?.text ?? fieldword?.text ?? '';
    const place = named ? placed(named, text, tools) : placeOf(field, tools);
    return place && newname ? renamed(place, newname, tools) : named ? 'other' : undefined;
  },
  tableArrow({ entity, newname }, tools) {
    const table = tableOf(entity, tools);
    if (!table || !newname || tools.context.names.knownTable(newname.text)) return 'other';
    tools.draft.rules.push({ kind: 'renameTable', table, to: newname });
    return undefined;
  },
};

/** `category → categories`, `status → enum`: no new name. */
function renamed(
  place: Place,
  newname: { readonly text: string; readonly marked: boolean },
  { draft, context }: PlainTools,
): PlainOutcome {
  const { text } = newname;
  if (context.names.knownTable(text) || notValues.has(text.toLowerCase())) return 'other';
  if (columnMeant(place.table, text)) return 'other';
  draft.rules.push({
    kind: 'rename',
    table: reading(place.table),
    from: nameOf(place.column.name),
    to: newname,
  });
  return undefined;
}
