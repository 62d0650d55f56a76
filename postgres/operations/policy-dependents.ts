import type { Catalog, CatalogDependent, CatalogPolicy, CatalogTable } from '../catalog/catalog.ts';
import { fullName } from './lookup.ts';
import { mentionsColumn, tokenize } from './tokens.ts';

interface Placed {
  readonly table: CatalogTable;
  readonly policy: CatalogPolicy;
}

/**
 * What the policies that an operation made, changed or dropped read, as the database would say afterwards; a column
 * of a table that a policy names counts as read by it, whichever table's it is.
 */
export function withPolicyDependents(before: Catalog, after: Catalog): Catalog {
  const [then, now] = [placed(before), placed(after)];
  const known = new Set(after.tables.flatMap(({ dependents = [] }) => dependents.map(({ name }) => name)));
  const fresh = [...now].filter(([name, { policy }]) => {
    const was = then.get(name)?.policy;
    return was === undefined ? !known.has(name) : !saysTheSame(was, policy);
  });
  const gone = new Set([
    ...[...then.keys()].filter((name) => !now.has(name)),
    ...fresh.map(([name]) => name),
  ]);
  if (gone.size === 0) return after;
  return {
    ...after,
    tables: after.tables.map((table) => ({
      ...table,
      dependents: [
        ...(table.dependents ?? []).filter(({ name }) => !gone.has(name)),
        ...fresh.flatMap(([name, one]) => readBy(name, one, table)),
      ],
    })),
  };
}

const placed = ({ tables }: Catalog): ReadonlyMap<string, Placed> =>
  new Map(
    tables.flatMap((table) =>
      table.policies.map(
        (policy) => [`policy ${policy.name} on ${fullName(table)}`, { table, policy }] as const,
      ),
    ),
  );

const saysTheSame = (one: CatalogPolicy, other: CatalogPolicy): boolean =>
  one.using === other.using && one.check === other.check;

function readBy(name: string, { table: on, policy }: Placed, table: CatalogTable): CatalogDependent[] {
  const sql = [policy.using, policy.check].flatMap((one) => one ?? []).join(' AND ');
  const isOther = fullName(on) !== fullName(table);
  if (isOther && !tokenize(sql).some(({ kind, value }) => kind === 'name' && value === table.name)) return [];
  return table.columns
    .filter((column) => mentionsColumn(sql, column.name))
    .map((column) => ({ column: column.name, kind: 'policy', name }));
}
