import type { CatalogTable } from '../catalog/catalog.ts';
import { OperationRefused } from './errors.ts';
import { fullName } from './lookup.ts';
import { isMadeInRow } from './sync.ts';

/** @throws OperationRefused where a trigger of ours makes the column, or another one from it, already */
export function assertNotMade(table: CatalogTable, column: string): void {
  if (!isMadeInRow(table, column)) return;
  throw new OperationRefused(
    `${fullName(table)}.${column}`,
    'it is kept equal to another column',
    'finish what is under way: drop_column the old one first',
  );
}
