import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import { duplicateKeys, noRow, rowsOf } from './checks.ts';
import { bare } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addArchive } from './evolve.ts';
import { columnName, expression, schemaName, tableName } from './fields.ts';
import { type Filled, fill, silentTriggers } from './fill.ts';
import { columnOf, fullName, plainTableOf, spoken, sqlName } from './lookup.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { fromKeyword, mentionsColumn, renameColumns } from './tokens.ts';
import { beforeWriting } from './written-rows.ts';

const rules = {
  trim: (value: string) => `regexp_replace(${value}, '^\\s+|\\s+$', '', 'g')`,
  collapse_spaces: (value: string) => `regexp_replace(${value}, '\\s+', ' ', 'g')`,
  lower: (value: string) => `lower(${value})`,
  upper: (value: string) => `upper(${value})`,
  empty_to_null: (value: string) => `nullif(${value}, '')`,
} as const;

export const Normalise = z.object({
  op: z.literal('normalise'),
  table: tableName,
  schema: schemaName,
  column: columnName.describe('column of a text type'),
  rules: z
    .array(z.enum(['trim', 'collapse_spaces', 'lower', 'upper', 'empty_to_null']))
    .default([])
    .describe('applied one after the other'),
  lookup: z
    .array(
      z.object({
        from: z.string().describe('value after the rules'),
        to: z.string().nullable().describe('what it becomes; null: no value'),
      }),
    )
    .default([])
    .describe('values that become another one, applied last'),
  where: expression.optional().describe('SQL condition: only these rows'),
});
export type Normalise = z.infer<typeof Normalise>;

/** Values get one way of writing. Those of before are kept, and come back to the letter. */
export const normalise = defineOperation<'normalise', Normalise>({
  kind: 'normalise',
  params: Normalise,
  describe: (params) =>
    `normalise ${spoken(params)}.${params.column}: ` +
    [
      ...params.rules,
      ...params.lookup.map(({ from, to }) => `"${from}" becomes ${to === null ? 'NULL' : `"${to}"`}`),
    ].join(', '),
  plan(params, catalog) {
    const { table, column, value, filled } = subject(params, catalog);
    const name = `${fullName(table)}.${column.name}`;
    return operationPlan(filled.steps, {
      preconditions: [...beforeWriting(table), ...preconditionsOf(table, column, value)],
      verifications: [
        {
          holds: `no row of ${fullName(table)} is left to normalise`,
          sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${filled.todo}`,
        },
      ],
      destroys: [`how values of ${name} were written`],
      archives: [filled.archive.name],
      breaking: [`applications that look for values of ${name} as they were written no longer find them`],
      followUps: silentTriggers(table, column.name),
    });
  },
  apply: (params, catalog) => addArchive(catalog, subject(params, catalog).filled.archive.name),
});

interface Subject {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  /** SQL over the row: the value that it will have. */
  readonly value: string;
  readonly filled: Filled;
}

function subject(params: Normalise, catalog: Catalog): Subject {
  const table = plainTableOf(catalog, params, 'normalising');
  const column = columnOf(table, params.column);
  const name = `${fullName(table)}.${column.name}`;
  assertPlainColumn(table, column);
  if (!/^(text|character varying)(\(\d+\))?$/.test(column.type)) {
    throw new OperationRefused(name, `it is ${column.type}, not text`, 'write the change as a backfill');
  }
  if (params.rules.length + params.lookup.length === 0) {
    throw new OperationRefused(name, 'nothing is to change', 'give rules or lookup');
  }
  const twice = params.lookup.find(
    ({ from }, at) => params.lookup.findIndex((other) => other.from === from) < at,
  );
  if (twice !== undefined) {
    throw new OperationRefused(name, `"${twice.from}" becomes two values`, 'leave one of them out');
  }
  const bound = boundBy(table, column.name);
  if (bound.length > 0) {
    throw new OperationRefused(
      name,
      `${bound.join(', ')} would no longer fit its values`,
      'write the change as custom_sql',
      bound,
    );
  }
  const clean = expressionOf(params);
  const value =
    params.where === undefined
      ? clean
      : `CASE WHEN ${params.where} THEN ${clean} ELSE ${ident(column.name)} END`;
  const filled = fill({ table, column, expression: clean, where: params.where }, catalog);
  return { table, column, value, filled };
}

/** Keys that tie the column to another table, or the row to its archive, and unique indexes nobody can ask about. */
function boundBy(table: CatalogTable, column: string): string[] {
  return [
    ...(table.primaryKey.includes(column) ? ['the primary key'] : []),
    ...table.constraints
      .filter(({ kind, columns }) => ['foreign key', 'exclusion'].includes(kind) && columns.includes(column))
      .map(({ kind, name }) => `${kind} ${name}`),
    ...(table.dependents ?? [])
      .filter((dependent) => dependent.kind === 'foreign key' && dependent.column === column)
      .map(({ name }) => name),
    ...table.indexes
      .filter(({ unique, columns }) => unique && columns.includes(null))
      .filter(({ definition }) => mentionsColumn(definition, column))
      .map(({ name }) => `unique index ${name}`),
  ];
}

function expressionOf({ column, rules: names, lookup }: Normalise): string {
  const clean = names.reduce((value, rule) => rules[rule](value), ident(column));
  if (lookup.length === 0) return clean;
  const cases = lookup.map(
    ({ from, to }) => `WHEN ${literal(from)} THEN ${to === null ? 'NULL' : literal(to)}`,
  );
  return `CASE ${clean} ${cases.join(' ')} ELSE ${clean} END`;
}

function preconditionsOf(table: CatalogTable, column: CatalogColumn, value: string): DataCheck[] {
  const own = ident(column.name);
  const after = (sql: string): string => renameColumns(sql, new Map([[column.name, `(${value})`]]));
  const uniques = table.indexes.filter(
    ({ unique, columns }) => unique && columns.includes(column.name) && !columns.includes(null),
  );
  const checks = table.constraints.filter(
    ({ kind, columns }) => kind === 'check' && columns.includes(column.name),
  );
  return [
    ...uniques.map(({ name, columns, definition }) => {
      const keys = columns.map((key) => after(ident(key ?? '')));
      const only = fromKeyword(definition, 'WHERE').replace(/^where/i, '');
      return {
        ...duplicateKeys(table, keys, {
          said: name,
          where: only === '' ? undefined : after(only),
          nullsToo: false,
        }),
        holds: `no two rows of ${fullName(table)} become the same for ${name}`,
      };
    }),
    ...checks.map(({ name, definition }) =>
      noRow(
        `every row of ${fullName(table)} still meets ${name}`,
        rowsOf(table),
        `NOT ${after(bare(definition).replace(/^CHECK | NO INHERIT$/g, ''))}`,
      ),
    ),
    ...(column.notNull
      ? [
          noRow(
            `no row of ${fullName(table)} loses its ${column.name}`,
            rowsOf(table),
            `${own} IS NOT NULL AND (${value}) IS NULL`,
          ),
        ]
      : []),
  ];
}
