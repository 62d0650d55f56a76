import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { literal } from '../../../../../../postgres/sql.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { serialOf } from '../../lexicon/types.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { nameKey, snakeCase } from '../../resolve/words.ts';
import type { Draft } from '../draft.ts';
import {
  type Model,
  type ModelCheck,
  type ModelColumn,
  type ModelEnum,
  type ModelIndex,
  type ModelKey,
  quoted,
  type Schema,
} from './index.ts';

/** Statements, and the types that they make, by the names of the snippet. */
export interface ModelSql {
  readonly statements: readonly string[];
  readonly enums: ReadonlyMap<string, string>;
}

/**
 * What the models of a snippet ask for, as SQL: tables where there are none, else the columns and indexes that they do
 * not have. The text has ordered one of the two. Undefined where the snippet says more than that.
 */
export function modelSql(schema: Schema, draft: Draft, context: ReadingContext): ModelSql | undefined {
  const { models } = schema;
  const types = enumTypes(schema.enums, context);
  if (!types) return undefined;
  const statements: string[] = [...types.statements];
  const questions: string[] = [];
  const notes = schema.enums.flatMap(({ name }) => {
    const own = types.names.get(name);
    return own === name ? [] : [`the enum ${name} is the type ${own} of the database`];
  });
  for (const model of models) {
    const known = context.names.knownTable(model.table);
    const columns = model.columns.map((column) => resolved(column, model, schema, types.names, context));
    if (!columns.every((column) => column !== undefined)) return undefined;
    dropRelations(draft, columns);
    const made = known ? additions(known, model, columns, draft) : creation(model, columns);
    if (made === undefined) return undefined;
    questions.push(...(model.questions ?? []));
    // What the prose calls a field is no column.
    for (const { field } of model.joins ?? []) {
      const at = draft.columns.findIndex(
        ({ name, facts }) => nameKey(name.text) === nameKey(field) && facts.facts.type === undefined,
      );
      if (at !== -1) draft.columns.splice(at, 1);
    }
    const joined = (model.keys ?? []).map((key) => keySql(key, model, known, schema, context));
    if (!joined.every((one) => one !== undefined)) return undefined;
    statements.push(...made, ...joined.flat());
    if (made.length > 0) notes.push(...(model.notes ?? []));
  }
  draft.questions.push(...questions);
  draft.notes.push(...notes);
  // With a question open nothing is half done.
  return { statements: questions.length > 0 ? [] : statements, enums: types.names };
}

/** Prose says `reviewer`, and the snippet `reviewer_id`: one column, where nothing else was said of it. */
function dropRelations({ columns }: Draft, snippet: readonly ModelColumn[]): void {
  const keys = snippet.map(({ name }) => nameKey(name));
  const said = columns.filter(
    ({ name, facts }) =>
      facts.facts.type === undefined &&
      !keys.includes(nameKey(name.text)) &&
      keys.includes(`${nameKey(name.text)}_id`),
  );
  for (const one of said) columns.splice(columns.indexOf(one), 1);
}

/** All of these values, in this order. */
export const isWithin = (some: readonly string[], labels: readonly string[]): boolean =>
  labels.filter((label) => some.includes(label)).join('\n') === some.join('\n');

/** Behind the value in front of it, or before the first; at the end without a word. */
function placeOf(label: string, labels: readonly string[], known: readonly string[]): string {
  const at = labels.indexOf(label);
  const next = labels.slice(at + 1).find((one) => known.includes(one));
  const previous = labels[at - 1];
  if (next === undefined) return '';
  return previous === undefined ? ` BEFORE ${literal(next)}` : ` AFTER ${literal(previous)}`;
}

/** Enums that the database lacks, and values that one which it has lacks. */
function enumTypes(
  enums: readonly ModelEnum[],
  { catalog, names: { convention } }: ReadingContext,
): { readonly names: ReadonlyMap<string, string>; readonly statements: readonly string[] } | undefined {
  const names = new Map<string, string>();
  const statements: string[] = [];
  for (const { name, mapped, labels } of enums) {
    const own = mapped ?? (convention.tables === 'pascal' ? name : snakeCase(name));
    const known = catalog.enums.find((one) => nameKey(one.name) === nameKey(own));
    // One that has more values has them for a reason which the snippet does not tell.
    if (known && !isWithin(known.labels, labels)) return undefined;
    names.set(name, known?.name ?? own);
    if (known)
      statements.push(
        ...labels
          .filter((label) => !known.labels.includes(label))
          .map(
            (label) =>
              `ALTER TYPE ${quoted(known.name)} ADD VALUE ${literal(label)}${placeOf(label, labels, known.labels)}`,
          ),
      );
    if (!known) statements.push(`CREATE TYPE ${quoted(own)} AS ENUM (${labels.map(literal).join(', ')})`);
  }
  return { names, statements };
}

