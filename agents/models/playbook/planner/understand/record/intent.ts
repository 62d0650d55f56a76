import { noFacts } from '../../attributes/read.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import { nameKey } from '../../resolve/words.ts';
import { textOf } from '../../text/tokens.ts';
import { type Draft, sameTable } from '../draft.ts';
import { isOneEach } from '../indexes/plain.ts';
import type { Intent, IntentKind } from '../intents.ts';
import type { Topic } from '../topic.ts';
import { dataRecorders } from './data.ts';
import { objectRecorders } from './objects.ts';
import { about, ownerOf, plainNames, type Recorder, type Slots } from './recorder.ts';
import { structureRecorders } from './structure.ts';

const addColumn: Recorder = (slots, draft, intent) => {
  const columns = (slots.columns ?? []) as readonly ColumnReading[];
  const [only, ...others] = slots.tables ?? [];
  const said = slots.table ?? only ?? slots.known;
  const table = said && isPurpose(said, draft, intent) ? undefined : said;
  if (columns.length === 1 && columns[0]?.group) return { kind: 'moreColumns', table };
  const drafts = [table, ...others].flatMap((owner) =>
    columns.map(({ name, facts, explicit }) =>
      draft.column(name, owner, facts, explicit && !intent.nominal, intent.sentence.from === 'title'),
    ),
  );
  return { kind: 'columns', drafts, table };
};

/** `ip_address for tracking origins`: no table is called so, and none is made; it says what the column is for. */
function isPurpose({ table, text, marked }: TableReading, draft: Draft, { sentence, next }: Intent): boolean {
  if (table || marked || draft.tables.some(({ name }) => nameKey(name.text) === nameKey(text))) return false;
  const { tokens } = sentence;
  const words = text.split(' ').length;
  const lead = tokens.slice(0, next - words).findLast(({ low }) => low !== 'the' && low !== 'our');
  return lead?.low === 'for' && textOf(tokens.slice(next - words, next)) === text;
}

const missing: ReadonlySet<string> = new Set('missing null empty blank unset'.split(' '));

/** `Fill missing last_name …`: right behind the verb it says which rows. */
const fillsNulls = ({ sentence: { tokens }, start }: Intent): boolean =>
  tokens.slice(start + 1, start + 4).some(({ low, kind }) => kind === 'word' && missing.has(low));

const ofLength = (n: string | number): TypeReading => ({ type: `character varying(${n})`, notes: [] });

const renameColumn: Recorder = (slots, draft) => {
  const [from, to] = [slots.from, slots.to] as [NameReading, NameReading];
  const table = ownerOf(slots, from);
  if (to.table !== undefined && !sameTable(table, { text: to.table, marked: true })) {
    draft.questions.push(
      `"${to.table}.${to.text}" is in another table than "${from.text}". Shall the column be renamed, or shall its values move there?`,
    );
    return undefined;
  }
  draft.rules.push({ kind: 'rename', table, from, to });
  return about(table, from);
};

