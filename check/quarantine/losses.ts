import type { HeldColumn, Inventory } from './inventory.ts';

/** What is gone, by identity: CASCADE, a schema or a type take more with them than a statement names. */
export interface Losses {
  readonly tables: readonly string[];
  /** Of tables that stay: the numbers of their columns. */
  readonly columns: ReadonlyMap<string, ReadonlySet<number>>;
  readonly retyped: readonly Retyped[];
  readonly sequences: readonly string[];
}

export interface Retyped {
  readonly table: string;
  readonly number: number;
  readonly from: HeldColumn;
  readonly to: HeldColumn;
}

/**
 * What a statement takes away of what was there before the up. `first` is the inventory of then; the other two are of
 * before and after the statement.
 */
export function lossesBetween(first: Inventory, before: Inventory, after: Inventory): Losses {
  const tables = [...before.tables.keys()].filter((oid) => first.tables.has(oid) && !after.tables.has(oid));
  const columns = new Map<string, Set<number>>();
  const retyped: Retyped[] = [];
  for (const [oid, table] of before.tables) {
    const [held, left] = [first.tables.get(oid), after.tables.get(oid)];
    // A partition's columns are its parent's.
    if (held === undefined || left === undefined || left.partition) continue;
    for (const [number, from] of table.columns) {
      if (!held.columns.has(number)) continue;
      const to = left.columns.get(number);
      if (to === undefined) columns.set(oid, (columns.get(oid) ?? new Set()).add(number));
      else if (to.identity !== from.identity) retyped.push({ table: oid, number, from, to });
    }
  }
  const sequences = [...before.sequences.keys()].filter(
    (oid) => first.sequences.has(oid) && !after.sequences.has(oid),
  );
  return { tables, columns, retyped, sequences };
}

/** Tables that have a new file and are the same else: TRUNCATE gives them one. */
export const refiled = (first: Inventory, before: Inventory, after: Inventory): string[] =>
  [...before.tables].flatMap(([oid, { filenode }]) =>
    first.tables.has(oid) && after.tables.get(oid)?.filenode !== filenode ? [oid] : [],
  );
