import type { Catalog, CatalogPolicy } from '../catalog/catalog.ts';
import { derivedName, ident } from '../sql.ts';
import { OperationRefused } from './errors.ts';

/** The signed-in user sees and changes the rows whose column is their id. @throws OperationRefused without auth.uid */
export function ownerPolicy(
  table: string,
  column: { readonly name: string; readonly type: string },
  catalog: Catalog,
): CatalogPolicy {
  if (!catalog.functions?.includes('auth.uid')) {
    throw new OperationRefused(
      `policy for the owner of rows of ${table}`,
      'the database has no function auth.uid() that says who is signed in',
      'create it, as Supabase does, or write the policy with create_policy',
    );
  }
  // In a sub-select the function is asked once a query, not once a row.
  const user = `(SELECT auth.uid())${column.type.toLowerCase() === 'uuid' ? '' : '::text'}`;
  const condition = `${user} = ${ident(column.name)}`;
  return {
    name: derivedName([table, 'owner']),
    command: 'all',
    permissive: true,
    roles: catalog.roles?.includes('authenticated') ? ['authenticated'] : ['public'],
    using: condition,
    check: condition,
  };
}
