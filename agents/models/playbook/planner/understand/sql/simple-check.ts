import type { ColumnFacts } from '../../attributes/spec.ts';

const number = String.raw`\(?(-?\d+(?:\.\d+)?)\)?`;

/** What a check says of the values of its one column, where that is all it says: a range, or a list of values. */
export function simpleCheck(sql: string, column: string): ColumnFacts | undefined {
  const own = String.raw`\(?"?${column.replace(/\W/g, '\\$&')}"?\)?`;
  const form = (text: string): RegExp => new RegExp(`^\\s*${text}\\s*$`, 'i');
  const both =
    form(`${own}\\s+between\\s+${number}\\s+and\\s+${number}`).exec(sql) ??
    form(`${own}\\s*>=\\s*${number}\\s+and\\s+${own}\\s*<=\\s*${number}`).exec(sql);
  if (both?.[1] !== undefined && both[2] !== undefined) return { min: both[1], max: both[2] };
  const [, sign, bound] = form(`${own}\\s*([<>]=?)\\s*${number}`).exec(sql) ?? [];
  if (bound === undefined) return undefined;
  if (sign?.startsWith('>')) return { min: bound, ...(sign === '>' ? { minExclusive: true as const } : {}) };
  return { max: bound, ...(sign === '<' ? { maxExclusive: true as const } : {}) };
}
