import { z } from 'zod';
import type { CatalogPolicy } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { policySql } from './policy.ts';

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
});
export type CreatePolicy = z.infer<typeof CreatePolicy>;

export const createPolicy = defineOperation<'create_policy', CreatePolicy>({
  kind: 'create_policy',
  params: CreatePolicy,
  describe: (params) => `add policy ${params.name} to ${spoken(params)}`,
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
    if (table.policies.some((policy) => policy.name === params.name)) {
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
    return operationPlan(
      [
        transactional(
          policySql(sqlName(table), policyOf(params)),
          `DROP POLICY ${ident(params.name)} ON ${sqlName(table)}`,
          [name],
        ),
      ],
      { breaking: params.permissive ? [] : [`restrictive policy ${params.name} hides rows of ${name}`] },
    );
  },
  apply: (params, catalog) =>
    changeTable(catalog, params, ({ policies }) => ({ policies: [...policies, policyOf(params)] })),
});

const policyOf = ({ name, command, permissive, roles, using, check }: CreatePolicy): CatalogPolicy => ({
  name,
  command,
  permissive,
  roles: roles ?? ['public'],
  using: using ?? null,
  check: check ?? null,
});
