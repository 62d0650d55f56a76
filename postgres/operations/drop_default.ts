import { z } from 'zod';
import { ident } from '../sql.ts';
import { assertPlainColumn, restoreDefault } from './default.ts';
import { OperationRefused } from './errors.ts';
import { changeColumn } from './evolve.ts';
import { columnName, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { pairDefault } from './pair-default.ts';
import { operationPlan, transactional } from './plan.ts';

export const DropDefault = z.object({
  op: z.literal('drop_default'),
  table: tableName,
  schema: schemaName,
  column: columnName,
});
export type DropDefault = z.infer<typeof DropDefault>;

export const dropDefault = defineOperation<'drop_default', DropDefault>({
  kind: 'drop_default',
  params: DropDefault,
  describe: (params) => `drop the default of ${spoken(params)}.${params.column}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const column = columnOf(table, params.column);
    assertPlainColumn(table, column);
    const name = `${fullName(table)}.${column.name}`;
    const pair = pairDefault(catalog, table, column, null);
    const was = pair === null ? column.default : pair.was;
    if (was === null) throw new OperationRefused(name, 'it has no default', 'leave the operation out');
    const alter = `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column.name)}`;
    return operationPlan(
      [
        transactional(pair?.up ?? `${alter} DROP DEFAULT`, pair?.down ?? restoreDefault(table, column), [
          fullName(table),
        ]),
      ],
      {
        breaking: [
          column.notNull
            ? `inserts that do not name ${name} fail`
            : `inserts that do not name ${name} store NULL instead of ${was}`,
        ],
      },
    );
  },
  apply(params, catalog) {
    const table = tableOf(catalog, params);
    const pair = pairDefault(catalog, table, columnOf(table, params.column), null);
    return pair?.apply(catalog) ?? changeColumn(catalog, params, params.column, { default: null });
  },
});
