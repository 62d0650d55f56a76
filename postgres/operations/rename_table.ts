import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { schemaName, tableName } from './fields.ts';
import { assertNoTable, fullName, spoken, sqlName } from './lookup.ts';
import { bothNames, tableToRename, viewUnderOldName, withBothNames } from './old-name.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const RenameTable = z.object({
  op: z.literal('rename_table'),
  table: tableName.describe('name of the table today'),
  schema: schemaName,
  to: tableName.describe('new name; both work until the view of the old one is dropped by a later migration'),
});
export type RenameTable = z.infer<typeof RenameTable>;

export const renameTable = defineOperation<'rename_table', RenameTable>({
  kind: 'rename_table',
  params: RenameTable,
  describe: (params) => `rename table ${spoken(params)} to ${params.to}, keeping both names for now`,
  plan(params, catalog) {
    const [table, now] = subject(params, catalog);
    return operationPlan(
      [
        transactional(
          [
            `ALTER TABLE ${sqlName(table)} RENAME TO ${ident(now.name)}`,
            ...viewUnderOldName(table, now, catalog),
          ],
          [`DROP VIEW ${sqlName(table)}`, `ALTER TABLE ${sqlName(now)} RENAME TO ${ident(table.name)}`],
          [fullName(table)],
        ),
      ],
      bothNames(table, now, catalog),
    );
  },
  apply(params, catalog) {
    const [table, now] = subject(params, catalog);
    return withBothNames(catalog, table, now);
  },
});

function subject(params: RenameTable, catalog: Catalog): [CatalogTable, CatalogTable] {
  const table = tableToRename(catalog, params);
  assertNoTable(catalog, { schema: table.schema, table: params.to });
  return [table, { ...table, name: params.to }];
}
