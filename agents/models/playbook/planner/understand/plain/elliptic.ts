import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { join, noFacts } from '../../attributes/read.ts';
import { isText } from '../../build/values.ts';
import type { ellipticForms } from '../../grammar/forms/plain/elliptic.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import { namesWhole } from '../../text/names-whole.ts';
import { textOf } from '../../text/tokens.ts';
import { plainIndex } from '../indexes/plain.ts';
import { record } from './facts.ts';
import { focusOf, tableInFocus, writtenColumns } from './focus.ts';
import { missingKeyOf } from './missing-keys.ts';
import {
  nameOf,
  type Place,
  type PlainOutcome,
  type PlainRecorders,
  type PlainSlots,
  type PlainTools,
  reading,
  tableOf,
} from './tools.ts';

/** The column of the last rule, which the sentence goes on about. */
function justRuled({ draft, context }: PlainTools): Place | undefined {
  const rule = draft.rules.at(-1);
  if (rule === undefined || !('column' in rule) || !rule.column || !('table' in rule)) return undefined;
  const text = rule.column.text;
  // What was filled since is spoken of as well.
  const filled = draft.fills.at(-1)?.column;
  if (filled !== undefined && nameKey(filled.text) !== nameKey(text)) return undefined;
  const said = rule.table?.table;
  const having = (table: CatalogTable): boolean => columnMeant(table, text) !== undefined;
  const [table, ...others] = said ? [said] : context.names.tables.filter(having);
  const column = table && others.length === 0 ? columnMeant(table, text) : undefined;
  return table && column && { table, column, at: `${displayName(table)}.${column.name}` };
}

/** `It`: the column of the rule before, else the one that the request is about. */
const it = (tools: PlainTools): Place | undefined =>
  tools.draft.rules.length > 0 ? justRuled(tools) : focusOf(tools);

const at = ({ table, column }: Place) => ({ table: reading(table), column: nameOf(column.name) });

/** `check (score >= 0)`, of another column. */
function checksOther({ column }: Place, { tokens }: PlainTools): boolean {
  const open = tokens.findIndex(({ low }, index) => low === '(' && tokens[index - 1]?.low === 'check');
  return open !== -1 && !tokens.slice(open).some(({ text }) => nameKey(text) === nameKey(column.name));
}

