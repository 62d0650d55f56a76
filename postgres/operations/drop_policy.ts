import { z } from 'zod';
import type { CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { changeTable } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { fullName, spoken, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { dropPolicySql, policyNamed, restorePolicy } from './policy.ts';

export const DropPolicy = z.object({
  op: z.literal('drop_policy'),
  table: tableName,
  schema: schemaName,
  name: name.describe('name of the policy'),
});
export type DropPolicy = z.infer<typeof DropPolicy>;

export const dropPolicy = defineOperation<'drop_policy', DropPolicy>({
  kind: 'drop_policy',
  params: DropPolicy,
  describe: (params) => `drop policy ${params.name} of ${spoken(params)}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const policy = policyNamed(table, params.name);
    return operationPlan(
      [transactional(dropPolicySql(table, policy), restorePolicy(table, policy), [fullName(table)])],
      { breaking: [withoutPolicy(table, policy)] },
    );
  },
  apply: (params, catalog) =>
    changeTable(catalog, params, ({ policies }) => ({
      policies: policies.filter((policy) => policy.name !== params.name),
    })),
});

function withoutPolicy(table: CatalogTable, policy: CatalogPolicy): string {
  const at = fullName(table);
  if (!policy.permissive)
    return `rows of ${at} that restrictive policy ${policy.name} kept back are in reach`;
  const others = table.policies.filter((other) => other !== policy && other.permissive);
  return others.length === 0 && table.rlsEnabled
    ? `no permissive policy is left on ${at}: roles other than its owner see and change no row`
    : `rows of ${at} that policy ${policy.name} alone let through are out of reach`;
}
