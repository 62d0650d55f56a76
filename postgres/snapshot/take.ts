import type { ClientBase } from 'pg';
import { readArea } from './area.ts';
import { checkCoverage } from './coverage.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';
import { inOneSnapshot } from './stable-output.ts';

/** The areas of the catalog, one `.sql` file each. */
const areas = [
  'schemas',
  'relations',
  'columns',
  'indexes',
  'constraints',
  'triggers',
  'rules',
  'policies',
  'functions',
  'types',
  'sequences',
  'extensions',
  'event-triggers',
  'collations',
  'casts',
  'languages',
  'operators',
  'operator-classes',
  'text-search',
  'statistics',
  'publications',
  'subscriptions',
  'foreign-data',
  'default-privileges',
  'comments',
  'database',
] as const;

/** Row filters and column lists of publications came with PostgreSQL 15. */
const publicationTables = (serverVersion: number): string =>
  serverVersion >= 150000 ? 'publication-tables' : 'publication-tables-14';

/** The areas that this server has. */
export async function areasOf(session: ClientBase): Promise<readonly string[]> {
  const { rows } = await session.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return [...areas, publicationTables(rows[0]?.version ?? 0)];
}

/**
 * Everything that is true of the schema at one moment; PostgreSQL 14 to 18. Left out: system schemas, the schemas
 * `godwit`, `godwit_archive` and `supabase_migrations`, members of extensions (the extension counts), and what
 * belongs to the whole server (roles, tablespaces). The session must not be in a transaction.
 * @throws UncoveredObjectKind
 */
export async function takeSnapshot(session: ClientBase): Promise<Snapshot> {
  return inOneSnapshot(session, async () => {
    await checkCoverage(session);
    const entries: [string, Snapshot['objects'][string]][] = [];
    for (const area of await areasOf(session)) {
      for (const { key, object } of await readArea(session, area)) entries.push([key, object]);
    }
    return makeSnapshot(entries);
  });
}
