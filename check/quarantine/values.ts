import { derivedName, ident, qualified } from '../../postgres/sql.ts';
import { type Archive, type Archives, restored, stored, storedType } from './archive.ts';
import { CannotKeep } from './piece.ts';
import { quietly } from './quiet.ts';
import { columnsOf, copied, insertInto, type Kept, type KeptColumn, nowAt } from './rows.ts';

/** Values of some columns of rows that stay, and how their rows are found again. */
export interface KeptValues {
  readonly keep: readonly string[];
  /** Takes those out of the archive that are still what they were; none where all of them are needed. */
  readonly prune: readonly string[];
  readonly back: readonly string[];
}

export interface Condition {
  readonly name: string;
  /** The name is not the table's own. */
  readonly isAlias: boolean;
  readonly sql: string;
}

export interface Wanted {
  readonly kept: Kept;
  /** Columns, by number, whose values go. */
  readonly columns: ReadonlySet<number>;
  /** Which rows, in the words of the statement: `name` stands for them there. Left out: all. */
  readonly rows?: Condition;
  /** It goes on to change the rows, so that the table has to stay as it is until then. */
  readonly inTransaction: boolean;
}

/** By a key where the table has one that stays; else by all that stays of the row. @throws CannotKeep */
export function keepValues(wanted: Wanted, archives: Archives): KeptValues {
  const all = columnsOf(wanted.kept);
  const going = all.filter(([{ number }]) => wanted.columns.has(number));
  const staying = all.filter(([{ number }]) => !wanted.columns.has(number));
  const key = keyOf(wanted.kept, staying);
  return key === undefined ? byRow(wanted, going, staying, archives) : byKey(wanted, key, going, archives);
}

export function keyOf({ table }: Kept, staying: readonly KeptColumn[]): KeptColumn[] | undefined {
  const found = (numbers: readonly number[]) =>
    numbers.flatMap((number) => staying.filter(([column]) => column.number === number));
  return table.keys
    .map((numbers) => ({ numbers, columns: found(numbers) }))
    .find(({ numbers, columns }) => columns.length === numbers.length)?.columns;
}

/** A row of the table, by its names of now or of before the up, and one of an archive have the same key. */
export const sameKey = (key: readonly KeptColumn[], at: 'now' | 'was'): string =>
  key
    .map(([now, was]) => {
      const { name, type } = at === 'now' ? now : was;
      const value = `godwit_row.${ident(name)}`;
      const compared = storedType(now) === type ? value : `${value}::${storedType(now)}`;
      return `${compared} = godwit_kept.${ident(was.name)}`;
    })
    .join(' AND ');

function byKey(wanted: Wanted, key: KeptColumn[], going: KeptColumn[], archives: Archives): KeptValues {
  const { kept, rows } = wanted;
  const columns = [...key, ...going];
  const archive = open(wanted, columns, [], archives);
  const from = ident(rows?.name ?? 'godwit_row');
  const alias = rows?.isAlias === false ? '' : ` AS ${from}`;
  const values = ['true', ...columns.map(([now]) => stored(now, from))].join(', ');
  const where = rows === undefined ? '' : ` WHERE ${rows.sql}`;
  const names = columns.map(([, was]) => was.name);
  const insert = `${insertInto(archive, names)}\n  SELECT ${values} FROM ${nowAt(kept)}${alias}${where}`;
  const is = going.map(([now]) => stored(now, 'godwit_row')).join(', ');
  const was = going.map(([, held]) => `godwit_kept.${ident(held.name)}`).join(', ');
  return {
    keep: [...archive.open, ...copied(kept, insert, wanted.inTransaction)],
    prune: [
      `DELETE FROM ${archive.at} AS godwit_kept USING ${nowAt(kept)} AS godwit_row
  WHERE ${archive.kept} AND ${sameKey(key, 'now')} AND ROW(${is})::text = ROW(${was})::text`,
    ],
    back: backInto(
      kept,
      archive,
      going,
      `FROM ${archive.at} AS godwit_kept WHERE ${archive.kept} AND ${sameKey(key, 'was')}`,
    ),
  };
}

/**
 * Rows that are alike in all that stays can stand for each other: each takes one of the values that such rows had.
 * So the values of all rows are kept, also of those that the statement leaves as they are.
 */
function byRow(wanted: Wanted, going: KeptColumn[], staying: KeptColumn[], archives: Archives): KeptValues {
  const { kept } = wanted;
  if (staying.length === 0) {
    throw new CannotKeep(`${nowAt(kept)} has no key, and no column by which a row can be found again`);
  }
  const own = new Set(going.map(([, was]) => was.name));
  const text = derivedName(['godwit_text'], own);
  const archive = open(wanted, going, [[text, 'text']], archives);
  const rowText = (names: readonly string[]) =>
    `ROW(${names.map((name) => `godwit_row.${ident(name)}`).join(', ')})::text`;
  const values = going.map(([now]) => stored(now, 'godwit_row'));
  const insert = `${insertInto(archive, [text, ...going.map(([, was]) => was.name)])}
  SELECT ${['true', rowText(staying.map(([now]) => now.name)), ...values].join(', ')} FROM ${nowAt(kept)} AS godwit_row`;
  const then = rowText(staying.map(([, was]) => was.name));
  const numbered = (by: string) => `row_number() OVER (PARTITION BY ${by}) AS godwit_number`;
  const from = `FROM (
    SELECT godwit_row.tableoid AS godwit_table, godwit_row.ctid AS godwit_place, ${then} AS godwit_text, ${numbered(then)}
    FROM ${qualified(kept.was.schema, kept.was.name)} AS godwit_row
  ) AS godwit_found, (
    SELECT *, ${numbered(ident(text))} FROM ${archive.at} AS godwit_kept WHERE ${archive.kept}
  ) AS godwit_kept
  WHERE godwit_row.tableoid = godwit_found.godwit_table AND godwit_row.ctid = godwit_found.godwit_place
    AND godwit_found.godwit_text = godwit_kept.${ident(text)} AND godwit_found.godwit_number = godwit_kept.godwit_number`;
  return {
    keep: [...archive.open, ...copied(kept, insert, wanted.inTransaction)],
    prune: [],
    back: backInto(kept, archive, going, from),
  };
}

const open = (
  { kept }: Wanted,
  columns: readonly KeptColumn[],
  more: readonly (readonly [string, string])[],
  archives: Archives,
): Archive =>
  archives.open(
    [kept.was.name],
    [...more, ...columns.map(([now, was]) => [was.name, storedType(now)] as const)],
  );

function backInto(kept: Kept, archive: Archive, going: readonly KeptColumn[], from: string): string[] {
  const set = going.map(([now, was]) => `${ident(was.name)} = ${restored(now, was)}`).join(', ');
  const at = qualified(kept.was.schema, kept.was.name);
  const always = going.filter(([now]) => now.alwaysIdentity).map(([, was]) => ident(was.name));
  const generated = (how: string) =>
    always.map((name) => `ALTER TABLE ${at} ALTER COLUMN ${name} SET GENERATED ${how}`);
  return [
    ...generated('BY DEFAULT'),
    ...quietly(kept.table, kept.was, 'update', [`UPDATE ${at} AS godwit_row SET ${set}\n  ${from}`]),
    ...generated('ALWAYS'),
    archive.close,
  ];
}
