import { literal, qualified } from '../../postgres/sql.ts';
import type { Archives } from './archive.ts';
import type { HeldSequence } from './inventory.ts';
import type { Piece } from './piece.ts';

/** How far a sequence has come: one that begins anew gives numbers out twice. */
export function keepSequence({ schema, name }: HeldSequence, archives: Archives): Piece {
  const at = qualified(schema, name);
  const archive = archives.open(
    [name],
    [
      ['last_value', 'bigint'],
      ['is_called', 'boolean'],
    ],
  );
  return {
    before: [
      ...archive.open,
      `INSERT INTO ${archive.at} (${archive.current}, last_value, is_called) SELECT true, last_value, is_called FROM ${at}`,
    ],
    back: [
      `SELECT setval(${literal(at)}, godwit_kept.last_value, godwit_kept.is_called) FROM ${archive.at} AS godwit_kept WHERE ${archive.kept}`,
      archive.close,
    ],
    keeps: [`the number that sequence ${schema}.${name} has come to`],
    tables: [],
  };
}
