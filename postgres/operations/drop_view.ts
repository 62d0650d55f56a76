import { z } from 'zod';
import { name, schemaName } from './fields.ts';
import { fullName } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { assertNothingOn, restoreView, viewOf, viewSql, withoutView } from './view.ts';

export const DropView = z.object({
  op: z.literal('drop_view'),
  name: name.describe('name of the view, also of a materialized one'),
  schema: schemaName,
});
export type DropView = z.infer<typeof DropView>;

/** Rows are lost nowhere: a view shows what tables hold, and a materialized one is filled from them again. */
export const dropView = defineOperation<'drop_view', DropView>({
  kind: 'drop_view',
  params: DropView,
  describe: ({ schema, name }) => `drop view ${schema}.${name}`,
  plan({ schema, name }, catalog) {
    const view = viewOf(catalog, { schema, table: name });
    assertNothingOn(view);
    return operationPlan(
      [transactional(`DROP ${viewSql(view)}`, restoreView(view, catalog.user), [fullName(view)])],
      { breaking: [`applications that read ${fullName(view)} fail`] },
    );
  },
  apply: ({ schema, name }, catalog) => withoutView(catalog, viewOf(catalog, { schema, table: name })),
});
