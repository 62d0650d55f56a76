import type { ClientBase } from 'pg';

export interface SessionSettings {
  readonly statementTimeoutMs: number;
  /** Else the server's own. */
  readonly searchPath: string | undefined;
}

/**
 * What a new connection of the migrations' tool would find: nothing that SQL before it set or left in the session.
 * Not in a transaction.
 */
export async function freshSession(
  session: ClientBase,
  { statementTimeoutMs, searchPath }: SessionSettings,
): Promise<void> {
  await session.query(`reset session authorization; reset role; reset all; discard temp; unlisten *;
    select pg_catalog.pg_advisory_unlock_all();
    set synchronous_commit = off; set statement_timeout = ${statementTimeoutMs};
    ${searchPath === undefined ? '' : `set search_path = ${searchPath}`}`);
}

/** The same within a transaction that goes on; temporary tables stay. */
export async function resetWithinTransaction(
  session: ClientBase,
  { searchPath }: SessionSettings,
): Promise<void> {
  await session.query(`reset session authorization; reset role; reset all;
    ${searchPath === undefined ? '' : `set search_path = ${searchPath}`}`);
}

/** Again before each statement: SQL of a file cannot switch it off for what follows. */
export async function limitStatement(
  session: ClientBase,
  { statementTimeoutMs }: SessionSettings,
): Promise<void> {
  await session.query(`set statement_timeout = ${statementTimeoutMs}`);
}
