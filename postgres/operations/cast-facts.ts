import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import type { Conversion } from './conversion.ts';
import { indexTail } from './copies.ts';
import { isWhole, rangeOf, tooLong } from './number-facts.ts';
import { mentionsColumn } from './tokens.ts';
import type { TypeName } from './type-name.ts';
import { unreadable } from './unreadable.ts';

/* When PostgreSQL changes the type of a column without writing a row, as ATColumnChangeRequiresRewrite decides it. */

const [withoutZone, withZone] = ['timestamp without time zone', 'timestamp with time zone'];

export function rewritesNothing(from: TypeName, to: TypeName, catalog: Catalog): boolean {
  if (from.array || to.array) return same(from, to);
  if (from.base === to.base) return isWider(from, to);
  // Free where the session lives in UTC, which the step sees to.
  if (isZoneChange(from, to)) return isWider({ ...from, base: to.base }, to);
  const isNamed = (written: string, { base }: TypeName): boolean => written.replaceAll('"', '') === base;
  const cast = (catalog.casts ?? []).find((one) => isNamed(one.from, from) && isNamed(one.to, to));
  // To a length, values would have to be measured.
  return cast?.binary === true && to.args.length === 0;
}

export const isZoneChange = (from: TypeName, to: TypeName): boolean =>
  (from.base === withoutZone && to.base === withZone) || (from.base === withZone && to.base === withoutZone);

/** A date or time without zone becomes one with, or the other way round. */
export const crossesZones = (from: TypeName, to: TypeName): boolean =>
  (from.base === withZone) !== (to.base === withZone);

const same = (from: TypeName, to: TypeName): boolean =>
  from.base === to.base && from.array === to.array && from.args.join() === to.args.join();

/** Every value of the one is one of the other as it stands. */
function isWider(from: TypeName, to: TypeName): boolean {
  if (same(from, to)) return true;
  const [precision = 0, scale = 0] = from.args;
  const [newPrecision = 0, newScale = 0] = to.args;
  switch (to.base) {
    case 'character varying':
    case 'bit varying':
    case withoutZone:
    case withZone:
    case 'time without time zone':
    case 'time with time zone':
      return to.args.length === 0 || (from.args.length > 0 && newPrecision >= precision);
    case 'numeric':
      return (
        to.args.length === 0 || (from.args.length > 0 && newScale === scale && newPrecision >= precision)
      );
    default:
      return false;
  }
}

const whole = ['smallint', 'integer', 'bigint'];

/** Whether every value of the one type is one of the other. */
export function holdsAll(from: TypeName, to: TypeName): boolean {
  if (from.array !== to.array) return false;
  if (from.base === to.base) return isWider(from, to);
  if (isZoneChange(from, to)) return isWider({ ...from, base: to.base }, to);
  if (/^(text|character varying)$/.test(to.base)) return to.args.length === 0;
  if (whole.includes(from.base)) {
    return (
      whole.indexOf(to.base) > whole.indexOf(from.base) ||
      (to.base === 'numeric' && to.args.length === 0) ||
      (to.base === 'double precision' && from.base !== 'bigint')
    );
  }
  return from.base === 'date' && /^timestamp/.test(to.base);
}

/** A whole number that gets more room: the operators of an index know both types. */
export const widensWhole = (from: TypeName, to: TypeName): boolean =>
  !from.array && !to.array && whole.includes(from.base) && whole.indexOf(to.base) > whole.indexOf(from.base);

/**
 * Whether indexes and foreign keys on the column stay as they are. One with an expression or a condition is built
 * again whatever the types, as is one whose operator class is that of another type.
 */
export function keepsIndexes(table: CatalogTable, column: string, from: TypeName, to: TypeName): boolean {
  const touching = table.indexes.filter(
    ({ columns, definition }) => columns.includes(column) || mentionsColumn(indexTail(definition), column),
  );
  const isPlain = touching.every(
    ({ columns, definition }) => columns.every((one) => one !== null) && !/ WHERE /.test(definition),
  );
  const isCharacters = ({ base }: TypeName): boolean => base === 'text' || base === 'character varying';
  // In a partitioned table PostgreSQL builds even those again that would fit.
  if (table.kind === 'partitioned table' || table.partitionOf != null) return touching.length === 0;
  const sameClass = from.base === to.base || (isCharacters(from) && isCharacters(to));
  const isReferenced = (table.dependents ?? []).some(
    (one) => one.kind === 'foreign key' && one.column === column,
  );
  const refers = table.constraints.some(
    ({ kind, columns }) => kind === 'foreign key' && columns.includes(column),
  );
  return sameClass ? isPlain : touching.length === 0 && !isReferenced && !refers;
}

/**
 * Condition: the value is none of the new type, or would come back as another one. Numbers are measured, anything
 * else is read as the new type reads it.
 */
export function isLost(
  value: string,
  from: TypeName,
  to: TypeName,
  { forward, unequal }: Conversion,
  catalog: Catalog,
): string {
  const unlike = unequal(value, `(${forward(value)})::${to.sql}`);
  const misfit = from.array ? null : misfits(value, from, to, catalog);
  return misfit === null ? unlike : `CASE WHEN ${misfit} THEN true ELSE ${unlike} END`;
}

const numbers = /^(smallint|integer|bigint|numeric|real|double precision)$/;

function misfits(value: string, from: TypeName, to: TypeName, catalog: Catalog): string | null {
  if (numbers.test(from.base)) {
    // A NaN is greater than every number.
    if (isWhole(to.base)) return `(${value})::numeric NOT BETWEEN ${rangeOf(to.base).join(' AND ')}`;
    if (to.base === 'numeric' && to.args.length > 0) return tooLong(`(${value})::numeric`, to);
  }
  return canBeWrong(from, to) ? unreadable(`(${value})::text`, to, catalog) : null;
}

/** A cast within dates and times, or to characters, cannot fail. */
const canBeWrong = (from: TypeName, to: TypeName): boolean =>
  !/^(text|character|date|time)/.test(to.base) && from.base !== to.base;
