import type { DeleteStmt } from 'libpg-query';
import { ident } from '../../postgres/sql.ts';
import type { CheckedStatement } from '../migration.ts';
import type { Archives } from './archive.ts';
import { type Followers, keepFollowers } from './followers.ts';
import { CannotKeep, type Piece } from './piece.ts';
import { assertAlone } from './quiet.ts';
import { archiveRows, columnsOf, insertBack, insertInto, type Kept, nameOf, rowValues } from './rows.ts';

/** DELETE: in the very statement that deletes, so that exactly those rows are kept, whatever its condition is. */
export function keepDeleted(
  { sql }: Pick<CheckedStatement, 'sql'>,
  { relation, returningClause }: DeleteStmt,
  kept: Kept,
  followers: Followers,
  archives: Archives,
  inTransaction: boolean,
): Piece {
  const { table } = kept;
  assertAlone(table, 'delete');
  if (returningClause !== undefined) throw new CannotKeep('it returns the rows that it deletes');
  const archive = archiveRows(kept, archives);
  const from = ident(relation?.alias?.aliasname ?? relation?.relname ?? table.name);
  const values = ['true', rowValues(kept, from)].filter((value) => value !== '').join(', ');
  const names = columnsOf(kept).map(([, was]) => was.name);
  const following = keepFollowers(followers, archives, inTransaction);
  return {
    before: [...archive.open, ...following.before],
    instead: `WITH godwit_gone AS (\n${sql}\nRETURNING ${values}\n)\n${insertInto(archive, names)} SELECT * FROM godwit_gone`,
    ...(following.after !== undefined && { after: following.after }),
    back: [...insertBack(kept, archive), ...following.back],
    keeps: [`the rows of ${nameOf(kept)} that are deleted`, ...following.keeps],
    tables: [table.oid, ...following.tables],
  };
}