const reference = /^(CONSTRAINT \S+ )?REFERENCES (\w+)(?: \((\w+)\))?(.*)$/;

/** The model that a reference speaks of: by its class, or by its table. */
const meant = (name: string, models: readonly Model[]): Model | undefined =>
  models.find(({ model }) => model === name) ?? models.find(({ table }) => table === name);

/** With the names of tables for those of models, and the type of the key it refers to. */
function resolved(
  column: ModelColumn,
  own: Model,
  { models }: Schema,
  types: ReadonlyMap<string, string>,
  { names, enums }: ReadingContext,
): ModelColumn | undefined {
  let type = [...types].reduce(
    (written, [from, to]) =>
      written.replace(/\[\]$/, '') === from ? written.replace(from, quoted(to)) : written,
    column.type,
  );
  type = enums.get(nameKey(type)) ?? type;
  const rest: string[] = [];
  for (const one of column.rest) {
    const [found, called = '', name = '', said, more = ''] = reference.exec(one) ?? [];
    if (found === undefined) {
      rest.push(one);
      continue;
    }
    const model = name === 'self' ? own : meant(name, models);
    const table = names.knownTable(model?.table ?? name);
    const key =
      said ?? table?.primaryKey?.[0] ?? model?.columns.find((it) => it.rest.includes('PRIMARY KEY'))?.name;
    if ((!table && !model) || key === undefined) return undefined;
    if (type === '')
      type =
        table?.columns.find((it) => it.name === key)?.type ??
        model?.columns.find((it) => it.name === key)?.type ??
        '';
    const at = table
      ? `${table.schema === 'public' ? '' : `${quoted(table.schema)}.`}${quoted(table.name)}`
      : quoted(model?.table ?? '');
    rest.push(`${called}REFERENCES ${at} (${quoted(key)})${more}`);
  }
  return type === '' ? undefined : { ...column, type, rest };
}

/** A foreign key of several columns; none where a table that is there has it. */
function keySql(
  { columns, to, others, actions, name }: ModelKey,
  model: Model,
  own: CatalogTable | undefined,
  { models }: Schema,
  { names }: ReadingContext,
): readonly string[] | undefined {
  const target = meant(to, models);
  const table = names.knownTable(target?.table ?? to);
  if (!table && !target) return undefined;
  const there = own?.constraints.some(
    (one) => one.kind === 'foreign key' && one.columns.join() === columns.join(),
  );
  if (there) return [];
  const keys = others.map((key) => {
    const found = table && columnOf(table, key);
    return found && (found.how === 'exact' || found.how === 'spelling') ? found.is.name : key;
  });
  const at = own
    ? `${own.schema === 'public' ? '' : `${quoted(own.schema)}.`}${quoted(own.name)}`
    : quoted(model.table);
  return [
    `ALTER TABLE ${at} ADD ${called(name)}FOREIGN KEY (${columns.map(quoted).join(', ')}) REFERENCES ${quoted(table?.name ?? target?.table ?? to)} (${keys.map(quoted).join(', ')})${actions}`,
  ];
}

const line = ({ name, type, notNull, rest }: ModelColumn): string =>
  [
    quoted(name),
    rest.includes('SERIAL') ? (serialOf[type] ?? type) : type,
    notNull && !rest.includes('PRIMARY KEY') ? 'NOT NULL' : '',
    ...rest.filter((one) => one !== 'SERIAL'),
  ]
    .filter(Boolean)
    .join(' ');

/** Names of columns, each maybe with DESC. */
const keys = (columns: readonly string[]): string =>
  columns.map((column) => column.replace(/^\w+/, quoted)).join(', ');
const called = (name: string | undefined): string =>
  name === undefined ? '' : `CONSTRAINT ${quoted(name)} `;

const indexSql = (table: string, { columns, unique, name, method, where }: ModelIndex): string =>
  `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name === undefined ? '' : `${quoted(name)} `}ON ${table}${method === undefined ? '' : ` USING ${method}`} (${keys(columns)})${where === undefined ? '' : ` WHERE ${where}`}`;

