import type { Catalog, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { ident, qualified } from '../sql.ts';
import { indexOnParts } from './column-parts.ts';
import { indexTail } from './copies.ts';
import { marksAway } from './index-marks.ts';
import { sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { concurrent, reversed } from './plan.ts';

/** Steps of their own, for the way back: an index cannot be built inside the transaction that adds the column. */
export const indexAway = (table: CatalogTable, index: CatalogIndex, catalog?: Catalog): StepDraft[] => [
  ...marksAway(table, index),
  ...(table.kind === 'partitioned table' && catalog !== undefined
    ? reversed(indexOnParts(catalog, table, { ...index, definition: indexTail(index.definition) }))
    : [plainIndexAway(table, index)]),
];

const plainIndexAway = (table: CatalogTable, index: CatalogIndex): StepDraft =>
  concurrent(
    `DROP INDEX CONCURRENTLY ${qualified(table.schema, index.name)}`,
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${ident(index.name)} ON ${sqlName(table)} ${indexTail(index.definition)}`,
  );
