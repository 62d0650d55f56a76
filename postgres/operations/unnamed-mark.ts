import { createHash } from 'node:crypto';
import type { CatalogTable } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';

/**
 * SQL of a default that nobody writes, made of the column's name: where an insert leaves it in the row, the column
 * was not named. NULL could not say so, it may have been written. Null for types of which every value may be.
 */
export function unnamedMark(
  table: Pick<CatalogTable, 'schema' | 'name'>,
  column: string,
  type: string,
): string | null {
  const hash = createHash('sha256').update(`${table.schema}.${table.name}.${column}`).digest('hex');
  const number = Number.parseInt(hash.slice(0, 12), 16);
  const value = marks.get(type)?.(hash, number);
  return value === undefined ? null : `${literal(value)}::${type}`;
}

const instant = (number: number): string => `4000-01-01 00:00:00.${10_000 + (number % 90_000)}1`;

const marks = new Map<string, (hash: string, number: number) => string>([
  ['uuid', (hash) => hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')],
  ['text', (hash) => `not named: ${hash.slice(0, 16)}`],
  ['character varying', (hash) => `not named: ${hash.slice(0, 16)}`],
  ['integer', (_, number) => `-${1_000_000_000 + (number % 1_000_000_000)}`],
  ['bigint', (_, number) => `-${9_000_000_000_000_000_000n + BigInt(number)}`],
  ['timestamp without time zone', (_, number) => `${instant(number)} BC`],
  ['timestamp with time zone', (_, number) => `${instant(number)}+00 BC`],
]);