const uniqueSql = ({ columns, name }: ModelIndex): string => `${called(name)}UNIQUE (${keys(columns)})`;
const checkSql = ({ check, name }: ModelCheck): string => `${called(name)}CHECK (${check})`;

function creation(
  { table, primaryKey, indexes, checks = [] }: Model,
  columns: readonly ModelColumn[],
): readonly string[] {
  const key = primaryKey ? [`PRIMARY KEY (${keys(primaryKey)})`] : [];
  const uniques = indexes.filter(({ constraint }) => constraint).map(uniqueSql);
  return [
    `CREATE TABLE ${quoted(table)} (${[...columns.map(line), ...key, ...uniques, ...checks.map(checkSql)].join(', ')})`,
    ...indexes.filter(({ constraint }) => !constraint).map((index) => indexSql(quoted(table), index)),
  ];
}

/** Models of tables that are there, without anything that the tables do not have. */
export const showsTables = ({ models, enums }: Schema, { names, catalog }: ReadingContext): boolean =>
  enums.every(({ name, mapped, labels }) =>
    catalog.enums.some(
      (one) => nameKey(one.name) === nameKey(mapped ?? name) && isWithin(labels, one.labels),
    ),
  ) &&
  models.every(({ table, columns, indexes }) => {
    const known = names.knownTable(table);
    return (
      known !== undefined &&
      indexes.every((index) => hasIndex(known, index)) &&
      columns.every((column) => {
        if (column.implied) return true;
        const found = columnOf(known, column.name);
        return (found.how === 'exact' || found.how === 'spelling') && agrees(column, found.is);
      })
    );
  });

const hasIndex = ({ indexes }: CatalogTable, { columns, unique }: ModelIndex): boolean =>
  indexes.some(
    (one) =>
      one.unique >= unique && one.columns.join() === columns.map((key) => key.replace(/ DESC$/, '')).join(),
  );

function additions(
  table: CatalogTable,
  { indexes, checks = [], primaryKey }: Model,
  columns: readonly ModelColumn[],
  draft: Draft,
): readonly string[] | undefined {
  // Another key of a table that is there is no addition.
  if (primaryKey && primaryKey.join() !== table.primaryKey.join()) return undefined;
  const found = columns.map((column) => ({ column, is: columnOf(table, column.name) }));
  const there = found.flatMap(({ column, is }) =>
    is.how === 'exact' || is.how === 'spelling' ? [{ column, known: is.is }] : [],
  );
  const added = found.flatMap(({ column, is }) =>
    is.how === 'exact' || is.how === 'spelling' ? [] : [column],
  );
  const missing = indexes.filter((index) => !hasIndex(table, index));
  const names = added.map(({ name }) => name);
  // A check of a column that is there may be there, too, under any name.
  const own = checks.filter(({ check }) => names.includes(/^\w+/.exec(check)?.[0] ?? ''));
  // The key that a framework adds by itself is the one that is there.
  const differs = there.filter(({ column }) => !column.implied);
  if (added.length + missing.length === 0)
    return differs.every((one) => agrees(one.column, one.known)) ? [] : undefined;
  if (differs.some((one) => !agrees(one.column, one.known))) return undefined;
  // The prose names the columns it wants: the snippet may describe them, and add none.
  const wanted = draft.columns.map(({ name }) => nameKey(name.text));
  if (wanted.length > 0 && added.some(({ name }) => !wanted.includes(nameKey(name)))) return undefined;
  const at = `${table.schema === 'public' ? '' : `${quoted(table.schema)}.`}${quoted(table.name)}`;
  return [
    ...added.map((column) => `ALTER TABLE ${at} ADD COLUMN ${line(column)}`),
    ...own.map((check) => `ALTER TABLE ${at} ADD ${checkSql(check)}`),
    ...missing.map((index) =>
      index.constraint ? `ALTER TABLE ${at} ADD ${uniqueSql(index)}` : indexSql(at, index),
    ),
  ];
}

/** Families of types that models do not tell apart. */
const families = [
  /^(?:text|character|varchar|citext)/,
  /^(?:integer|int|bigint|smallint|serial|bigserial)/,
  /^timestamp/,
  /^jsonb?/,
  /^(?:numeric|decimal)/,
];
export const familyOf = (type: string): string => String(families.find((one) => one.test(type)) ?? type);

/** A column that is there is shown as it is; one that is shown otherwise may be asked for otherwise. */
const agrees = ({ type, notNull }: ModelColumn, known: CatalogColumn): boolean =>
  (familyOf(type) === familyOf(known.type) || /\./.test(known.type)) && notNull === known.notNull;
