import type { ClientBase } from 'pg';

/**
 * Settings that change how PostgreSQL writes values and definitions as text. Both sides of a comparison must use the
 * same, whatever the role, the database or the driver set.
 */
const stableOutput = `
  set local search_path = pg_catalog;
  set local quote_all_identifiers = off;
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres';
  set local timezone = 'UTC';
  set local extra_float_digits = 1;
  set local bytea_output = 'hex';
  set local xmlbinary = 'base64';
  set local lc_monetary = 'C';
  set local standard_conforming_strings = on;
  set local row_security = off;
  set local statement_timeout = 0;
  set local lock_timeout = '30s';
`;

/** Runs `read` in one REPEATABLE READ, READ ONLY transaction: all it reads is from one moment. */
export async function inOneSnapshot<T>(session: ClientBase, read: () => Promise<T>): Promise<T> {
  await session.query('begin isolation level repeatable read read only');
  try {
    await session.query(stableOutput);
    const result = await read();
    await session.query('commit');
    return result;
  } catch (error) {
    // The connection may be gone; the first error is the one that matters.
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}
