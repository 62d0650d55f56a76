import { ident } from '../../../postgres/sql.ts';
import { plainTypes } from '../types.ts';
import {
  anyColumn,
  anyTable,
  at,
  chosen,
  constant,
  freshColumn,
  isOwn,
  isText,
  maybe,
  type Over,
  relations,
} from './pick.ts';

export const addColumn: Over<'add_column'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null) return null;
  const column = freshColumn(draw, table);
  const parent = chosen(
    draw,
    relations(catalog).filter(({ primaryKey }) => primaryKey.length === 1),
  );
  if (parent !== null && draw.chance(20)) {
    const key = parent.columns.find(({ name }) => name === parent.primaryKey[0]);
    return {
      op: 'add_column',
      ...at(table),
      column,
      type: key?.type ?? 'integer',
      references: {
        ...at(parent),
        column: parent.primaryKey[0],
        ...maybe(draw, 50, { onDelete: draw.pick(['cascade', 'set null'] as const) }),
      },
    };
  }
  const type = draw.pick(plainTypes);
  const value = type.value('3');
  const numeric = /^(integer|bigint|numeric)/.test(type.sql);
  const source = chosen(
    draw,
    table.columns.filter((other) => other.type === type.sql && isOwn(other)),
  );
  return {
    op: 'add_column',
    ...at(table),
    column,
    type: type.sql,
    ...maybe(draw, 40, { default: value }),
    ...maybe(draw, 30, { notNull: true }),
    ...maybe(draw, 25, numeric ? { min: -5, max: 1e15 } : {}),
    ...maybe(draw, 20, { check: type.holds(ident(column)) }),
    ...maybe(draw, 20, { comment: "it's new" }),
    ...maybe(draw, 30, source === null ? { backfill: value } : { backfill: ident(source.name) }),
  };
};

export const dropColumn: Over<'drop_column'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog);
  return found === null ? null : { op: 'drop_column', ...at(found.table), column: found.column.name };
};

export const renameColumn: Over<'rename_column'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, isOwn);
  if (found === null) return null;
  return {
    op: 'rename_column',
    ...at(found.table),
    column: found.column.name,
    to: freshColumn(draw, found.table),
  };
};

/** Types to which a column may go, some of which are refused or asked about. */
const others: Readonly<Record<string, readonly string[]>> = {
  integer: ['bigint', 'numeric', 'text', 'smallint', 'numeric(12,2)'],
  bigint: ['numeric', 'text', 'integer'],
  smallint: ['integer', 'bigint'],
  'numeric(10,2)': ['numeric', 'numeric(14,2)', 'numeric(14,4)', 'double precision', 'text'],
  numeric: ['numeric(20,4)', 'double precision', 'text'],
  'double precision': ['numeric', 'real'],
  text: ['character varying(200)', 'character varying', 'jsonb', 'character varying(3)', 'bytea'],
  'character varying(20)': ['text', 'character varying(40)', 'character varying(5)', 'character(30)'],
  'character(12)': ['text', 'character varying(12)', 'character(20)'],
  boolean: ['text', 'integer'],
  date: ['timestamp with time zone', 'timestamp without time zone', 'text'],
  'timestamp without time zone': ['timestamp with time zone', 'date', 'timestamp(3) without time zone'],
  'timestamp with time zone': ['timestamp without time zone', 'date', 'timestamptz(3)'],
  uuid: ['text'],
  jsonb: ['json', 'text'],
  json: ['jsonb', 'text'],
  inet: ['cidr', 'text'],
  'text[]': ['character varying(40)[]'],
  'integer[]': ['bigint[]'],
  'bit(8)': ['bit varying(8)', 'bit(16)'],
};

export const alterType: Over<'alter_type'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, isOwn);
  if (found === null) return null;
  const { table, column } = found;
  const domains = (catalog.types ?? []).filter(({ kind }) => kind === 'domain' || kind === 'enum');
  const type =
    domains.length > 0 && draw.chance(10)
      ? domains.map(({ schema, name }) => `${ident(schema)}.${ident(name)}`)
      : others[column.type];
  return { op: 'alter_type', ...at(table), column: column.name, type: draw.pick(type ?? ['text', 'jsonb']) };
};

export const setNotNull: Over<'set_not_null'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, ({ notNull }) => !notNull);
  if (found === null) return null;
  const fill = draw.chance(50) ? constant(draw, found.column.type) : null;
  return {
    op: 'set_not_null',
    ...at(found.table),
    column: found.column.name,
    ...(fill === null ? {} : { fill }),
  };
};

export const dropNotNull: Over<'drop_not_null'> = (draw, catalog) => {
  const found = anyColumn(
    draw,
    catalog,
    ({ notNull, name }, { primaryKey }) => notNull && !primaryKey.includes(name),
  );
  return found === null ? null : { op: 'drop_not_null', ...at(found.table), column: found.column.name };
};

export const setDefault: Over<'set_default'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, isOwn);
  if (found === null) return null;
  const { column } = found;
  const volatile = /^timestamp/.test(column.type)
    ? 'now()'
    : column.type === 'uuid'
      ? 'gen_random_uuid()'
      : null;
  const value = volatile !== null && draw.chance(50) ? volatile : constant(draw, column.type);
  return value === null
    ? null
    : { op: 'set_default', ...at(found.table), column: column.name, default: value };
};

export const dropDefault: Over<'drop_default'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, (column) => column.default !== null);
  return found === null ? null : { op: 'drop_default', ...at(found.table), column: found.column.name };
};

export const mergeColumns: Over<'merge_columns'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  const texts = table?.columns.filter((column) => isText(column) && isOwn(column)) ?? [];
  if (table === null || texts.length === 0) return null;
  const columns = draw.some(texts).map(({ name }) => name);
  const into = freshColumn(draw, table);
  return {
    op: 'merge_columns',
    ...at(table),
    columns,
    into,
    expression: columns.map((name) => `coalesce(${ident(name)}, '-')`).join(` || ' ' || `),
    ...maybe(draw, 50, {
      back: columns.map((column) => ({ column, expression: `split_part(${ident(into)}, ' ', 1)` })),
    }),
  };
};

export const moveColumns: Over<'move_columns'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  const into = anyTable(draw, catalog);
  if (table === null || into === null || table === into) return null;
  const uniques = table.columns.filter(
    ({ name }) => table.primaryKey.length === 1 && table.primaryKey[0] === name,
  );
  const pairs = uniques.flatMap((from) =>
    into.columns.filter(({ type }) => type === from.type).map((to) => ({ from: from.name, to: to.name })),
  );
  const moving = table.columns.filter((column) => isOwn(column) && !table.primaryKey.includes(column.name));
  if (pairs.length === 0 || moving.length === 0) return null;
  return {
    op: 'move_columns',
    ...at(table),
    into: at(into),
    columns: draw.some(moving).map(({ name }) => ({
      from: name,
      ...(draw.chance(50) ? { to: freshColumn(draw, into) } : {}),
    })),
    key: draw.pick(pairs),
  };
};

export const addPrimaryKey: Over<'add_primary_key'> = (draw, catalog) => {
  const table = chosen(
    draw,
    relations(catalog).filter(({ primaryKey, kind }) => primaryKey.length === 0 && kind === 'table'),
  );
  if (table === null) return null;
  const columns = draw.some(table.columns).map(({ name }) => name);
  return { op: 'add_primary_key', ...at(table), columns, ...maybe(draw, 30, { name: 'the "key"' }) };
};
