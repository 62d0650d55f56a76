import { ident, identList, qualified } from '../../postgres/sql.ts';
import { type Archive, type Archives, restored, stored, storedType } from './archive.ts';
import type { ColumnFacts, TableFacts } from './facts.ts';
import type { HeldColumn, HeldTable } from './inventory.ts';
import { quietly } from './quiet.ts';

/** A table whose rows are kept: as it is now, and as it was before the up. */
export interface Kept {
  readonly table: TableFacts;
  readonly was: HeldTable;
}

export type KeptColumn = readonly [now: ColumnFacts, was: HeldColumn];

/** Columns that were there before the up; those that it made go with the way back. */
export const columnsOf = ({ table, was }: Kept): KeptColumn[] =>
  table.columns.flatMap((column): KeptColumn[] => {
    const held = was.columns.get(column.number);
    return held === undefined || column.generated ? [] : [[column, held]];
  });

export const nameOf = ({ was }: Kept): string => `${was.schema}.${was.name}`;
export const nowAt = ({ table }: Kept): string => qualified(table.schema, table.name);
const wasAt = ({ was }: Kept): string => qualified(was.schema, was.name);

/** An archive for whole rows. */
export const archiveRows = (kept: Kept, archives: Archives): Archive =>
  archives.open(
    [kept.was.name],
    columnsOf(kept).map(([now, was]) => [was.name, storedType(now)]),
  );

export const rowValues = (kept: Kept, from: string): string =>
  columnsOf(kept)
    .map(([now]) => stored(now, from))
    .join(', ');

/** Nothing is hidden from the copy, and nothing is written between the copy and what follows. */
export function copied(kept: Kept, insert: string, inTransaction: boolean): string[] {
  const { rowSecurity } = kept.table;
  return [
    ...(inTransaction ? [`LOCK TABLE ${nowAt(kept)} IN SHARE ROW EXCLUSIVE MODE`] : []),
    ...(rowSecurity ? ['SET row_security = off'] : []),
    insert,
    ...(rowSecurity ? ['RESET row_security'] : []),
  ];
}

export const insertInto = ({ at, current }: Archive, columns: readonly string[]): string =>
  `INSERT INTO ${at} (${[current, ...columns.map(ident)].join(', ')})`;

/** All rows of a table. */
export function keepAll(kept: Kept, archive: Archive, inTransaction: boolean): string[] {
  const names = columnsOf(kept).map(([, was]) => was.name);
  const only = kept.table.partitioned ? '' : 'ONLY ';
  const values = ['true', rowValues(kept, 'godwit_row')].filter((value) => value !== '').join(', ');
  const insert = `${insertInto(archive, names)}\n  SELECT ${values} FROM ${only}${nowAt(kept)} AS godwit_row`;
  return [...archive.open, ...copied(kept, insert, inTransaction)];
}

/** Puts whole rows back. */
export function insertBack(kept: Kept, archive: Archive): string[] {
  const columns = columnsOf(kept);
  const into = columns.length === 0 ? '' : ` (${identList(columns.map(([, was]) => was.name))})`;
  const values = columns.map(([now, was]) => restored(now, was)).join(', ');
  return [
    ...quietly(kept.table, kept.was, 'insert', [
      `INSERT INTO ${wasAt(kept)}${into} OVERRIDING SYSTEM VALUE\n  SELECT ${values} FROM ${archive.at} AS godwit_kept WHERE ${archive.kept}`,
    ]),
    archive.close,
  ];
}

/** Each after those that it refers to; what refers to each other stays as it is, and the proof decides. */
export function parentsFirst<T>(items: readonly T[], keptOf: (item: T) => Kept): T[] {
  const done: T[] = [];
  let left = [...items];
  while (left.length > 0) {
    const free = left.filter((item) => {
      const { oid } = keptOf(item).table;
      return !left.some(
        (other) => other !== item && keptOf(other).table.referrers.some(({ tableOid }) => tableOid === oid),
      );
    });
    const next = free.length > 0 ? free : left;
    done.push(...next);
    left = left.filter((item) => !next.includes(item));
  }
  return done;
}
