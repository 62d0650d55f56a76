import type { ClientBase } from 'pg';

/** Made by whoever runs the database, with no rights at all; names and definitions are there for everybody. */
const role = 'godwit_catalog';

/**
 * Runs `work`, which looks at nothing but the catalog, as a role that can read no row, where there is one that the
 * login may become. No role is ever made here.
 */
export async function asCatalogRole<T>(session: ClientBase, work: () => Promise<T>): Promise<T> {
  // 'SET' came with PostgreSQL 16; before, every member may.
  const { rowCount } = await session.query(
    `SELECT FROM pg_roles WHERE rolname = $1 AND
       pg_has_role(oid, CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)`,
    [role],
  );
  if (rowCount === 0) return work();
  await session.query(`SET ROLE ${role}`);
  try {
    return await work();
  } finally {
    // The connection may be gone; then the role is, too.
    await session.query('RESET ROLE').catch(() => undefined);
  }
}