const disused =
  /\b(?:unused|(?:not|n['’]t|no longer|never) (?:used|needed|read)|obsolete|deprecated|redundant|unnecessary|dead|legacy)\b/i;

/** A rule that may be meant instead of its column. */
const rules =
  /\b(?:unique\w*|constraints?|index(?:es)?|defaults?|checks?|foreign keys?|fks?|triggers?|reminders?)\b/i;
/** Its name is what is wrong. */
const misnamed =
  /\b(?:misleading|misnamed|misnomer|naming|names?|named|called|renam\w+|means?|ambiguous|confus\w+|wording|terminology|typo|misspel\w+|vague|unclear)\b/i;
/** Something new is spoken of, which has the name or the columns. */
const made =
  /\b(?:new|copy|split|derived|history|view over|trigger|index|constraint) (?:\w+ ){0,3}(?:of|on|over|for|from|next|that|table|column|field|model|entity)\b|\bnew (?:table|model|entity|column|field)\b|\b(?:index|trigger|view|table|split)\b/i;
/** Types and rules of a database, and of no program. */
const declaredTypes =
  /\b(?:timestamptz|timestamp|varchar|numeric|decimal|bigint|smallint|jsonb|text|uuid|serial|not null|nullable|null|default|fk|references|foreign key|unique)\b|\bchar\(/i;
const ofTables = /\b(?:columns?|tables?|schema|migrations?|database|db|models?|entit(?:y|ies))\b/i;

/** Rows that lack a value are what the text speaks of. */
const lacking = /\b(?:nulls?|nils?|missing|without|empty|blanks?|lacks?|unset|no value|none)\b/i;

function dropDefault(_: PlainSlots, tools: PlainTools): PlainOutcome {
  const place = it(tools);
  if (!place) return 'other';
  tools.draft.rules.push({ kind: 'dropDefault', ...at(place) });
  return undefined;
}

function setDefault({ value }: PlainSlots, tools: PlainTools): PlainOutcome {
  const place = value && it(tools);
  if (!place || !value) return 'other';
  tools.draft.rules.push({ kind: 'setDefault', ...at(place), value });
  return undefined;
}

/** The table that the request speaks of, where it has all of these columns. */
function ofTable(names: readonly NameReading[], tools: PlainTools): CatalogTable | undefined {
  if (tools.tokens.some(({ low }) => low === 'or')) return undefined;
  const table = tableInFocus(tools);
  return table && names.every(({ text }) => columnMeant(table, text)) ? table : undefined;
}

/** Sentences about a column that they do not name. */
export const ellipticRecorders: PlainRecorders<typeof ellipticForms> = {
  tablesLeft({ listedtables = [] }, tools) {
    const { draft, context } = tools;
    const sound = listedtables.every(
      ({ name, columns }) =>
        columns.length > 1 &&
        columns.some(({ facts }) => facts.facts.type !== undefined) &&
        columns.every((one) => !one.group && one.facts.left.length === 0) &&
        name.table === undefined &&
        !context.names.knownTable(name.text) &&
        !context.hasColumn(name.text),
    );
    if (!sound) return 'other';
    for (const { name, columns } of listedtables) {
      const table = draft.table({ text: name.text, marked: true });
      for (const column of columns) draft.tableColumn(table, column.name, column.facts);
    }
    return undefined;
  },
  uniqueOfTable({ names = [] }, tools) {
    const table = ofTable(names, tools);
    if (!table) return 'other';
    tools.draft.rules.push({ kind: 'unique', table: reading(table), columns: names });
    return undefined;
  },
  indexOfTable({ names = [] }, tools) {
    const table = ofTable(names, tools);
    if (!table) return 'other';
    tools.draft.rules.push(plainIndex(reading(table), names));
    return undefined;
  },
  commentOfTable({ entity, quoted }, tools) {
    const table = entity ? tableOf(entity, tools) : tableInFocus(tools);
    if (!table || quoted === undefined) return 'other';
    tools.draft.rules.push({ kind: 'comment', table: reading(table), column: undefined, text: quoted });
    return undefined;
  },
  newColumns({ typedcolumns = [], entity, plainfacts, anything }, tools) {
    const { draft, context } = tools;
    const table = entity ? tableOf(entity, tools) : tableInFocus(tools);
    const taken = typedcolumns.some(
      ({ name }) => context.names.knownTable(name.text) || (table && columnMeant(table, name.text)),
    );
    const declared = declaredTypes.test(textOf(tools.tokens)) || ofTables.test(context.text);
    if (!table || taken || !declared || made.test(context.text) || draft.tables.length > 0) return 'other';
    if (!entity && !namesWhole(context.text, table.name))
      draft.notes.push(
        `the new columns are for ${displayName(table)}, the only table that the request speaks of`,
      );
    // `…, empty where the number of another column is 0`: more than that they may be empty.
    if (anything !== undefined && /[_`'"\d]|[a-z][A-Z]/.test(anything)) return 'other';
    const shared = { ...noFacts, facts: plainfacts ?? {} };
    for (const { name, facts } of typedcolumns) draft.column(name, reading(table), join(facts, shared), true);
    return undefined;
  },
  placeOfValue({ after, ahead }, { draft }) {
    const rule = draft.rules.at(-1);
    if (rule?.kind !== 'enumValue' || rule.after !== undefined || rule.before !== undefined) return 'other';
    const { labels } = rule.type;
    if ([after, ahead].some((label) => label !== undefined && !labels.includes(label))) return 'other';
    const place = after !== undefined ? { after } : ahead !== undefined ? { before: ahead } : {};
    draft.rules.splice(-1, 1, { ...rule, ...place });
    return undefined;
  },
  noDefaultOfIt: dropDefault,
  noDefaultLeft: dropDefault,
  standardOfIt: setDefault,
  standardLeft: setDefault,
  refusedOfIt({ refusal }, tools) {
    const place = it(tools);
    return place && refusal ? record(place, refusal, tools) : 'other';
  },
  factsOfIt({ plainfacts, refusal, min, max, entity }, tools) {
    const facts = min !== undefined && max !== undefined ? { min, max } : (plainfacts ?? refusal);
    const place = facts && it(tools);
    const other = entity?.table !== undefined && entity.table !== place?.table;
    return place && facts && !other && !checksOther(place, tools) ? record(place, facts, tools) : 'other';
  },
  typeOfIt({ type }, tools) {
    const place = type && it(tools);
    if (!place) return 'other';
    tools.draft.rules.push({ kind: 'changeType', ...at(place), type: type.type, notes: type.notes });
    return undefined;
  },
  lengthOfIt({ n }, tools) {
    const place = it(tools);
    if (!place || n === undefined || !/^character varying/.test(place.column.type)) return 'other';
    tools.draft.rules.push({ kind: 'changeType', ...at(place), type: `character varying(${n})`, notes: [] });
    return undefined;
  },
  fillOfIt({ value }, tools) {
    const place = value && value.kind !== 'null' && lacking.test(tools.context.text) ? it(tools) : undefined;
    if (!place || !value) return 'other';
    if (place.column.notNull) {
      tools.draft.fulfilled.push(`${place.at} is NOT NULL: no row lacks it`);
      return undefined;
    }
    if (isText(place.column.type) && /\b(?:empty|blank)\b/i.test(tools.context.text))
      tools.draft.notes.push(`rows whose ${place.at} is NULL are filled; an empty text stays as it is`);
    tools.draft.fills.push({ ...at(place), expression: { kind: 'literal', literal: value }, where: 'nulls' });
    return undefined;
  },
  keyOfIt(_, tools) {
    const place = it(tools);
    return place ? missingKeyOf(place, tools) : 'other';
  },
  indexOfIt(_, tools) {
    const place = it(tools);
    if (!place) return 'other';
    tools.draft.rules.push(plainIndex(reading(place.table), [nameOf(place.column.name)]));
    return undefined;
  },
  dropOfIt(_, tools) {
    // `students.email uniqueness: drop it`
    const place = rules.test(tools.context.text) ? undefined : it(tools);
    if (!place) return 'other';
    tools.draft.rules.push({ kind: 'dropColumn', ...at(place) });
    return undefined;
  },
  dropThem(_, tools) {
    const { draft, context } = tools;
    const table = tableInFocus(tools);
    const named = table && writtenColumns(context, table);
    if (!table || !named || named.length < 2 || draft.begun || !disused.test(context.text)) return 'other';
    for (const column of named)
      draft.rules.push({ kind: 'dropColumn', table: reading(table), column: nameOf(column) });
    draft.notes.push(
      `what shall go are ${named.join(', ')} of ${displayName(table)}: the request names no other columns`,
    );
    return undefined;
  },
  commentOfIt({ quoted }, tools) {
    const place = it(tools);
    if (!place || quoted === undefined) return 'other';
    tools.draft.rules.push({ kind: 'comment', ...at(place), text: quoted });
    return undefined;
  },
  renameOfIt({ newname }, tools) {
    const place =
      newname && misnamed.test(tools.context.text) && !made.test(tools.context.text) ? it(tools) : undefined;
    if (!place || !newname || columnMeant(place.table, newname.text)) return 'other';
    tools.draft.rules.push({
      kind: 'rename',
      table: reading(place.table),
      from: nameOf(place.column.name),
      to: newname,
    });
    return undefined;
  },
};
