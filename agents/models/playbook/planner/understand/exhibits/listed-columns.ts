import { parse } from 'yaml';
import { type FactsReading, join, noFacts, scanFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf } from '../../grammar/slots/names.ts';
import { tokenize } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import type { Topic } from '../topic.ts';

/* Columns as JSON or YAML lists them: `- name: id`, `{ "title": "varchar(80)" }`. Read whole, or by nobody. */

type Fields = Readonly<Record<string, unknown>>;
interface Column {
  readonly name: string;
  readonly facts: FactsReading;
}
interface Listed {
  readonly table?: string;
  readonly columns: readonly Column[];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const first = (fields: Fields, keys: readonly string[]): unknown =>
  keys.map((key) => fields[key]).find((one) => one !== undefined);

const nameKeys = ['name', 'column', 'column_name', 'columnName', 'field'];
const listKeys = ['columns', 'fields', 'attributes', 'properties'];
const tableKeys = ['table', 'tableName', 'table_name', 'name', 'model', 'entity'];

/** What the text speaks of takes the columns that a snippet lists; false where it lists none. */
export function readListed(
  text: string,
  draft: Draft,
  topic: Topic | undefined,
  context: ReadingContext,
): boolean {
  if (topic?.kind !== 'table' && topic?.kind !== 'moreColumns') return false;
  if (topic.kind === 'table' && topic.draft.columns.length > 0) return false;
  const listed = listedIn(text, context);
  if (!listed) return false;
  const own = topic.kind === 'table' ? topic.draft.name.text : topic.table?.text;
  if (
    listed.table !== undefined &&
    own !== undefined &&
    context.names.knownTable(listed.table) !== context.names.knownTable(own)
  )
    return false;
  for (const { name, facts } of listed.columns) {
    if (topic.kind === 'table') draft.tableColumn(topic.draft, nameOf(name, true), facts);
    else draft.column(nameOf(name, true), topic.table, facts, true);
  }
  return true;
}

function listedIn(text: string, context: ReadingContext): Listed | undefined {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    return undefined;
  }
  if (isFields(value)) {
    const inside = first(value, listKeys);
    const table = first(value, tableKeys);
    const columns = inside === undefined ? undefined : columnsOf(inside, context);
    if (columns) return { columns, ...(typeof table === 'string' ? { table } : {}) };
    const [[only, body] = [], ...others] = Object.entries(value);
    if (others.length === 0 && only !== undefined && isFields(body)) {
      const nested = columnsOf(first(body, listKeys) ?? body, context);
      return nested && { table: only, columns: nested };
    }
  }
  const columns = columnsOf(value, context);
  return columns && { columns };
}

function columnsOf(value: unknown, context: ReadingContext): readonly Column[] | undefined {
  const rows: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map((one) => (isFields(one) ? onlyPair(one) : [undefined, undefined]))
    : isFields(value)
      ? Object.entries(value)
      : [];
  const columns = rows.map(([name, body]) => {
    const facts = typeof name === 'string' && /^\w+$/.test(name) ? factsOf(body, context) : undefined;
    return facts && typeof name === 'string' ? { name, facts } : undefined;
  });
  return columns.length > 0 && columns.every((one) => one !== undefined) ? columns : undefined;
}

/** `{ name: id, type: uuid }`, or `{ id: uuid }`. */
function onlyPair(fields: Fields): readonly [unknown, unknown] {
  const name = first(fields, nameKeys);
  if (name !== undefined && fields.type !== undefined)
    return [name, Object.fromEntries(Object.entries(fields).filter(([key]) => !nameKeys.includes(key)))];
  const [pair, ...others] = Object.entries(fields);
  return pair && others.length === 0 ? pair : [undefined, undefined];
}

function factsOf(body: unknown, context: ReadingContext): FactsReading | undefined {
  const scan = (text: string): FactsReading => scanFacts(tokenize(text), context);
  if (typeof body === 'string') {
    const read = scan(body);
    return read.facts.type !== undefined && read.left.length === 0 ? read : undefined;
  }
  if (!isFields(body)) return undefined;
  let reading: FactsReading = noFacts;
  const add = (facts: ColumnFacts): void => {
    reading = join(reading, { ...noFacts, facts });
  };
  for (const [key, value] of Object.entries(body)) {
    const low = key.toLowerCase().replace(/[_-]/g, '');
    if (low === 'type' || low === 'datatype') {
      const size = first(body, ['length', 'size', 'maxLength', 'max_length', 'limit']);
      const read = scan(typeof size === 'number' ? `${String(value)}(${size})` : String(value));
      if (read.facts.type === undefined) return undefined;
      reading = join(reading, read);
    } else if (['nullable', 'null', 'allownull', 'optional'].includes(low) && typeof value === 'boolean') {
      if (!value || low !== 'optional') add({ notNull: !value });
    } else if (['required', 'notnull'].includes(low) && typeof value === 'boolean') {
      if (value) add({ notNull: true });
    } else if (
      ['unique', 'primarykey', 'primary', 'pk', 'index', 'indexed'].includes(low) &&
      typeof value === 'boolean'
    ) {
      if (value)
        add(
          low === 'unique'
            ? { unique: true }
            : low.startsWith('index')
              ? { index: true }
              : { primaryKey: true },
        );
    } else if (low === 'default' || low === 'defaultvalue') {
      if (value !== null)
        reading = join(
          reading,
          scan(`default ${typeof value === 'string' && !/[()]/.test(value) ? `'${value}'` : String(value)}`),
        );
    } else if (['references', 'foreignkey', 'fk'].includes(low)) {
      const to = isFields(value)
        ? `${String(first(value, ['table', 'model']))}(${String(first(value, ['column', 'key', 'field']) ?? 'id')})`
        : String(value);
      const read = scan(`references ${to}`);
      if (read.facts.references === undefined) return undefined;
      reading = join(reading, read);
    } else if (['enum', 'values'].includes(low) && Array.isArray(value)) add({ oneOf: value.map(String) });
    else if (
      !['length', 'size', 'maxlength', 'limit', 'description', 'comment', 'note', 'notes'].includes(low)
    )
      return undefined;
  }
  return reading.facts.type === undefined && reading.facts.oneOf === undefined ? undefined : reading;
}
