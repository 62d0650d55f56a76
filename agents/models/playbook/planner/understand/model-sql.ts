import type { CatalogColumn, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { columnOf } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import type { Draft } from './draft.ts';
import type { Model, ModelColumn } from './models/index.ts';

/**
 * What a model asks for, as SQL: the table where there is none, else the columns that the table does not have. The
 * text has ordered one of the two. Undefined where the model says more than that, or leaves the table's name open.
 */
export function modelSql(model: Model, draft: Draft, context: ReadingContext): readonly string[] | undefined {
  const known = context.names.knownTable(model.table);
  const columns = model.columns.map((column) => ({
    ...column,
    rest: column.rest.map((one) => named(one, context)),
  }));
  if (columns.some(({ rest }) => rest.includes(undefined))) return undefined;
  const lines = columns as (ModelColumn & { rest: string[] })[];
  return known ? additions(known, model, lines, draft) : creation(model, lines);
}

/** `REFERENCES User (id)` speaks of a model: its table is looked up. */
function named(rest: string, { names }: ReadingContext): string | undefined {
  const to = /^REFERENCES (\w+) (.*)$/.exec(rest);
  if (!to) return rest;
  const table = names.knownTable(to[1] ?? '');
  return table && `REFERENCES ${table.schema === 'public' ? '' : `${table.schema}.`}${table.name} ${to[2]}`;
}

const line = ({ name, type, notNull, rest }: ModelColumn): string =>
  [name, type, notNull && !rest.includes('PRIMARY KEY') ? 'NOT NULL' : '', ...rest].filter(Boolean).join(' ');

function creation(model: Model, columns: readonly ModelColumn[]): readonly string[] | undefined {
  if (!model.named) return undefined;
  const { table, primaryKey, indexes } = model;
  const key = primaryKey ? [`PRIMARY KEY (${primaryKey.join(', ')})`] : [];
  return [
    `CREATE TABLE ${table} (${[...columns.map(line), ...key].join(', ')})`,
    ...indexes.map(
      (index) => `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX own ON ${table} (${index.columns.join(', ')})`,
    ),
  ];
}

/** A model of a table that is there, without anything that the table does not have. */
export function showsTable({ table, columns, indexes }: Model, { names }: ReadingContext): boolean {
  const known = names.knownTable(table);
  return (
    known !== undefined &&
    indexes.length === 0 &&
    columns.every((column) => {
      const found = columnOf(known, column.name);
      return (found.how === 'exact' || found.how === 'spelling') && agrees(column, found.is);
    })
  );
}

function additions(
  table: CatalogTable,
  { indexes }: Model,
  columns: readonly ModelColumn[],
  draft: Draft,
): readonly string[] | undefined {
  const found = columns.map((column) => ({ column, is: columnOf(table, column.name) }));
  const there = found.flatMap(({ column, is }) =>
    is.how === 'exact' || is.how === 'spelling' ? [{ column, known: is.is }] : [],
  );
  const added = found.flatMap(({ column, is }) =>
    is.how === 'exact' || is.how === 'spelling' ? [] : [column],
  );
  if (added.length === 0 || indexes.length > 0 || there.some((one) => !agrees(one.column, one.known)))
    return undefined;
  // The prose names the columns it wants: the snippet may describe them, and add none.
  const wanted = draft.columns.map(({ name }) => nameKey(name.text));
  if (wanted.length > 0 && added.some(({ name }) => !wanted.includes(nameKey(name)))) return undefined;
  const at = table.schema === 'public' ? table.name : `${table.schema}.${table.name}`;
  return added.map((column) => `ALTER TABLE ${at} ADD COLUMN ${line(column)}`);
}

/** Families of types that models do not tell apart. */
const families = [
  /^(?:text|character|varchar|citext)/,
  /^(?:integer|int|bigint|smallint|serial|bigserial)/,
  /^timestamp/,
  /^jsonb?/,
  /^(?:numeric|decimal)/,
];
const family = (type: string): string => String(families.find((one) => one.test(type)) ?? type);

/** A column that is there is shown as it is; one that is shown otherwise may be asked for otherwise. */
const agrees = ({ type, notNull }: ModelColumn, known: CatalogColumn): boolean =>
  (family(type) === family(known.type) || /\./.test(known.type)) && notNull === known.notNull;
