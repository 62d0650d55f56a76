import type { DataDigest, TableDigest } from '../data/index.ts';
import type { DataReport, IntendedDataChanges } from '../provider.ts';
import { isNamed } from './table-name.ts';

/**
 * What the migration did to rows that it was not meant to. No table may lose rows unless they were meant to go; a
 * table that nothing was to write to, with the same columns as before, must hold the same rows. A table that is
 * there under another name with the same columns and rows was renamed.
 */
export function compareDigests(
  before: DataDigest,
  now: DataDigest,
  intended: IntendedDataChanges,
): DataReport {
  const tables = Object.entries(before.tables);
  const lostRows: DataReport['lostRows'][number][] = [];
  const changedUntouched: string[] = [];
  const renamed = newTables(before, now);
  for (const [table, old] of tables) {
    const current = nameNow(table, now, intended);
    const after = now.tables[current];
    const meant = isNamed(table, intended.removed);
    if (after === undefined) {
      const gone = !meant && !renamed.delete(`${old.rows} ${old.hash}`);
      if (gone) lostRows.push({ table, before: Number(old.rows), after: null });
      continue;
    }
    if (BigInt(after.rows) < BigInt(old.rows) && !meant) {
      lostRows.push({ table, before: Number(old.rows), after: Number(after.rows) });
    } else if (
      ![table, current].some((name) => isNamed(name, intended.written)) &&
      !meant &&
      !alike(old, after)
    ) {
      changedUntouched.push(table);
    }
  }
  return {
    tables: tables.length,
    rows: tables.reduce((sum, [, { rows }]) => sum + Number(rows), 0),
    lostRows,
    changedUntouched,
  };
}

/** The name under which the table's rows are looked for. */
function nameNow(table: string, now: DataDigest, { renamed = [] }: IntendedDataChanges): string {
  const to = renamed.filter(({ from }) => isNamed(table, [from])).map((one) => one.to);
  return Object.keys(now.tables).find((name) => isNamed(name, to)) ?? table;
}

/** A digest begins with the names of the columns: with others it cannot be the same, and only rows are counted. */
function alike(old: TableDigest, now: TableDigest): boolean {
  return columnsOf(old) === columnsOf(now) ? old.hash === now.hash : old.rows === now.rows;
}

const columnsOf = ({ hash }: TableDigest): string => hash.slice(0, hash.lastIndexOf(' '));

function newTables(before: DataDigest, now: DataDigest): Set<string> {
  const added = Object.entries(now.tables).filter(([table]) => before.tables[table] === undefined);
  return new Set(added.map(([, { rows, hash }]) => `${rows} ${hash}`));
}
