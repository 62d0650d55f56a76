import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import {
  type Archive,
  archiveColumns,
  archiveKey,
  archiveOf,
  createArchive,
  dropArchive,
  fromArchive,
  restored,
  stored,
} from './archive.ts';
import { batchBlock, inBatch, needsQuiet, quiet } from './batch.ts';
import { fullName, isVolatile, sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { batched, transactional } from './plan.ts';
import { cast, differs, isSame } from './types.ts';

export interface Filling {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  /** SQL over the row. */
  readonly expression: string;
  readonly where: string | undefined;
}

export interface Filled {
  readonly steps: readonly [StepDraft, StepDraft];
  readonly archive: Archive;
  /** Condition over a row that is left to do. */
  readonly todo: string;
}

/**
 * Gives rows of a column their value, in batches. What was there before and what was written is kept: the way back
 * restores a row only where nobody has written since. A row is taken in hand once, so the work ends whatever the
 * expression gives, and a value that the application writes meanwhile stays.
 */
export function fill({ table, column, expression, where }: Filling, catalog: Catalog): Filled {
  const archive = archiveOf(catalog, table, [column.name, 'backfill'], 'the values before could not be kept');
  const at = sqlName(table);
  const own = `${ident(table.name)}.${ident(column.name)}`;
  const value = cast(expression, column.type);
  const wrong = isVolatile(catalog, expression)
    ? // Another value each time it is asked: only what is missing can be told from what is right.
      `${own} IS NULL`
    : differs(own, value, column.type);
  const once = `${fromArchive(archive, 'true')} IS NULL`;
  const todo = [...(where === undefined ? [] : [`(${where})`]), wrong, once].join(' AND ');
  const was = restored('godwit_kept.was', column.type);
  const became = restored('godwit_kept.became', column.type);
  const untouched = `${isSame(own, became, column.type)} AND ${differs(own, was, column.type)}`;
  const each = needsQuiet(table, column.name) ? quiet : [];
  return {
    archive,
    todo,
    steps: [
      transactional(
        createArchive(
          archive,
          [
            ['was', column.type],
            ['became', column.type],
          ],
          `values of ${fullName(table)}.${column.name} before they were filled in`,
        ),
        dropArchive(archive),
        [],
      ),
      batched(
        batchBlock({
          table,
          todo,
          each,
          work: [
            // One statement, so that what is kept is what was replaced; a row changed meanwhile comes again.
            `WITH godwit_done AS (UPDATE ${at} SET ${ident(column.name)} = ${value} ` +
              `FROM (SELECT ctid AS godwit_at, ${ident(column.name)} AS godwit_was FROM ${at} WHERE ${inBatch}) AS godwit_old ` +
              `WHERE ${inBatch} AND ${ident(table.name)}.ctid = godwit_at AND ${todo} ` +
              `RETURNING ${archiveKey(archive)}, ${stored('godwit_was', column.type)}, ${stored(own, column.type)}) ` +
              `INSERT INTO ${archive.at} (${archiveColumns(archive, 'was', 'became')}) SELECT * FROM godwit_done`,
          ],
        }),
        batchBlock({
          table,
          todo: fromArchive(archive, 'true', untouched),
          each,
          work: [
            `UPDATE ${at} SET ${ident(column.name)} = ${fromArchive(archive, was)} ` +
              `WHERE ${inBatch} AND ${fromArchive(archive, 'true', untouched)}`,
          ],
        }),
      ),
    ],
  };
}

/** The triggers that do not fire while values are filled in, for people. */
export function silentTriggers(table: CatalogTable, column: string): string[] {
  if (!needsQuiet(table, column)) return [];
  return [
    `triggers of ${table.name} do not fire for rows that the migration fills: ${table.triggers.join(', ')}`,
  ];
}
