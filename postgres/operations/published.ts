import type { CatalogTable } from '../catalog/catalog.ts';
import { fullName } from './lookup.ts';

/** A subscriber that lacks a column stops at the first row that has it, and goes on when it is there. */
export function subscribersNeed(table: CatalogTable, columns: readonly string[]): string[] {
  return said(table, columns, (what) => `give its subscribers ${what} first, else they stop at the next row`);
}

/**
 * Names that change here do not change there. A subscriber without the name that is left stops at the first row after
 * it, when it has all before it: then its columns can change names, too.
 */
export function subscribersFollow(
  table: CatalogTable,
  swaps: readonly { readonly name: string; readonly next: string; readonly old: string }[],
): string[] {
  const renames = swaps.map(({ name, next, old }) => `${name} becomes ${old}, then ${next} becomes ${name}`);
  return said(
    table,
    swaps.map(({ next }) => next),
    (what) =>
      `give its subscribers ${what} first, and not ${swaps.map(({ old }) => old).join(', ')}: when the names have changed they stop at the next row, until theirs change in the same way (${renames.join(', ')})`,
  );
}

function said(table: CatalogTable, columns: readonly string[], sentence: (what: string) => string): string[] {
  // One that lists its columns leaves out what comes later.
  const names = (table.published ?? []).filter((one) => one.columns === null).map(({ name }) => name);
  if (names.length === 0 || columns.length === 0) return [];
  const what = columns.length === 1 ? `column ${columns[0]}` : `columns ${columns.join(', ')}`;
  return [`publication ${names.join(', ')} replicates ${fullName(table)}: ${sentence(what)}`];
}
