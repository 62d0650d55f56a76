import type { Catalog, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, qualified } from '../sql.ts';
import { fullName, relationNames } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { transactional } from './plan.ts';
import { assertNothingOn, restoreView, viewSql } from './view.ts';

type View = CatalogTable & { readonly definition: string };

/**
 * A materialized view in use: the new one is filled beside it, they change names, the old one goes. Dropping and
 * filling in one transaction would keep every reader waiting for as long as the query takes.
 */
export function replaceStoredView(
  old: View,
  view: View,
  catalog: Catalog,
): [StepDraft, StepDraft, StepDraft] {
  assertNothingOn(old);
  const taken = new Set(relationNames(catalog, old.schema));
  const aside = (name: string, suffix: string): string => {
    const free = derivedName([name, suffix], taken);
    taken.add(free);
    return free;
  };
  const next = renamed({ ...view, populated: true }, (name) => aside(name, 'next'));
  const was = renamed(old, (name) => aside(name, 'was'));
  return [
    transactional(restoreView(next, catalog.user), `DROP ${viewSql(next)}`),
    transactional(
      [...rename(old, was), ...rename(next, view)],
      [...rename(view, next), ...rename(was, old)],
      [fullName(old)],
    ),
    transactional(`DROP ${viewSql(was)}`, restoreView(was, catalog.user)),
  ];
}

const renamed = (view: View, to: (name: string) => string): View => ({
  ...view,
  name: to(view.name),
  indexes: view.indexes.map((index): CatalogIndex => ({ ...index, name: to(index.name) })),
});

const rename = (from: View, to: View): string[] => [
  `ALTER ${viewSql(from)} RENAME TO ${ident(to.name)}`,
  ...from.indexes.map(
    ({ name }, at) =>
      `ALTER INDEX ${qualified(from.schema, name)} RENAME TO ${ident(to.indexes[at]?.name ?? name)}`,
  ),
];
