import type { Catalog, CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { fullName } from './lookup.ts';

export interface PlacedPolicy {
  readonly table: CatalogTable;
  readonly policy: CatalogPolicy;
}

/**
 * The policies that the database names in one of these ways: as a dependent of a column, `policy own on public.tasks`,
 * or of a type, `policy own on table public."Tasks"`. PostgreSQL changes no type under a policy: each has to go and
 * come back in the same transaction.
 */
export function policiesNamed(catalog: Catalog, names: readonly string[]): PlacedPolicy[] {
  const wanted = new Set(names);
  return catalog.tables.flatMap((table) =>
    table.policies
      .filter((policy) => waysToName(table, policy).some((name) => wanted.has(name)))
      .map((policy) => ({ table, policy })),
  );
}

export const isNamed = (placed: readonly PlacedPolicy[], name: string): boolean =>
  placed.some(({ table, policy }) => waysToName(table, policy).includes(name));

function waysToName(table: CatalogTable, { name }: CatalogPolicy): string[] {
  const quoted = [table.schema, ident(table.schema)].flatMap((schema) =>
    [table.name, ident(table.name)].map((own) => `policy ${name} on table ${schema}.${own}`),
  );
  return [`policy ${name} on ${fullName(table)}`, ...quoted];
}
