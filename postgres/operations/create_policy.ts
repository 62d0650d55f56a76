import { z } from 'zod';
import type { CatalogPolicy } from '../catalog/catalog.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { fullName, spoken, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { dropPolicySql, policyNamed, restorePolicy } from './policy.ts';

export const CreatePolicy = z.object({
  op: z.literal('create_policy'),
  table: tableName,
  schema: schemaName,
  name: name.describe('name of the policy'),
  command: z.enum(['all', 'select', 'insert', 'update', 'delete']).default('all'),
  roles: z.array(name).optional().describe('roles it is for; default: all'),
  permissive: z.boolean().default(true).describe('false: restrictive'),
  using: expression.optional().describe('SQL condition for rows that are there'),
  check: expression.optional().describe('SQL condition for rows that are written'),
  replace: z.boolean().optional().describe('takes the place of the policy of that name'),
});
export type CreatePolicy = z.infer<typeof CreatePolicy>;

export const createPolicy = defineOperation<'create_policy', CreatePolicy>({
  kind: 'create_policy',
  params: CreatePolicy,
  describe: (params) =>
    params.replace
      ? `replace policy ${params.name} of ${spoken(params)}`
      : `add policy ${params.name} to ${spoken(params)}`,
  plan(params, catalog) {
    const table = tableOf(catalog, params);
    const name = fullName(table);
    if (!table.rlsEnabled) {
      throw new OperationRefused(
        name,
        'row level security is off, a policy would do nothing',
        'add enable_rls before',
      );
    }
    const old = params.replace ? policyNamed(table, params.name) : null;
    if (old === null && table.policies.some((policy) => policy.name === params.name)) {
      throw new NameTaken('policy', `${params.name} on ${name}`);
    }
    const unusable =
      params.command === 'insert' ? 'using' : ['select', 'delete'].includes(params.command) ? 'check' : null;
    if (unusable !== null && params[unusable] !== undefined) {
      throw new OperationRefused(
        `policy ${params.name}`,
        `a policy for ${params.command} has no ${unusable}`,
        `leave ${unusable} out`,
      );
    }
    const policy: CatalogPolicy = { ...policyOf(params), comment: old?.comment ?? null };
    return operationPlan(
      [
        // In one transaction nobody sees the table without the policy.
        transactional(
          [...(old === null ? [] : [dropPolicySql(table, old)]), ...restorePolicy(table, policy)],
          [dropPolicySql(table, policy), ...(old === null ? [] : restorePolicy(table, old))],
          [name],
        ),
      ],
      { breaking: breakingOf(params, name, old) },
    );
  },
  apply: (params, catalog) =>
    changeTable(catalog, params, ({ policies }) => ({
      policies: [
        ...policies.filter((policy) => policy.name !== params.name),
        { ...policyOf(params), comment: policies.find(({ name }) => name === params.name)?.comment ?? null },
      ],
    })),
});

function breakingOf(params: CreatePolicy, table: string, old: CatalogPolicy | null): string[] {
  if (old !== null) return [`other rows of ${table} may be in reach than policy ${params.name} let through`];
  return params.permissive ? [] : [`restrictive policy ${params.name} hides rows of ${table}`];
}

const policyOf = ({ name, command, permissive, roles, using, check }: CreatePolicy): CatalogPolicy => ({
  name,
  command,
  permissive,
  roles: roles ?? ['public'],
  using: using ?? null,
  check: check ?? null,
});
