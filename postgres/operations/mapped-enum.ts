import type { Catalog } from '../catalog/catalog.ts';
import { OperationRefused } from './errors.ts';
import { columnOf, fullName } from './lookup.ts';
import { syncsOf } from './sync.ts';
import { isOfType } from './type.ts';

/**
 * While a column of the enum is kept equal to one of another type, triggers translate its labels by name: with a label
 * that they do not know, writes of the application would fail.
 * @throws OperationRefused
 */
export function assertLabelsAreFree(
  catalog: Catalog,
  type: { readonly schema: string; readonly name: string },
): void {
  for (const table of catalog.tables) {
    for (const column of table.columns.filter((one) => isOfType(one.type, type))) {
      const other = syncsOf(catalog, table, column.name)
        .flatMap(({ table: on, sync }) => sync.columns.map((name) => ({ on, column: columnOf(on, name) })))
        .find(({ column: { type: written } }) => written !== column.type);
      if (other === undefined) continue;
      throw new OperationRefused(
        `enum ${type.schema}.${type.name}`,
        `${fullName(table)}.${column.name} is of it and is kept equal to ${fullName(other.on)}.${other.column.name}, ` +
          `which is ${other.column.type}`,
        'finish what is under way: drop_column the old one first',
      );
    }
  }
}