/** One entry a kind of request: what it adds to the draft and what the text speaks about from then on. */
const recorders: Readonly<Record<IntentKind, Recorder>> = {
  ...objectRecorders,
  ...dataRecorders,
  ...structureRecorders,
  addColumn,
  wantColumn: addColumn,
  // `Add two columns to the clients table (vat_number, notes)`
  moreColumns: (slots, draft, intent) =>
    slots.columns ? addColumn(slots, draft, intent) : { kind: 'moreColumns', table: slots.table },
  createTable(slots, draft) {
    return slots.table ? { kind: 'table', draft: draft.table(slots.table) } : undefined;
  },
  renameColumn,
  renameColumnTo: renameColumn,
  renameTable(slots, draft) {
    if (slots.table?.table)
      draft.rules.push({ kind: 'renameTable', table: slots.table.table, to: slots.to as NameReading });
    return undefined;
  },
  dropColumn(slots, draft) {
    for (const column of slots.names ?? []) {
      draft.rules.push({ kind: 'dropColumn', table: ownerOf(slots, column), column });
    }
    return about(slots.table, slots.names?.[0]);
  },
  dropTable(slots, draft) {
    for (const table of slots.tables ?? []) draft.rules.push({ kind: 'dropTable', table });
    return undefined;
  },
  setNotNull(slots, draft) {
    if (!slots.name) return undefined;
    const table = ownerOf(slots, slots.name);
    draft.rules.push({ kind: 'setNotNull', table, column: slots.name });
    return about(table, slots.name);
  },
  dropNotNull(slots, draft) {
    if (slots.name)
      draft.rules.push({ kind: 'dropNotNull', table: ownerOf(slots, slots.name), column: slots.name });
    return undefined;
  },
  setDefault(slots, draft) {
    if (!slots.name || !slots.value) return undefined;
    const table = ownerOf(slots, slots.name);
    draft.rules.push({ kind: 'setDefault', table, column: slots.name, value: slots.value });
    return about(table, slots.name);
  },
  dropDefault(slots, draft) {
    if (slots.name)
      draft.rules.push({ kind: 'dropDefault', table: ownerOf(slots, slots.name), column: slots.name });
    return undefined;
  },
  changeType(slots, draft) {
    if (!slots.name) return undefined;
    const said = slots.type ?? (slots.n === undefined ? undefined : ofLength(slots.n));
    if (!said) return undefined;
    const { type, notes } = said;
    draft.rules.push({
      kind: 'changeType',
      table: ownerOf(slots, slots.name),
      column: slots.name,
      type,
      notes,
      ...(slots.type === undefined ? { length: String(slots.n) } : {}),
    });
    return about(ownerOf(slots, slots.name), slots.name);
  },
  addIndex(slots, draft, { sentence, next }) {
    const unique = slots.unique === true;
    const { method, indexed, keyed } = slots;
    if (keyed) {
      draft.rules.push({ kind: 'expressionIndex', table: ownerOf(slots, keyed.name), keyed, unique, method });
      return undefined;
    }
    if (indexed) {
      const { table, keys, where } = indexed;
      draft.rules.push({
        kind: 'operation',
        operation: {
          op: 'add_index',
          table: table.name,
          schema: table.schema,
          columns: keys.map((key) => (key.order ? key : key.column)),
          ...(unique ? { unique } : {}),
          ...(method === undefined ? {} : { method }),
          ...(where === undefined ? {} : { where }),
        },
      });
      return undefined;
    }
    const columns = plainNames(slots);
    // `on tasks.status and profiles.username`: no index is on two tables.
    const owners = new Set(columns.map(({ table }) => table));
    const each = (owners.size > 1 && !owners.has(undefined)) || isOneEach(sentence.tokens.slice(0, next));
    for (const keys of each ? columns.map((one) => [one]) : [columns])
      draft.rules.push({
        kind: 'index',
        table: ownerOf(slots, keys[0]),
        columns: keys,
        unique,
        method,
        include: slots.include ?? [],
        where: undefined,
      });
    return undefined;
  },
  addUnique(slots, draft) {
    const columns = plainNames(slots);
    const { per } = slots;
    draft.rules.push({
      kind: 'unique',
      table: ownerOf(slots, columns[0]),
      columns,
      ...(per ? { per } : {}),
    });
    return undefined;
  },
  addForeignKey(slots, draft) {
    const [column] = plainNames(slots);
    if (!column || !slots.ref) return undefined;
    const table = ownerOf(slots, column);
    draft.rules.push({ kind: 'foreignKey', table, column, references: slots.ref, facts: noFacts });
    return about(table, column);
  },
  addCheck(slots, draft) {
    if (slots.checked !== undefined && slots.table?.table) {
      const { name: table, schema } = slots.table.table;
      draft.rules.push({
        kind: 'operation',
        operation: { op: 'add_check', table, schema, check: slots.checked },
      });
      return undefined;
    }
    if (!slots.name || !slots.facts) return undefined;
    const table = ownerOf(slots, slots.name);
    draft.rules.push({ kind: 'check', table, column: slots.name, facts: slots.facts });
    return about(table, slots.name);
  },
  enableRls(slots, draft) {
    for (const table of slots.tables ?? [slots.table]) draft.rules.push({ kind: 'rls', table });
    return undefined;
  },
  ownerPolicy(slots, draft) {
    draft.rules.push({ kind: 'ownerPolicy', table: slots.table });
    return undefined;
  },
  comment(slots, draft) {
    if (slots.quoted === undefined) return undefined;
    draft.rules.push({
      kind: 'comment',
      table: ownerOf(slots, slots.name),
      column: slots.name,
      text: slots.quoted,
    });
    return undefined;
  },
  addEnumValue(slots, draft) {
    const { enum: type, enumvalue: value, after, before } = slots;
    // Between two labels is behind the first.
    const place = after !== undefined ? { after } : before !== undefined ? { before } : {};
    if (type && value) draft.rules.push({ kind: 'enumValue', type, value, ...place });
    return undefined;
  },
  createEnum(slots, draft) {
    if (slots.name && slots.list2)
      draft.rules.push({ kind: 'createEnum', name: slots.name, labels: slots.list2 });
    return undefined;
  },
  backfill(slots, draft, intent) {
    const table = slots.name ? ownerOf(slots, slots.name) : slots.table;
    const where = slots.name && fillsNulls(intent) ? 'nulls' : undefined;
    draft.fills.push({ table, column: slots.name, expression: slots.expr, where });
    return about(table, slots.name);
  },
  splitTable(slots, draft) {
    const table = slots.known?.table ?? slots.table?.table;
    const columns = plainNames(slots);
    const known = draft.splits.find(
      (split) =>
        (table === undefined || split.table === undefined || split.table === table) &&
        (columns.length === 0 ||
          slots.target === undefined ||
          split.into === undefined ||
          split.columns.length === 0 ||
          columns.map(({ text }) => text).join() === split.columns.map(({ text }) => text).join()),
    );
    if (known) {
      known.table ??= table;
      known.into ??= slots.target;
      if (known.columns.length === 0) known.columns.push(...columns);
      return { kind: 'split', draft: known };
    }
    const split = { table, columns: [...columns], into: slots.target, fields: [] };
    draft.splits.push(split);
    return { kind: 'split', draft: split };
  },
  splitRows(slots, draft, intent) {
    const topic = recorders.splitTable(slots, draft, intent);
    if (topic?.kind === 'split') topic.draft.rows = true;
    return topic;
  },
  transformJson(slots, draft) {
    if (!slots.jsonplace) return undefined;
    const json = draft.jsonOf(slots.jsonplace);
    if (typeof slots.from === 'string' && typeof slots.to === 'string')
      json.moves.push({ from: slots.from, to: slots.to });
    if (typeof slots.from === 'string' && typeof slots.parent === 'string')
      json.moves.push({ from: slots.from, to: `${slots.parent}.${slots.from.split('.').at(-1)}` });
    return { kind: 'json', draft: json };
  },
  rollback(slots, draft) {
    draft.rules.push({ kind: 'rollback', version: slots.file });
    return undefined;
  },
};

export function recordIntent(intent: Intent, draft: Draft): Topic | undefined {
  return recorders[intent.kind](intent.captures as Slots, draft, intent);
}
