import type { ClientBase } from 'pg';
import { archiveRecordSql, archiveSchema, recordName } from '../operations/archive.ts';
import { qualified } from '../sql.ts';
import { ArchiveInUse } from './errors.ts';

/**
 * Drops an archive for good. Its name stays on record: no other archive gets it, so that the migration files go on
 * working when they are replayed elsewhere.
 * @throws ArchiveInUse
 */
export async function purgeArchive(session: ClientBase, name: string): Promise<void> {
  const at = qualified(archiveSchema, name);
  await session.query('BEGIN');
  try {
    // What was kept by SQL that somebody wrote is on no record.
    for (const sql of archiveRecordSql) await session.query(sql);
    await session.query(`DROP TABLE IF EXISTS ${at}`);
    await session.query(
      `INSERT INTO ${archiveSchema}.${recordName} (name, holds, expires_at, purged_at) VALUES ($1, '', now(), now())
       ON CONFLICT (name) DO UPDATE SET purged_at = now()`,
      [name],
    );
    await session.query('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK');
    throw (error as { code?: string }).code === dependentObjects ? new ArchiveInUse(name, error) : error;
  }
}

/** Without CASCADE, Postgres says what stands on a table and leaves it alone. */
const dependentObjects = '2BP01';
