import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { swapPlan } from './alter-by-swap.ts';
import { canAlterInPlace, inPlacePlan } from './alter-in-place.ts';
import { widensWhole } from './cast-facts.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { changeColumn } from './evolve.ts';
import { columnName, schemaName, sqlType, tableName } from './fields.ts';
import { sayInText } from './label-condition.ts';
import { columnOf, fullName, spoken, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { swapOf } from './swap-columns.ts';
import { assertChangeable, assertSwappable } from './swappable.ts';
import { swapped } from './swapped-catalog.ts';
import { type TypeName, typeNameOf } from './type-name.ts';

export const AlterType = z.object({
  op: z.literal('alter_type'),
  table: tableName,
  schema: schemaName,
  column: columnName,
  type: sqlType,
});
export type AlterType = z.infer<typeof AlterType>;

/**
 * Where PostgreSQL has to write no row, one short statement. Else a column of the new type grows beside the old one,
 * kept equal to it, and the two change names: the old one stays, so that the way back loses nothing.
 */
export const alterType = defineOperation<'alter_type', AlterType>({
  kind: 'alter_type',
  params: AlterType,
  describe: (params) => `change the type of ${spoken(params)}.${params.column} to ${params.type}`,
  plan(params, catalog) {
    const { table, column, from, to, inPlace } = changing(params, catalog);
    return inPlace
      ? inPlacePlan({ table, column, from, to }, catalog)
      : swapPlan(swapOf(catalog, table, column, from, to), from, to, catalog);
  },
  apply(params, catalog) {
    const { table, column, from, to, inPlace } = changing(params, catalog);
    return inPlace
      ? changeColumn(catalog, params, column.name, { type: to.sql })
      : swapped(catalog, params, swapOf(catalog, table, column, from, to));
  },
});

interface Change {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  readonly from: TypeName;
  readonly to: TypeName;
  readonly inPlace: boolean;
}

function changing(params: AlterType, catalog: Catalog): Change {
  const table = tableOf(catalog, params);
  const column = columnOf(table, params.column);
  if (column.identity === null) assertPlainColumn(table, column);
  const [from, to] = [typeNameOf(column.type, catalog), typeNameOf(params.type, catalog)];
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`${fullName(table)}.${column.name}`, reason, hint);
  };
  if (from.sql === to.sql) refuse(`it is ${column.type} already`, 'leave the operation out');
  // Its numbers go on in a type that holds them all.
  if (!widensWhole(from, to)) assertPlainColumn(table, column);
  assertChangeable(table, column, catalog);
  const inPlace = canAlterInPlace(table, column, from, to, catalog);
  const says = sayInText(column.name, from, to, catalog);
  if (!inPlace) assertSwappable(params, table, column, catalog, from, to, says);
  return { table, column, from, to, inPlace };
}
