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
  set local jit = off;
`;

/** Whether the session is idle, or inside a transaction whose own changes are to be seen. */
export type Surroundings = 'idle' | 'in transaction';

const frames: Record<Surroundings, { readonly begin: string; readonly end: string; readonly undo: string }> =
  {
    idle: {
      begin: 'begin isolation level repeatable read read only;',
      end: 'commit',
      undo: 'rollback',
    },
    // Going back to the savepoint takes the settings back too, and the locks that reading took.
    'in transaction': {
      begin: 'savepoint godwit_read;',
      end: 'rollback to savepoint godwit_read; release savepoint godwit_read',
      undo: 'rollback to savepoint godwit_read; release savepoint godwit_read',
    },
  };

/**
 * Runs `read` with settings of its own and leaves the session as it was. Idle: in one REPEATABLE READ, READ ONLY
 * transaction, so that all it reads is from one moment.
 */
export async function inOneSnapshot<T>(
  session: ClientBase,
  read: () => Promise<T>,
  surroundings: Surroundings = 'idle',
): Promise<T> {
  const { begin, end, undo } = frames[surroundings];
  await session.query(begin + stableOutput);
  try {
    const result = await read();
    await session.query(end);
    return result;
  } catch (error) {
    // The connection may be gone; the first error is the one that matters.
    await session.query(undo).catch(() => undefined);
    throw error;
  }
}
