import type { CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { restoreComment } from './comment-sql.ts';
import { UnknownPolicy } from './errors.ts';
import { fullName, sqlName } from './lookup.ts';

/** @throws UnknownPolicy */
export function policyNamed(table: CatalogTable, name: string): CatalogPolicy {
  const policy = table.policies.find((known) => known.name === name);
  if (policy !== undefined) return policy;
  throw new UnknownPolicy(
    fullName(table),
    name,
    table.policies.map((known) => known.name),
  );
}

export const dropPolicySql = (table: CatalogTable, { name }: CatalogPolicy): string =>
  `DROP POLICY ${ident(name)} ON ${sqlName(table)}`;

/** The policy as it was, with its comment. */
export const restorePolicy = (table: CatalogTable, policy: CatalogPolicy): string[] => [
  policySql(sqlName(table), policy),
  ...restoreComment(`POLICY ${ident(policy.name)} ON ${sqlName(table)}`, policy.comment),
];

/** CREATE POLICY; `table` as SQL. */
export function policySql(table: string, policy: CatalogPolicy): string {
  const { name, command, permissive, roles, using, check } = policy;
  return [
    `CREATE POLICY ${ident(name)} ON ${table}`,
    permissive ? '' : ' AS RESTRICTIVE',
    command === 'all' ? '' : ` FOR ${command.toUpperCase()}`,
    ` TO ${roles.map(roleSql).join(', ')}`,
    using === null ? '' : ` USING (${using})`,
    check === null ? '' : ` WITH CHECK (${check})`,
  ].join('');
}

/** `public` means everybody; a role of that name cannot exist. */
export const roleSql = (role: string): string => (role === 'public' ? 'PUBLIC' : ident(role));
