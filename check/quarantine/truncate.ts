import type { Archives } from './archive.ts';
import type { TableFacts } from './facts.ts';
import type { Inventory } from './inventory.ts';
import type { Piece } from './piece.ts';
import { assertAlone } from './quiet.ts';
import { archiveRows, insertBack, type Kept, keepAll, nameOf, parentsFirst } from './rows.ts';
import { keepSequence } from './sequence.ts';

export interface Truncating {
  readonly first: Inventory;
  /** Those that it empties, also by CASCADE, as they are before it. */
  readonly tables: readonly TableFacts[];
  /** Sequences that RESTART IDENTITY sets back, by oid. */
  readonly sequences: readonly string[];
  readonly inTransaction: boolean;
}

/** TRUNCATE: all rows of each table, and where their sequences stand. */
export function keepTruncated(
  { first, tables, sequences, inTransaction }: Truncating,
  archives: Archives,
): Piece {
  const kept = tables.flatMap((table): Kept[] => {
    assertAlone(table, 'truncate');
    const was = first.tables.get(table.oid);
    // What its partitions hold is kept with each of them.
    return was === undefined || table.partitioned ? [] : [{ table, was }];
  });
  const rows = kept.map((one) => ({ one, archive: archiveRows(one, archives) }));
  const counters = sequences.flatMap((oid) => {
    const sequence = first.sequences.get(oid);
    return sequence === undefined ? [] : [keepSequence(sequence, archives)];
  });
  // Rows that others refer to come back first.
  const ordered = parentsFirst(rows, ({ one }) => one);
  return {
    before: [
      ...rows.flatMap(({ one, archive }) => keepAll(one, archive, inTransaction)),
      ...counters.flatMap(({ before }) => before),
    ],
    back: [
      ...ordered.flatMap(({ one, archive }) => insertBack(one, archive)),
      ...counters.flatMap(({ back }) => back),
    ],
    keeps: [...kept.map((one) => `the rows of ${nameOf(one)}`), ...counters.flatMap(({ keeps }) => keeps)],
    tables: kept.map(({ table }) => table.oid),
  };
}
