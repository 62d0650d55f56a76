import { z } from 'zod';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addArchive } from './evolve.ts';
import { columnName, expression, schemaName, tableName } from './fields.ts';
import { fill, silentTriggers } from './fill.ts';
import { columnOf, fullName, isVolatile, plainTableOf, spoken, sqlName } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { mentionsColumn } from './tokens.ts';
import { allowedValues, beforeWriting } from './written-rows.ts';

export const Backfill = z.object({
  op: z.literal('backfill'),
  table: tableName,
  schema: schemaName,
  column: columnName,
  expression: expression.describe('SQL over the row that gives the value'),
  where: expression.optional().describe('SQL condition: only these rows'),
});
export type Backfill = z.infer<typeof Backfill>;

export const backfill = defineOperation<'backfill', Backfill>({
  kind: 'backfill',
  params: Backfill,
  describe: (params) => `backfill ${spoken(params)}.${params.column} with ${params.expression}`,
  plan(params, catalog) {
    const table = plainTableOf(catalog, params, 'a backfill');
    const column = columnOf(table, params.column);
    assertPlainColumn(table, column);
    const name = `${fullName(table)}.${column.name}`;
    if (table.primaryKey.includes(column.name)) {
      throw new OperationRefused(name, 'it is part of the primary key', 'write the change as custom_sql');
    }
    const { steps, archive, todo } = fill(
      { table, column, expression: params.expression, where: params.where },
      catalog,
    );
    // A value made of itself is never "right": only the archive knows which rows are done.
    const selfMade = mentionsColumn(params.expression, column.name);
    return operationPlan(steps, {
      preconditions: isVolatile(catalog, params.expression)
        ? beforeWriting(table)
        : allowedValues(table, { column, expression: params.expression, where: params.where }),
      verifications: selfMade
        ? []
        : [
            {
              holds: `no row of ${fullName(table)} is left to backfill`,
              sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${todo}`,
            },
          ],
      destroys: [`values of ${name} that the backfill replaces`],
      archives: [archive.name],
      breaking: selfMade
        ? [`rows of ${fullName(table)} written while the backfill runs are changed, too`]
        : [],
      followUps: silentTriggers(table, column.name),
    });
  },
  apply: (params, catalog) => {
    const table = plainTableOf(catalog, params, 'a backfill');
    const { archive } = fill(
      { table, column: columnOf(table, params.column), expression: params.expression, where: params.where },
      catalog,
    );
    return addArchive(catalog, archive.name);
  },
});
