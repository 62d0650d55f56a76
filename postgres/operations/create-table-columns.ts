import type { Catalog, CatalogColumn } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import type { CreateTable } from './create_table.ts';
import { OperationRefused, UnknownColumn } from './errors.ts';
import { newColumn } from './evolve.ts';
import { baseType } from './reference.ts';

export type Column = CreateTable['columns'][number];

/** With the key and updated_at that the request leaves to us. */
export function completed(
  params: CreateTable,
  catalog: Catalog,
): { columns: readonly Column[]; primaryKey: readonly string[] } {
  const columns: Column[] = [...params.columns];
  const primaryKey = params.primaryKey?.length ? params.primaryKey : ['id'];
  if (!params.primaryKey?.length && !columns.some(({ name }) => name === 'id'))
    columns.unshift(idColumn(catalog));
  if (params.updatedAt && !columns.some(({ name }) => name === 'updated_at')) {
    columns.push({ name: 'updated_at', type: 'timestamptz', notNull: true, default: 'now()' });
  }
  return { columns, primaryKey };
}

/** The kind of key that most tables here have; uuid where there is none to go by. */
export function idColumn({ tables }: Pick<Catalog, 'tables'>): Column {
  const keys = tables.flatMap((table) => {
    const [key, ...rest] = table.primaryKey;
    return rest.length > 0 ? [] : table.columns.filter(({ name }) => name === key);
  });
  const numbers = keys.filter(({ type }) => type === 'bigint' || type === 'integer').length;
  const uuids = keys.filter(({ type }) => type === 'uuid').length;
  if (numbers > uuids) return { name: 'id', type: 'bigint', identity: 'always' };
  return { name: 'id', type: 'uuid', default: 'gen_random_uuid()' };
}

export const columnSql = ({ name, type, default: value, identity, generated, notNull }: Column): string =>
  [
    ident(name),
    type,
    value === undefined ? '' : `DEFAULT ${value}`,
    identity === undefined ? '' : `GENERATED ${identity.toUpperCase()} AS IDENTITY`,
    generated === undefined ? '' : `GENERATED ALWAYS AS (${generated}) STORED`,
    notNull ? 'NOT NULL' : '',
  ]
    .filter(Boolean)
    .join(' ');

export const catalogColumn = (
  { name, type, default: value, identity, generated, notNull, comment }: Column,
  key: readonly string[],
): CatalogColumn =>
  newColumn(name, type, {
    notNull: notNull === true || identity !== undefined || key.includes(name),
    default: value ?? null,
    identity: identity ?? null,
    generated: generated === undefined ? null : 'stored',
    comment: comment ?? null,
  });

export function assertColumn(params: CreateTable, columns: readonly Column[], name: string): Column {
  const column = columns.find((known) => known.name === name);
  if (column !== undefined) return column;
  throw new UnknownColumn(
    `${params.schema}.${params.table}`,
    name,
    columns.map((known) => known.name),
  );
}

/** Every column once, made in one way; every column that is named there. @throws OperationRefused, UnknownColumn */
export function assertColumns(
  params: CreateTable,
  columns: readonly Column[],
  primaryKey: readonly string[],
): void {
  const subject = `table ${params.table}`;
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(subject, reason, hint);
  };
  const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) < at);
  if (twice !== undefined) refuse(`column "${twice.name}" is given twice`, 'leave the second one out');
  const keys = [primaryKey, ...(params.uniques ?? [])];
  const excluded = (params.exclusions ?? []).flatMap(({ elements }) => elements);
  for (const name of [...keys.flat(), ...excluded.flatMap(({ column }) => column ?? [])]) {
    assertColumn(params, columns, name);
  }
  if (excluded.some((one) => (one.column === undefined) === (one.expression === undefined))) {
    refuse('an exclusion compares a column or an expression', 'give one of the two');
  }
  for (const { name, type, default: value, identity, generated } of columns) {
    const ways = [value, identity, generated].filter((way) => way !== undefined);
    if (ways.length > 1) {
      refuse(`column "${name}" gets its value in ${ways.length} ways`, 'give default, identity or generated');
    }
    if (identity !== undefined && !['smallint', 'integer', 'bigint'].includes(baseType(type))) {
      refuse(`column "${name}" is ${type}, which cannot be numbered`, 'give it the type bigint');
    }
  }
  const { partitionBy } = params;
  if (partitionBy === undefined) return;
  for (const name of partitionBy.columns) assertColumn(params, columns, name);
  const lacking = keys.find((key) => partitionBy.columns.some((name) => !key.includes(name)));
  if (partitionBy.columns.length === 0) refuse('it is partitioned by nothing', 'name its columns');
  if (lacking !== undefined || columns.some(({ unique }) => unique) || excluded.length > 0) {
    refuse(
      `each key has to hold ${partitionBy.columns.join(', ')}, by which it is partitioned`,
      'add them to primaryKey and uniques',
    );
  }
  if (params.unlogged) refuse('a partitioned table has no rows of its own', 'leave unlogged out');
}
