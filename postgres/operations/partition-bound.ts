import type { CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { fullName } from './lookup.ts';
import { type Token, tokenize } from './tokens.ts';

/** Which rows a partition holds; values as SQL constants. */
export type Bound =
  | { readonly strategy: 'range'; readonly from: string; readonly to: string }
  | { readonly strategy: 'list'; readonly values: readonly string[] };

const meaningful = (sql: string): Token[] =>
  tokenize(sql).filter(({ kind }) => kind !== 'space' && kind !== 'comment');

/** A constant as partition bounds have them: what is worked out each time may be another value each time. */
export const isConstant = (sql: string): boolean => {
  const [first, second, ...rest] = meaningful(sql);
  if (first?.text === '-') return second?.kind === 'number' && rest.length === 0;
  if (first === undefined || second !== undefined) return false;
  const words = ['minvalue', 'maxvalue', 'null', 'true', 'false'];
  return (
    first.kind === 'number' ||
    first.kind === 'string' ||
    (first.kind === 'name' && words.includes(first.value))
  );
};

/** FOR VALUES … */
export const boundSql = (bound: Bound): string =>
  bound.strategy === 'range'
    ? `FOR VALUES FROM (${bound.from}) TO (${bound.to})`
    : `FOR VALUES IN (${bound.values.join(', ')})`;

/** As a request gives it. @throws OperationRefused where it is not one of this table */
export function givenBound(
  {
    from,
    to,
    values,
  }: { from?: string | undefined; to?: string | undefined; values?: readonly string[] | undefined },
  parent: CatalogTable,
): Bound {
  const strategy = parent.partitionKey?.strategy;
  if (strategy === 'range' && from !== undefined && to !== undefined && values === undefined) {
    return { strategy, from, to };
  }
  if (
    strategy === 'list' &&
    values !== undefined &&
    values.length > 0 &&
    from === undefined &&
    to === undefined
  ) {
    return { strategy, values };
  }
  throw new OperationRefused(
    fullName(parent),
    `it is partitioned by ${parent.partitionKey?.definition}`,
    strategy === 'range' ? 'give from and to, MINVALUE and MAXVALUE where it has no end' : 'give values',
  );
}

/** The bound of a partition, as the catalog writes it. @throws OperationRefused for what has no CHECK of its own */
export function readBound(partition: CatalogTable): Bound {
  const lists = listsIn(partition.partitionOf?.bound ?? '');
  const [first = [], second = []] = lists;
  const [from, to] = [first[0], second[0]];
  if (/^FOR VALUES FROM /.test(partition.partitionOf?.bound ?? '') && first.length === 1 && from && to) {
    return { strategy: 'range', from, to };
  }
  if (/^FOR VALUES IN /.test(partition.partitionOf?.bound ?? '')) return { strategy: 'list', values: first };
  throw new OperationRefused(
    fullName(partition),
    `it is for ${partition.partitionOf?.bound ?? 'nothing'}, which no CHECK can say in PostgreSQL's own words`,
    'write the change as custom_sql, in a window',
  );
}

/** `FROM ('a, (b') TO (MAXVALUE)`: what stands in each pair of parentheses, at the commas. */
function listsIn(sql: string): string[][] {
  const lists: string[][] = [];
  for (const { text } of meaningful(sql)) {
    const list = lists.at(-1);
    if (text === '(') lists.push(['']);
    else if (text === ',') list?.push('');
    else if (text !== ')' && list !== undefined && !/^(?:TO)$/.test(text)) list[list.length - 1] += text;
  }
  return lists;
}

/**
 * The rows of the bound, in the shape of PostgreSQL's own partition constraint: a validated CHECK of this shape
 * spares the scan. For one column only.
 */
export function boundCondition(column: string, bound: Bound): string {
  const key = ident(column);
  if (bound.strategy === 'range') {
    const { from, to } = bound;
    return [
      `${key} IS NOT NULL`,
      ...(isWord(from, 'minvalue') ? [] : [`${key} >= ${from}`]),
      ...(isWord(to, 'maxvalue') ? [] : [`${key} < ${to}`]),
    ].join(' AND ');
  }
  const values = bound.values.filter((value) => !isWord(value, 'null'));
  const listed = values.length === 1 ? `${key} = ${values[0]}` : `${key} IN (${values.join(', ')})`;
  if (values.length === bound.values.length) return `${key} IS NOT NULL AND ${listed}`;
  return values.length === 0 ? `${key} IS NULL` : `${key} IS NULL OR ${listed}`;
}

const isWord = (sql: string, word: string): boolean => sql.trim().toLowerCase() === word;
