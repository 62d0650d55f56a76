import type { Catalog, CatalogTable } from '../catalog/index.ts';
import { tablesIn } from '../operations/view-query.ts';
import type { RenamedTable } from '../provider.ts';

/**
 * Tables whose old name is now that of a view which shows one table, new under its name: rename_table, set_schema; and
 * those that got such a name back, when one of these is rolled back.
 */
export const renamedTables = (before: Catalog, after: Catalog): RenamedTable[] => [
  ...behindViews(before, after),
  ...behindViews(after, before).map(({ from, to }) => ({ from: to, to: from })),
];

function behindViews(before: Catalog, after: Catalog): RenamedTable[] {
  return before.tables.filter(holdsRows).flatMap((table): RenamedTable[] => {
    const view = named(after, table);
    if (view?.kind !== 'view' || view.definition == null) return [];
    const [shown, ...others] = tablesIn(view.definition, after);
    if (shown === undefined || others.length > 0 || !holdsRows(shown) || named(before, shown) !== undefined)
      return [];
    return [
      {
        from: { schema: table.schema, table: table.name },
        to: { schema: shown.schema, table: shown.name },
      },
    ];
  });
}

const holdsRows = ({ kind }: CatalogTable): boolean => kind === 'table' || kind === 'partitioned table';

const named = ({ tables }: Catalog, { schema, name }: CatalogTable): CatalogTable | undefined =>
  tables.find((one) => one.schema === schema && one.name === name);
