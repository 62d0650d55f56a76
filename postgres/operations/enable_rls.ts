import { z } from 'zod';
import { literal } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { schemaName, tableName } from './fields.ts';
import { fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const EnableRls = z.object({
  op: z.literal('enable_rls'),
  table: tableName,
  schema: schemaName,
});
export type EnableRls = z.infer<typeof EnableRls>;

export const enableRls = defineOperation<'enable_rls', EnableRls>({
  kind: 'enable_rls',
  params: EnableRls,
  describe: (params) => `switch row level security on for ${spoken(params)}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const name = fullName(table);
    if (table.rlsEnabled) {
      throw new OperationRefused(name, 'row level security is on already', 'add policies with create_policy');
    }
    const at = sqlName(table);
    return operationPlan(
      [
        transactional(
          `ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`,
          `ALTER TABLE ${at} DISABLE ROW LEVEL SECURITY`,
          [name],
        ),
      ],
      {
        breaking: [`roles other than the owner see only the rows of ${name} that a policy shows them`],
        verifications: [
          {
            holds: `row level security of ${name} is on`,
            sql: `SELECT count(*) FROM pg_class WHERE oid = ${literal(at)}::regclass AND NOT relrowsecurity`,
          },
        ],
      },
    );
  },
  apply: (params, catalog) => changeTable(catalog, params, () => ({ rlsEnabled: true })),
});
