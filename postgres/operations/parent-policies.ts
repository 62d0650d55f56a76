import type { CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { sqlName } from './lookup.ts';

/**
 * The policies of a table, for rows of another that belong to its rows: who may do something to a row of the
 * parent may do it to what belongs to it. The parent's own policies hold inside the sub-select, so nobody sees
 * more there than here. `child`: SQL of the column that references the parent's key.
 */
export function parentPolicies(parent: CatalogTable, key: string, child: string): CatalogPolicy[] {
  const through = (condition: string | null): string | null =>
    condition === null
      ? null
      : `EXISTS (SELECT FROM ${sqlName(parent)} WHERE ${ident(parent.name)}.${ident(key)} = ${child} AND (${condition}))`;
  return parent.policies.map((policy) => ({
    ...policy,
    using: through(policy.using),
    check: through(policy.check),
  }));
}
