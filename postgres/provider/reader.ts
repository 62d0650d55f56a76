import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import { ident } from '../sql.ts';
import { ReaderMayWrite } from './errors.ts';
import type { ReadStatement } from './read-statement.ts';

const readerSql = readFileSync(asset('postgres/provider/reader.sql'), 'utf8');

/** Whose rights a read has. */
export type Reader = 'godwit_reader' | 'pg_read_all_data' | 'login';

interface Row {
  readonly plain: boolean;
  readonly readers: readonly string[] | null;
  readonly too_much: string | null;
  readonly search_path: string | null;
}

/**
 * Called at the beginning of a read-only transaction, which it makes final: once a query has run in it, no SET and no
 * set_config makes it writable. What a read-only transaction does not stop (files and programs of the server, other
 * sessions) needs rights that the reader does not have. No role is ever made here.
 *
 * `godwit_reader`, where somebody made it for this, is always used. Without it a plain read, which calls nothing but
 * functions that the catalog says only compute, runs as the login: pg_read_all_data is subject to row level
 * security and sees less of information_schema, so it is used for all the rest.
 * @throws ReaderMayWrite
 */
export async function becomeReader(session: ClientBase, { calls, names }: ReadStatement): Promise<Reader> {
  const { rows } = await session.query<Row>(readerSql, [calls, names]);
  const { plain = false, readers = null, too_much = null, search_path = null } = rows[0] ?? {};
  // Rows that are hidden silently would make a count wrong; off, the server refuses instead.
  await session.query(
    `SELECT set_config('row_security', 'off', true), set_config('default_transaction_read_only', 'on', false)`,
  );
  const reader = chosen(readers ?? [], plain);
  if (reader === 'login') return reader;
  if (reader === 'godwit_reader' && too_much !== null) throw new ReaderMayWrite(too_much);
  await session.query('SELECT set_config($1, $2, true)', ['search_path', search_path ?? '']);
  await session.query(`SET LOCAL ROLE ${ident(reader)}`);
  return reader;
}

function chosen(readers: readonly string[], plain: boolean): Reader {
  if (readers.includes('godwit_reader')) return 'godwit_reader';
  return !plain && readers.includes('pg_read_all_data') ? 'pg_read_all_data' : 'login';
}
