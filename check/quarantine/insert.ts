import type { InsertStmt } from 'libpg-query';
import { ident, qualified } from '../../postgres/sql.ts';
import type { CheckedStatement } from '../migration.ts';
import { type Archives, stored, storedType } from './archive.ts';
import type { Piece } from './piece.ts';
import { quietly } from './quiet.ts';
import { columnsOf, insertInto, type Kept } from './rows.ts';
import { keyOf, sameKey } from './values.ts';

/**
 * INSERT takes nothing away; but where other statements of the same up do, the way back has to take its rows out
 * again, so that their keys are noted. Null where they have none: then the proof says what is left behind.
 */
export function noteInserted(
  { sql }: Pick<CheckedStatement, 'sql'>,
  { relation, returningClause }: InsertStmt,
  kept: Kept,
  archives: Archives,
): Piece | null {
  const key = keyOf(kept, columnsOf(kept));
  if (key === undefined || returningClause !== undefined) return null;
  const archive = archives.open(
    [kept.was.name],
    key.map(([now, was]) => [was.name, storedType(now)]),
  );
  const from = ident(relation?.alias?.aliasname ?? relation?.relname ?? kept.table.name);
  const values = ['true', ...key.map(([now]) => stored(now, from))].join(', ');
  const at = qualified(kept.was.schema, kept.was.name);
  return {
    before: archive.open,
    instead: `WITH godwit_new AS (\n${sql}\nRETURNING ${values}\n)\n${insertInto(
      archive,
      key.map(([, was]) => was.name),
    )} SELECT * FROM godwit_new`,
    back: [
      ...quietly(kept.table, kept.was, 'delete', [
        `DELETE FROM ${at} AS godwit_row USING ${archive.at} AS godwit_kept\n  WHERE ${archive.kept} AND ${sameKey(key, 'was')}`,
      ]),
      archive.close,
    ],
    keeps: [],
    tables: [],
  };
}
