import { readFileSync } from 'node:fs';
import pg from 'pg';
import { asset } from '../../package-root.ts';
import { PreludeFailed } from '../workspace/errors.ts';

const files = new Map<string, string>();

function sql(name: string): string {
  const text = files.get(name) ?? readFileSync(asset(`postgres/prelude/${name}`), 'utf8');
  files.set(name, text);
  return text;
}

/**
 * What a Supabase project has before its first migration; safe to run again, also inside a transaction.
 *
 * @throws PreludeFailed when the role of the session may not make it
 */
export async function applyPrelude(session: pg.ClientBase): Promise<void> {
  try {
    await session.query(sql('supabase.sql'));
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code === undefined) throw error;
    throw new PreludeFailed(error.code, error.message, error);
  }
}

/** Nobody has made a table, view, sequence or function in this database yet; Godwit's own schema does not count. */
export async function isEmpty(session: pg.ClientBase): Promise<boolean> {
  const { rows } = await session.query<{ empty: boolean }>(sql('is-empty.sql'));
  return rows[0]?.empty === true;
}

/** The search path that Supabase gives its sessions: extensions are found without naming their schema. */
export const supabaseSearchPath = '"$user", public, extensions';
