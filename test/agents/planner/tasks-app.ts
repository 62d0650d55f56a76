import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asset } from '../../../package-root.ts';
import { type Catalog, readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { listTables } from '../../../tools/mcp__supabase__list_tables.ts';
import { testDatabase } from '../../support/database.ts';

const migrations = asset('examples/tasks-app/supabase/migrations');

/** A schema as the planner gets it to see: what a tool leaves out is not there for it. */
export async function asShown(catalog: Catalog): Promise<Catalog> {
  const context = { provider: { describeCatalog: async () => catalog } };
  const { output } = await listTables.run(
    { project_id: 'test', schemas: ['public', 'auth'], verbose: true },
    context as unknown as Parameters<typeof listTables.run>[1],
    { require_confirmation: false },
  );
  return output as unknown as Catalog;
}

/** The schema of the example app as the real catalog reader sees it. */
export async function tasksAppCatalog(): Promise<Catalog> {
  await using database = await testDatabase();
  await database.query(readFileSync(asset('postgres/prelude/supabase.sql'), 'utf8'));
  for (const file of readdirSync(migrations).sort()) {
    await database.query(readFileSync(join(migrations, file), 'utf8'));
  }
  return await withSession(database.target, { applicationName: 'planner test' }, (session) =>
    readCatalog(session),
  );
}
