import type { CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal, qualified } from '../sql.ts';
import { sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { transactional } from './plan.ts';

/** What an index has that CREATE INDEX cannot say, as pairs of SQL: without it, and as it was. */
function marks(
  table: CatalogTable,
  { name, comment, clustered, settings = [] }: CatalogIndex,
): (readonly [away: string, back: string])[] {
  const at = qualified(table.schema, name);
  const cluster = `ALTER TABLE ${sqlName(table)}`;
  return [
    ...(comment == null
      ? []
      : [[`COMMENT ON INDEX ${at} IS NULL`, `COMMENT ON INDEX ${at} IS ${literal(comment)}`] as const]),
    ...(clustered
      ? [[`${cluster} SET WITHOUT CLUSTER`, `${cluster} CLUSTER ON ${ident(name)}`] as const]
      : []),
    ...settings.map(
      (setting) =>
        [`ALTER INDEX ${at} ${setting.replace(/\d+$/, '-1')}`, `ALTER INDEX ${at} ${setting}`] as const,
    ),
  ];
}

export const restoreMarks = (table: CatalogTable, index: CatalogIndex): string[] =>
  marks(table, index).map(([, back]) => back);

/** A step before the one that drops the index, so that its down comes when the index is back. */
export function marksAway(table: CatalogTable, index: CatalogIndex): StepDraft[] {
  const all = marks(table, index);
  if (all.length === 0) return [];
  return [
    transactional(
      all.map(([away]) => away),
      all.map(([, back]) => back),
    ),
  ];
}
