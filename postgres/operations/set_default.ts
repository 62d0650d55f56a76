import { z } from 'zod';
import { ident } from '../sql.ts';
import { assertPlainColumn, restoreDefault } from './default.ts';
import { changeColumn } from './evolve.ts';
import { columnName, expression, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { pairDefault } from './pair-default.ts';
import { operationPlan, transactional } from './plan.ts';

export const SetDefault = z.object({
  op: z.literal('set_default'),
  table: tableName,
  schema: schemaName,
  column: columnName,
  default: expression.describe("SQL of the default, e.g. 5, 'open', now()"),
});
export type SetDefault = z.infer<typeof SetDefault>;

export const setDefault = defineOperation<'set_default', SetDefault>({
  kind: 'set_default',
  params: SetDefault,
  describe: (params) => `set the default of ${spoken(params)}.${params.column} to ${params.default}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const column = columnOf(table, params.column);
    assertPlainColumn(table, column);
    const alter = `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column.name)}`;
    const pair = pairDefault(catalog, table, column, params.default);
    if (pair !== null) return operationPlan([transactional(pair.up, pair.down, [fullName(table)])]);
    return operationPlan([
      transactional(`${alter} SET DEFAULT ${params.default}`, restoreDefault(table, column), [
        fullName(table),
      ]),
    ]);
  },
  apply(params, catalog) {
    const table = tableOf(catalog, params);
    const pair = pairDefault(catalog, table, columnOf(table, params.column), params.default);
    return pair?.apply(catalog) ?? changeColumn(catalog, params, params.column, { default: params.default });
  },
});
