import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident } from '../sql.ts';
import { batchBlock, inBatch, needsQuiet, quiet } from './batch.ts';
import { columnExtras, typeSql } from './column-sql.ts';
import { indexStep, notNullSteps, notValidThenValidate, uniqueSteps, validate } from './constraints.ts';
import { type Copies, copiesFor } from './copies.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addConstraint, addIndexes, changeTable, newConstraint, newIndex } from './evolve.ts';
import { columnName, schemaName, tableName } from './fields.ts';
import {
  assertNoColumn,
  columnOf,
  constraintNames,
  fullName,
  isVolatile,
  plainTableOf,
  spoken,
  sqlName,
} from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { batched, nothingToUndo, operationPlan, transactional } from './plan.ts';
import { columnSync, createSyncs, dropSyncs } from './sync.ts';
import { differs } from './types.ts';

export const RenameColumn = z.object({
  op: z.literal('rename_column'),
  table: tableName,
  schema: schemaName,
  column: columnName.describe('name of the column today'),
  to: columnName.describe('new name; both work until the old one is dropped by a later migration'),
});
export type RenameColumn = z.infer<typeof RenameColumn>;

/**
 * Both names work until a later migration drops the old one: a trigger keeps the columns equal, whichever is
 * written, so an application of either age is right, and so is the way back.
 */
export const renameColumn = defineOperation<'rename_column', RenameColumn>({
  kind: 'rename_column',
  params: RenameColumn,
  describe: (params) => `rename ${spoken(params)}.${params.column} to ${params.to}, keeping both for now`,
  plan(params, catalog) {
    const { table, column } = subject(params, catalog);
    const copies = copiesFor(catalog, table, column.name, params.to);
    const old = `${fullName(table)}.${column.name}`;
    return operationPlan(stepsOf(params.to, table, column, catalog, copies), {
      verifications: [
        {
          holds: `${column.name} and ${params.to} of ${fullName(table)} are equal in every row`,
          sql:
            `SELECT count(*) FROM ${sqlName(table)} ` +
            `WHERE ${differs(ident(params.to), ident(column.name), column.type)}`,
        },
      ],
      indexes: [...copies.indexes, ...copies.uniques].length > 0 ? [`${fullName(table)}.${params.to}`] : [],
      followUps: [
        `drop_column ${old} by a later migration, when no application names it any more`,
        ...dependentsOf(table, column.name).map((name) => `before that, let ${name} use ${params.to}`),
      ],
    });
  },
  apply(params, catalog) {
    const { table, column } = subject(params, catalog);
    const copies = copiesFor(catalog, table, column.name, params.to);
    const sync = columnSync(table, column, params.to, startOf(column, catalog));
    const added = changeTable(catalog, params, ({ columns, triggers, syncs = [] }) => ({
      columns: [...columns, { ...column, name: params.to, default: startOf(column, catalog) }],
      triggers: [...triggers, sync.trigger],
      syncs: [...syncs, sync],
    }));
    const constrained = addConstraint(
      added,
      params,
      ...copies.checks.map((one) => newConstraint('check', one.name, one.columns, one.definition)),
      ...copies.uniques.map((one) => newConstraint('unique', one.name, one.columns, one.definition)),
      ...copies.foreignKeys.map((one) =>
        newConstraint('foreign key', one.name, one.columns, one.definition, one.references),
      ),
    );
    return addIndexes(
      constrained,
      params,
      ...copies.uniques.map((one) => newIndex(one.name, one.columns, one.definition, true)),
      ...copies.indexes.map((one) => newIndex(one.name, one.columns, one.definition, one.unique)),
    );
  },
});

function subject(params: RenameColumn, catalog: Catalog): { table: CatalogTable; column: CatalogColumn } {
  const table = plainTableOf(catalog, params, 'a rename in which both names work');
  const column = columnOf(table, params.column);
  assertPlainColumn(table, column);
  assertNoColumn(table, params.to);
  const unable = table.constraints
    .filter(({ columns }) => columns.includes(column.name))
    .find(
      ({ kind, definition }) =>
        kind === 'primary key' || kind === 'exclusion' || / WITHOUT OVERLAPS/.test(definition),
    );
  if (unable !== undefined) {
    throw new OperationRefused(
      `${fullName(table)}.${column.name}`,
      `${unable.kind} ${unable.name} cannot stand on both names at once`,
      'rename it by custom_sql, while no application is running',
      [unable.name],
    );
  }
  return { table, column };
}

/**
 * What the new column holds in an insert that does not name it. A default that differs from row to row would make
 * the two columns differ: then the old column's is the only one, and the trigger hands it on.
 */
const startOf = (column: CatalogColumn, catalog: Catalog): string | null =>
  column.default === null || isVolatile(catalog, column.default) ? null : column.default;

const dependentsOf = (table: CatalogTable, column: string): string[] =>
  (table.dependents ?? []).filter((dependent) => dependent.column === column).map(({ name }) => name);

function stepsOf(
  to: string,
  table: CatalogTable,
  column: CatalogColumn,
  catalog: Catalog,
  copies: Copies,
): [StepDraft, ...StepDraft[]] {
  const at = sqlName(table);
  const [was, is] = [ident(column.name), ident(to)];
  const start = startOf(column, catalog);
  const sync = columnSync(table, column, to, start);
  const notNull = column.notNull
    ? notNullSteps(table, to, derivedName([table.name, to, 'not_null'], constraintNames(table)))
    : [];
  const [forbidNull, ...forbidden] = notNull;
  const expand = transactional(
    [
      `ALTER TABLE ${at} ADD COLUMN ${is} ${typeSql(column)}`,
      ...(start === null ? [] : [`ALTER TABLE ${at} ALTER COLUMN ${is} SET DEFAULT ${start}`]),
      ...columnExtras(table, column, to),
      ...createSyncs([{ table, sync }]),
      ...copies.checks.map(
        ({ name, definition }) => `ALTER TABLE ${at} ADD CONSTRAINT ${ident(name)} ${definition} NOT VALID`,
      ),
      ...(forbidNull === undefined ? [] : [forbidNull.up.replace(/;$/, '')]),
    ],
    [...dropSyncs([{ table, sync }]), `ALTER TABLE ${at} DROP COLUMN ${is}`],
    [fullName(table)],
  );
  const unequal = differs(is, was, column.type);
  const copyValues = batched(
    batchBlock({
      table,
      todo: unequal,
      each: needsQuiet(table, to) ? quiet : [],
      work: [`UPDATE ${at} SET ${is} = ${was} WHERE ${inBatch} AND ${unequal}`],
    }),
    nothingToUndo(`What was written to either column is in ${column.name}, too.`),
  );
  return [
    expand,
    copyValues,
    ...copies.checks.map(({ name }) => validate(table, name)),
    ...forbidden,
    ...copies.indexes.map(({ name, unique, definition }) => indexStep(table, name, unique, definition)),
    ...copies.uniques.flatMap(({ name, definition, suffix }) =>
      uniqueSteps(table, name, definition, { suffix }),
    ),
    ...copies.foreignKeys.flatMap(({ name, definition }) => notValidThenValidate(table, name, definition)),
  ];
}
