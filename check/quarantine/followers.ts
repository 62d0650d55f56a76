import type { Archives } from './archive.ts';
import { CannotKeep, type Piece } from './piece.ts';
import { assertAlone } from './quiet.ts';
import {
  archiveRows,
  columnsOf,
  insertBack,
  type Kept,
  keepAll,
  nameOf,
  nowAt,
  parentsFirst,
} from './rows.ts';
import { keepValues, keyOf, sameKey } from './values.ts';

/** Rows that follow those of a DELETE by foreign keys, table by table. */
export interface Followers {
  /** ON DELETE CASCADE, at any depth. */
  readonly deleted: readonly Kept[];
  /** ON DELETE SET NULL and SET DEFAULT, with the columns that are set. */
  readonly changed: readonly { readonly kept: Kept; readonly columns: ReadonlySet<number> }[];
}

/**
 * Which rows will follow is known when they have: all are copied before, and those that are still as they were are
 * taken out of the archive after.
 */
export function keepFollowers(
  { deleted, changed }: Followers,
  archives: Archives,
  inTransaction: boolean,
): Piece {
  const rows = parentsFirst(deleted, (kept) => kept).map((kept) => {
    assertAlone(kept.table, 'delete');
    const key = keyOf(kept, columnsOf(kept));
    if (key === undefined) throw new CannotKeep(`rows of ${nowAt(kept)} go with them, and it has no key`);
    const archive = archiveRows(kept, archives);
    return { kept, archive, still: sameKey(key, 'now') };
  });
  const values = changed.map(({ kept, columns }) => {
    assertAlone(kept.table, 'update');
    return { kept, columns, ...keepValues({ kept, columns, inTransaction }, archives) };
  });
  return {
    before: [
      ...rows.flatMap(({ kept, archive }) => keepAll(kept, archive, inTransaction)),
      ...values.flatMap(({ keep }) => keep),
    ],
    after: [
      ...rows.map(
        ({ kept, archive, still }) =>
          `DELETE FROM ${archive.at} AS godwit_kept USING ${nowAt(kept)} AS godwit_row\n  WHERE ${archive.kept} AND ${still}`,
      ),
      ...values.flatMap(({ prune }) => prune),
    ],
    back: [
      ...rows.flatMap(({ kept, archive }) => insertBack(kept, archive)),
      ...values.flatMap(({ back }) => back),
    ],
    keeps: [
      ...rows.map(({ kept }) => `the rows of ${nameOf(kept)} that go with them`),
      ...values.flatMap(({ kept, columns }) =>
        [...columns].map((number) => `the values of ${nameOf(kept)}.${kept.was.columns.get(number)?.name}`),
      ),
    ],
    tables: [...rows, ...values].map(({ kept }) => kept.table.oid),
  };
}
