import type { TypeName } from './type-name.ts';

const ranges: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};

/** By its name in the words of `format_type`. */
export const isWhole = (type: string): boolean => ranges[type] !== undefined;

/** Least and greatest value of a type of whole numbers. */
export function rangeOf(type: string): readonly [least: string, most: string] {
  const range = ranges[type];
  if (range === undefined) throw new Error(`${type} is no type of whole numbers`);
  return range;
}

/** Condition: once rounded, this numeric has more digits before its point than the type, `numeric(p,s)`, has room for. */
export function tooLong(value: string, { args: [precision, scale = 0] }: TypeName): string {
  if (precision === undefined) return 'false';
  return `abs(round(${value}, ${scale})) >= 1e${precision - scale}::numeric`;
}
