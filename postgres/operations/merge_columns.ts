import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { batchBlock, inBatch, needsQuiet, quiet } from './batch.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { changeTable, newColumn } from './evolve.ts';
import { columnName, expression, name, schemaName, sqlType, tableName } from './fields.ts';
import { silentTriggers } from './fill.ts';
import { dropColumnsLater } from './follow-up.ts';
import { assertNoColumn, columnOf, fullName, isVolatile, spoken, sqlName, wholeTableOf } from './lookup.ts';
import { type Merge, merged, mergeSync } from './merge-sync.ts';
import { assertNotMade } from './not-made.ts';
import { defineOperation } from './operation.ts';
import { passedBy } from './own-triggers.ts';
import { batched, nothingToUndo, operationPlan, transactional } from './plan.ts';
import { subscribersNeed } from './published.ts';
import { relax, relaxed } from './relax.ts';
import { createSyncs, dropSyncs } from './sync.ts';
import { mentionsColumn, namesTable } from './tokens.ts';
import { beforeWriting } from './written-rows.ts';

export const MergeColumns = z.object({
  op: z.literal('merge_columns'),
  table: tableName,
  schema: schemaName,
  columns: z
    .array(name)
    .describe(
      'columns of which the new one is made, e.g. one of type jsonb; a later migration may drop them',
    ),
  into: columnName.describe('name of the new column'),
  type: sqlType.default('text'),
  expression: expression.describe("SQL over the columns, e.g. concat_ws(' ', first_name, last_name)"),
  back: z
    .array(z.object({ column: name, expression: expression.describe('SQL over the new column and the old') }))
    .default([])
    .describe(
      'how columns get their values from the new one, so that applications that know only them see what is written to it',
    ),
});
export type MergeColumns = z.infer<typeof MergeColumns>;

/** Old columns and new one live side by side, kept equal by a trigger, until a later migration drops the old. */
export const mergeColumns = defineOperation<'merge_columns', MergeColumns>({
  kind: 'merge_columns',
  params: MergeColumns,
  describe: (params) =>
    `make ${spoken(params)}.${params.into} of ${params.columns.join(', ')}, keeping them for now`,
  plan(params, catalog) {
    const { merge, sources, oneWay, required } = subject(params, catalog);
    const { table } = merge;
    const at = sqlName(table);
    const is = ident(params.into);
    const sync = { table, sync: mergeSync(merge) };
    const todo = `${is} IS NULL AND ${merged(merge)} IS NOT NULL`;
    const expand = transactional(
      [`ALTER TABLE ${at} ADD COLUMN ${is} ${params.type}`, ...createSyncs([sync])],
      [...dropSyncs([sync]), `ALTER TABLE ${at} DROP COLUMN ${is}`],
      [fullName(table)],
    );
    const fill = batched(
      batchBlock({
        table,
        todo,
        each: needsQuiet(table, params.into) ? quiet : [],
        work: [`UPDATE ${at} SET ${is} = ${merged(merge)} WHERE ${inBatch} AND ${todo}`],
      }),
      nothingToUndo('The values go with the column.'),
    );
    const old = (column: CatalogColumn): string => `${fullName(table)}.${column.name}`;
    const [first, ...rest] = [
      ...(required.length === 0 ? [] : [relax(table, required, catalog)]),
      expand,
      fill,
    ];
    return operationPlan([first ?? expand, ...rest], {
      preconditions: beforeWriting(table),
      verifications: [
        {
          holds: `every row of ${fullName(table)} has its ${params.into}`,
          sql: `SELECT count(*) FROM ${at} WHERE ${todo}`,
        },
      ],
      breaking: [
        ...oneWay.map(
          (column) =>
            `what is written to ${params.into} alone is not seen in ${old(column)}, and the way back loses it`,
        ),
        ...passedBy(
          catalog,
          table,
          sources.map(({ name }) => name),
          params.into,
        ),
        ...subscribersNeed(table, [params.into]),
      ],
      followUps: [
        dropColumnsLater(
          table,
          sources.map(({ name }) => name),
        ),
        ...required.map((column) => `until then ${old(column)} may be NULL`),
        ...silentTriggers(table, params.into),
      ],
    });
  },
  apply(params, catalog) {
    const { merge, required } = subject(params, catalog);
    const sync = mergeSync(merge);
    return changeTable(relaxed(catalog, merge.table, required), params, (table) => ({
      columns: [...table.columns, newColumn(params.into, params.type)],
      triggers: [...table.triggers, sync.trigger],
      syncs: [...(table.syncs ?? []), sync],
    }));
  },
});

interface Subject {
  readonly merge: Merge;
  readonly sources: readonly CatalogColumn[];
  /** Those for which there is no way back. */
  readonly oneWay: readonly CatalogColumn[];
  /** Of these, those that an application which no longer knows them would have to fill. */
  readonly required: readonly CatalogColumn[];
}

function subject(params: MergeColumns, catalog: Catalog): Subject {
  const table = wholeTableOf(catalog, params, 'a merge in which old and new columns work');
  const name = fullName(table);
  assertNoColumn(table, params.into);
  const sources = params.columns.map((column) => columnOf(table, column));
  for (const column of sources) {
    assertPlainColumn(table, column);
    assertNotMade(table, column.name);
  }
  assertExpression(params, table, catalog);
  for (const { column } of params.back) {
    if (!params.columns.includes(column)) {
      throw new OperationRefused(
        `${name}.${column}`,
        'it is not among the columns',
        'leave its way back out',
      );
    }
    if (table.primaryKey.includes(column)) {
      throw new OperationRefused(
        `${name}.${column}`,
        'it is part of the primary key',
        'leave its way back out',
      );
    }
  }
  const oneWay = sources.filter((column) => !params.back.some((back) => back.column === column.name));
  return {
    sources,
    oneWay,
    required: oneWay.filter(
      (column) => column.notNull && column.default === null && !table.primaryKey.includes(column.name),
    ),
    merge: {
      table,
      sources,
      into: params.into,
      type: params.type,
      expression: params.expression,
      back: params.back.map((back) => ({ ...back, type: columnOf(table, back.column).type })),
    },
  };
}

/** The trigger has to know every column from which the value comes, by its plain name. */
function assertExpression(
  { columns, into, expression, back }: MergeColumns,
  table: CatalogTable,
  catalog: Catalog,
): void {
  const name = `${fullName(table)}.${into}`;
  const refuse = (reason: string, hint: string): OperationRefused => new OperationRefused(name, reason, hint);
  if (columns.length === 0) throw refuse('it is made of nothing', 'name its columns');
  for (const sql of [expression, ...back.map((one) => one.expression)]) {
    if (isVolatile(catalog, sql))
      throw refuse(`${sql} gives another value each time`, 'use functions that do not');
    if (/\bselect\b/i.test(sql)) throw refuse(`${sql} reads a table`, 'use the columns of the row only');
    if (namesTable(sql, table.name)) throw refuse(`${sql} names the table`, 'write the columns without it');
  }
  const unused = columns.find((column) => !mentionsColumn(expression, column));
  if (unused !== undefined) throw refuse(`${expression} does not use ${unused}`, 'leave the column out');
  const other = table.columns.find(
    (column) => !columns.includes(column.name) && mentionsColumn(expression, column.name),
  );
  if (other !== undefined) throw refuse(`${expression} uses ${other.name}, too`, 'name it among the columns');
  const idle = back.find((one) => !mentionsColumn(one.expression, into));
  if (idle !== undefined) throw refuse(`${idle.expression} does not use ${into}`, 'make the value of it');
}
