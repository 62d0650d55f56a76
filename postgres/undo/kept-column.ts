import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { archiveOf, createArchive, dropArchive, fromArchive, restored } from '../operations/archive.ts';
import { createUpkeep, dropUpkeep, fillArchive } from '../operations/archive-upkeep.ts';
import { batchBlock, inBatch, quiet } from '../operations/batch.ts';
import { fullName, ownIndexes, sqlName } from '../operations/lookup.ts';
import { transactional } from '../operations/plan.ts';
import { constraintsOn } from '../operations/restore.ts';
import { differs } from '../operations/types.ts';
import { ident } from '../sql.ts';
import type { Kept } from './kept.ts';

/** A copy that triggers keep up to date until the column goes: nobody waits for it. @throws OperationRefused */
export function keptColumn(table: CatalogTable, column: CatalogColumn, catalog: Catalog): Kept {
  const archive = archiveOf(catalog, table, [column.name], 'its values could not be kept');
  const was = restored('godwit_kept.was', column.type);
  const todo = fromArchive(
    archive,
    'true',
    differs(`${ident(table.name)}.${ident(column.name)}`, was, column.type),
  );
  const first = transactional(
    [
      ...createArchive(
        archive,
        [['was', column.type]],
        `values of ${fullName(table)}.${column.name}`,
        archivedColumn(table, column, archive.key),
      ),
      ...createUpkeep(archive, column),
    ],
    batchBlock({
      table,
      todo,
      // What only comes back is no change that a trigger should see.
      each: table.triggers.length > 0 ? quiet : [],
      work: [
        `UPDATE ${sqlName(table)} SET ${ident(column.name)} = ${fromArchive(archive, was)} WHERE ${inBatch} AND ${todo}`,
      ],
      finally: [...dropUpkeep(archive, column), ...dropArchive(archive)],
    }),
  );
  return {
    archive: archive.name,
    steps: [first, ...fillArchive(archive, column)],
    last: dropUpkeep(archive, column),
  };
}

/** As it stands: godwit archives restore can bring it back alone. */
const archivedColumn = (table: CatalogTable, column: CatalogColumn, key: readonly CatalogColumn[]) => ({
  kind: 'column' as const,
  schema: table.schema,
  table: table.name,
  key: key.map(({ name, type }) => ({ name, type })),
  column,
  constraints: [
    ...constraintsOn(table, column.name),
    ...table.constraints.filter(({ kind, columns }) => kind === 'not null' && columns[0] === column.name),
  ],
  indexes: ownIndexes(table).filter(({ columns }) => columns.includes(column.name)),
});
