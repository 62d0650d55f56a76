import type { CatalogColumn, CatalogConstraint, CatalogGrant, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { bare } from './copies.ts';
import { fromKeyword, renameColumns } from './tokens.ts';

/* What each of several columns has the one that takes the values of all can have. */

interface Shared {
  readonly definition: string;
  readonly from: readonly CatalogConstraint[];
}

/** Checks that each of the columns has, for the column that takes the values of all. */
export function sharedChecks(source: CatalogTable, columns: readonly CatalogColumn[], to: string): Shared[] {
  return sharedBy(columns, ({ name }) =>
    source.constraints
      .filter(({ kind, columns: on }) => kind === 'check' && on.length === 1 && on[0] === name)
      .map((check) => [renameColumns(bare(check.definition), new Map([[name, ident(to)]])), check] as const),
  );
}

/** Foreign keys that each of the columns has: what they refer to. A value that would become NULL makes no row. */
export function sharedKeys(
  source: CatalogTable,
  columns: readonly CatalogColumn[],
): (Shared & { readonly references: CatalogConstraint['references'] })[] {
  return sharedBy(columns, ({ name }) =>
    source.constraints
      .filter(
        ({ kind, columns: on, inherited }) =>
          kind === 'foreign key' && inherited !== true && on.length === 1 && on[0] === name,
      )
      .map((key) => [bare(fromKeyword(key.definition, 'REFERENCES')), key] as const)
      .filter(([target]) => !/ ON DELETE SET DEFAULT/.test(target)),
  ).map(({ definition, from }) => ({
    definition: definition.replace(
      / ON DELETE SET NULL(?=(?: DEFERRABLE| INITIALLY DEFERRED)*$)/,
      ' ON DELETE CASCADE',
    ),
    from,
    references: from[0]?.references ?? null,
  }));
}

function sharedBy(
  [first, ...rest]: readonly CatalogColumn[],
  of: (column: CatalogColumn) => readonly (readonly [string, CatalogConstraint])[],
): Shared[] {
  if (first === undefined) return [];
  const others = rest.map(of);
  return of(first).flatMap(([definition, own]) => {
    const same = others.map((list) => list.find(([one]) => one === definition)?.[1]);
    return same.every((one) => one !== undefined) ? [{ definition, from: [own, ...same] }] : [];
  });
}

/** Privileges that somebody has on each of them. */
export const sharedGrants = ([first, ...rest]: readonly CatalogColumn[]): CatalogGrant[] =>
  (first?.grants ?? []).flatMap((grant) => {
    const privileges = grant.privileges.filter((privilege) =>
      rest.every(({ grants = [] }) =>
        grants.some(
          ({ role, grantable, privileges: held }) =>
            role === grant.role && grantable === grant.grantable && held.includes(privilege),
        ),
      ),
    );
    return privileges.length === 0 ? [] : [{ ...grant, privileges }];
  });
