import type { CatalogColumn } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { sqlName } from './lookup.ts';
import type { RowsShape } from './split-rows-shape.ts';
import { differs } from './types.ts';

/* SQL over a row of the source: what rows it makes, and what the rows there are make of it. */

export const ofSource = ({ source }: RowsShape, column: string): string =>
  `${ident(source.name)}.${ident(column)}`;

export const ofChild = ({ into }: RowsShape, column: string): string =>
  `${ident(into.name)}.${ident(column)}`;

/** Its rows. */
export const belongs = (shape: RowsShape): string =>
  `${ofChild(shape, shape.foreignKey)} = ${ofSource(shape, shape.key.name)}`;

/** It makes at least one row. */
export const present = (shape: RowsShape): string =>
  shape.isList
    ? `cardinality(${ofSource(shape, shape.columns[0].name)}) > 0`
    : shape.columns.map(({ name }) => `${ofSource(shape, name)} IS NOT NULL`).join(' OR ');

/** It makes rows, and none is there: all of them are written at once, so one is enough to know. */
export const uncopied = (shape: RowsShape): string =>
  `(${present(shape)}) AND (SELECT true FROM ${sqlName(shape.into)} WHERE ${belongs(shape)} LIMIT 1) IS NULL`;

/** The query of the rows it makes: `godwit_position` and `godwit_value` are theirs. */
export function madeRows(shape: RowsShape, select: string, where: string): string {
  const { source, columns, isList } = shape;
  const values = columns.map(({ name }, at) => `(${at + 1}, ${ofSource(shape, name)})`).join(', ');
  const made = isList
    ? `unnest(${ofSource(shape, columns[0].name)}) WITH ORDINALITY AS godwit_element (godwit_value, godwit_position)`
    : `(VALUES ${values}) AS godwit_element (godwit_position, godwit_value)`;
  const filled = isList ? '' : ' AND godwit_value IS NOT NULL';
  return `SELECT ${select} FROM ${sqlName(source)} CROSS JOIN LATERAL ${made} WHERE ${where}${filled}`;
}

/** All its rows into the new table. */
export const insertRows = (shape: RowsShape, where: string): string =>
  `INSERT INTO ${sqlName(shape.into)} (${[shape.foreignKey, shape.position, shape.value.name].map(ident).join(', ')}) ` +
  madeRows(shape, `${ofSource(shape, shape.key.name)}, godwit_position, godwit_value`, where);

/** What one of several columns holds by the rows that are there. */
export const atPlace = (shape: RowsShape, place: number | string): string =>
  `(SELECT ${ofChild(shape, shape.value.name)} FROM ${sqlName(shape.into)} ` +
  `WHERE ${belongs(shape)} AND ${ofChild(shape, shape.position)} = ${place})`;

/** The list by the rows that are there, in the order of their places. No row is both an empty list and none. */
export function asList(shape: RowsShape): string {
  const [{ name, type }] = shape.columns;
  const own = ofSource(shape, name);
  const list = `array_agg(${ofChild(shape, shape.value.name)} ORDER BY ${ofChild(shape, shape.position)})`;
  return (
    `coalesce((SELECT ${list} FROM ${sqlName(shape.into)} WHERE ${belongs(shape)}), ` +
    `CASE WHEN ${own} IS NOT NULL THEN '{}'::${type} END)`
  );
}

/** The rows that are there say something else than the column, the `at`th. */
export const staleColumn = (shape: RowsShape, { name, type }: CatalogColumn, at: number): string =>
  differs(ofSource(shape, name), shape.isList ? asList(shape) : atPlace(shape, at + 1), type);

export const staleRow = (shape: RowsShape): string =>
  shape.columns.map((column, at) => staleColumn(shape, column, at)).join(' OR ');

/** A list that rows with a value and a place cannot give back: of more dimensions, or with another first place. */
export const unfitList = (list: string): string => `array_ndims(${list}) > 1 OR array_lower(${list}, 1) <> 1`;
