import { ident } from '../../../postgres/sql.ts';
import {
  anyColumn,
  anyTable,
  at,
  constant,
  isNumber,
  isOwn,
  isRandom,
  isText,
  maybe,
  type Over,
  relations,
} from './pick.ts';

export const backfill: Over<'backfill'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, isOwn);
  if (found === null) return null;
  const { table, column } = found;
  const own = ident(column.name);
  const same = table.columns.filter(({ type, name }) => type === column.type && name !== column.name);
  const expression = draw.pick([
    ...(isText(column) ? [`upper(${own})`, `coalesce(${own}, 'none')`] : []),
    ...(isNumber(column) ? [`${own} + 1`, `coalesce(${own}, 0)`] : []),
    ...same.map(({ name }) => ident(name)),
    constant(draw, column.type) ?? 'NULL',
  ]);
  return {
    op: 'backfill',
    ...at(table),
    column: column.name,
    expression,
    ...maybe(draw, 40, { where: `${own} IS ${draw.pick(['', 'NOT '])}NULL` }),
  };
};

export const normalise: Over<'normalise'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, (column) => isText(column) && isOwn(column));
  if (found === null) return null;
  return {
    op: 'normalise',
    ...at(found.table),
    column: found.column.name,
    rules: draw.some(['trim', 'collapse_spaces', 'lower', 'empty_to_null'] as const),
    ...maybe(draw, 30, {
      lookup: [
        { from: 'upper', to: "it's" },
        { from: 'ß 😀', to: null },
      ],
    }),
    ...maybe(draw, 20, { where: `${ident(found.column.name)} IS NOT NULL` }),
  };
};

export const deleteDuplicates: Over<'delete_duplicates'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null) return null;
  const rest = table.columns.filter(({ name }) => !table.primaryKey.includes(name));
  if (rest.length === 0) return null;
  const order = draw.pick(rest).name;
  return {
    op: 'delete_duplicates',
    ...at(table),
    columns: draw.some(rest).map(({ name }) => name),
    ...maybe(draw, 40, { keep: [{ column: order, direction: draw.pick(['asc', 'desc'] as const) }] }),
    ...maybe(draw, 50, { references: 'repoint' as const }),
  };
};

export const deleteOrphans: Over<'delete_orphans'> = (draw, catalog) => {
  const parent = draw.pick([...relations(catalog), null]);
  const key = parent?.columns.find(({ name }) => parent.primaryKey[0] === name);
  if (parent == null || key === undefined) return null;
  const found = anyColumn(draw, catalog, ({ type }) => type === key.type);
  if (found === null) return null;
  return {
    op: 'delete_orphans',
    ...at(found.table),
    column: found.column.name,
    references: { ...at(parent), column: key.name },
  };
};

/** Values as a person would write them. */
const written: Readonly<Record<string, (n: number) => string | number | boolean>> = {
  integer: (n) => n,
  bigint: (n) => n,
  smallint: (n) => n,
  numeric: (n) => n / 4,
  text: (n) => `ref ${n} 'x' \\`,
  'character varying(20)': (n) => `r${n}`,
  boolean: (n) => n % 2 === 0,
  date: (n) => `2026-01-${String(1 + (n % 28)).padStart(2, '0')}`,
  uuid: (n) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
  jsonb: (n) => `{"n": ${n}}`,
  'text[]': (n) => `{a,"b ${n}"}`,
};

export const insertRows: Over<'insert_rows'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null) return null;
  const given = table.columns.filter(
    (column) => column.generated === null && written[column.type] !== undefined,
  );
  const left = table.columns.filter((column) => !given.includes(column));
  // What the database makes would differ from run to run.
  if (given.length === 0 || left.some(isRandom)) return null;
  const columns = given.filter(
    (column) =>
      isRandom(column) || column.notNull || table.primaryKey.includes(column.name) || draw.chance(70),
  );
  if (columns.length === 0) return null;
  const first = draw.below(1000);
  return {
    op: 'insert_rows',
    ...at(table),
    columns: columns.map(({ name }) => name),
    rows: Array.from({ length: 1 + draw.below(3) }, (_, row) =>
      columns.map(({ type, notNull }) =>
        !notNull && draw.chance(15) ? null : (written[type]?.(first + row) ?? null),
      ),
    ),
  };
};

export const transformJson: Over<'transform_json'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog, (column) => column.type === 'jsonb' && isOwn(column));
  if (found === null) return null;
  return {
    op: 'transform_json',
    ...at(found.table),
    column: found.column.name,
    ...maybe(draw, 60, {
      moves: [{ from: draw.pick(['n', 'a.b', 'a']), to: draw.pick(['m', 'x.y', 'a.c']) }],
    }),
    ...maybe(draw, 50, {
      set: [{ path: draw.pick(['v', 'a.v', 'n']), value: draw.pick(['1', '"é"', '{}', 'null']) }],
    }),
    ...maybe(draw, 40, { remove: [draw.pick(['n', 'a.b', 'none'])] }),
  };
};
