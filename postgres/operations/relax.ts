import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { dollarQuoted, ident } from '../sql.ts';
import { changeTable } from './evolve.ts';
import { sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { transactional } from './plan.ts';
import { restoreNotNull } from './restore.ts';

/** Lets columns be NULL for as long as an application that does not know them any more writes rows. */
export function relax(table: CatalogTable, columns: readonly CatalogColumn[], catalog: Catalog): StepDraft {
  return transactional(
    columns.map((column) => `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${ident(column.name)} DROP NOT NULL`),
    `DO ${dollarQuoted(`BEGIN\n  ${columns.flatMap((column) => restoreNotNull(table, column, catalog)).join(';\n  ')};\nEND`)}`,
  );
}

export const relaxed = (
  catalog: Catalog,
  { schema, name }: CatalogTable,
  columns: readonly CatalogColumn[],
): Catalog => {
  const names = columns.map((column) => column.name);
  return changeTable(catalog, { schema, table: name }, (table) => ({
    columns: table.columns.map((column) =>
      names.includes(column.name) ? { ...column, notNull: false } : column,
    ),
    constraints: table.constraints.filter(
      ({ kind, columns: on }) => kind !== 'not null' || !names.includes(on[0] ?? ''),
    ),
  }));
};
