import type { CatalogPolicy } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';

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
