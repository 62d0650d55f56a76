import type { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../../../postgres/catalog/catalog.ts';
import type { Operation } from '../../../postgres/operations/index.ts';
import type { Draw } from '../draw.ts';
import { newName } from '../names.ts';
import { plainTypes } from '../types.ts';

export type Given = z.input<typeof Operation>;
export type Kind = Given['op'];

/** An operation of one kind over a schema; null where the schema has nothing for it. */
export type Over<K extends Kind = Kind> = (draw: Draw, catalog: Catalog) => Extract<Given, { op: K }> | null;

export interface At {
  readonly schema: string;
  readonly table: string;
}

export const at = ({ schema, name }: CatalogTable): At => ({ schema, table: name });

export const relations = ({ tables }: Catalog): CatalogTable[] =>
  tables.filter(({ schema }) => schema !== 'godwit_archive');

/** Tables, seldom also partitions and views, which most operations refuse. */
export function anyTable(draw: Draw, catalog: Catalog): CatalogTable | null {
  const all = relations(catalog);
  const usual = all.filter(({ kind, partitionOf }) => kind === 'table' && partitionOf == null);
  const list = draw.chance(85) && usual.length > 0 ? usual : all;
  return list.length === 0 ? null : draw.pick(list);
}

export const chosen = <T>(draw: Draw, list: readonly T[]): T | null =>
  list.length === 0 ? null : draw.pick(list);

/** A table and a column of it that fits, where there is one. */
export function anyColumn(
  draw: Draw,
  catalog: Catalog,
  fits: (column: CatalogColumn, table: CatalogTable) => boolean = () => true,
): { table: CatalogTable; column: CatalogColumn } | null {
  for (const table of [anyTable(draw, catalog), ...draw.shuffled(relations(catalog))]) {
    const columns = table?.columns.filter((column) => fits(column, table)) ?? [];
    if (table !== null && columns.length > 0) return { table, column: draw.pick(columns) };
  }
  return null;
}

/** Any table's part, e.g. a constraint, with its table. */
export function anyPart<T>(
  draw: Draw,
  catalog: Catalog,
  parts: (table: CatalogTable) => readonly T[],
): { table: CatalogTable; part: T } | null {
  const found = relations(catalog).flatMap((table) => parts(table).map((part) => ({ table, part })));
  return chosen(draw, found);
}

export const freshColumn = (draw: Draw, { columns }: CatalogTable): string =>
  newName(draw, draw.chance(97) ? columns.map(({ name }) => name) : []);

export const freshName = (draw: Draw, catalog: Catalog): string =>
  newName(
    draw,
    draw.chance(97)
      ? [
          ...catalog.tables.flatMap((table) => [table.name, ...table.indexes.map(({ name }) => name)]),
          ...(catalog.types ?? []).map(({ name }) => name),
          ...(catalog.sequences ?? []).map(({ name }) => name),
          ...(catalog.archives ?? []),
        ]
      : [],
  );

export const anySchema = (draw: Draw, { schemas = [] }: Catalog): string =>
  draw.pick([
    'public',
    'public',
    ...schemas.map(({ name }) => name).filter((name) => name !== 'godwit_archive'),
  ]);

/** SQL of a constant of a type; null where we know none. */
export function constant(draw: Draw, type: string): string | null {
  const known = plainTypes.find(({ sql }) => sql === type);
  return known === undefined ? null : `(${known.value(String(draw.below(40)))})`;
}

export const isText = ({ type }: CatalogColumn): boolean => /^(text|character varying)(\(\d+\))?$/.test(type);
export const isNumber = ({ type }: CatalogColumn): boolean =>
  /^(integer|bigint|smallint|numeric)[^[]*$/.test(type);
export const isOwn = ({ identity, generated }: CatalogColumn): boolean =>
  identity === null && generated === null;
/** Another value in each run, which no comparison of two runs stands. */
export const isRandom = ({ default: value, identity }: CatalogColumn): boolean =>
  identity !== null || (value !== null && /random|now\(|nextval|clock|CURRENT/i.test(value));
export const maybe = <T extends object>(draw: Draw, percent: number, part: T): Partial<T> =>
  draw.chance(percent) ? part : {};
