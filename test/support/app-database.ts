import { asset } from '../../package-root.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { ident, literal } from '../../postgres/sql.ts';
import { prepareDatabase } from '../../postgres/workspace-database.ts';
import { serverTarget, type TestDatabase, testDatabase } from './database.ts';

const template = 'tasks_app_template';
const session = { applicationName: 'test database' };

/** A database as the example app has it, rows and all: a copy of one that is prepared once per run. */
export async function appDatabase(): Promise<TestDatabase> {
  await withSession(serverTarget(), session, async (client) => {
    // Whoever comes first prepares it; the others wait.
    await client.query(`SELECT pg_advisory_lock(hashtext(${literal(template)}))`);
    const { rowCount } = await client.query(
      `SELECT FROM pg_database WHERE datname = ${literal(template)} AND datistemplate`,
    );
    if (rowCount === 0) await prepare();
  });
  return testDatabase({ template });
}

async function prepare(): Promise<void> {
  const run = (sql: string) => withSession(serverTarget(), session, (client) => client.query(sql));
  // What a test that was killed left half-done.
  await run(`DROP DATABASE IF EXISTS ${ident(template)}`);
  await run(`CREATE DATABASE ${ident(template)} TEMPLATE template0`);
  await withSession(serverTarget().withDatabase(template), session, (client) =>
    prepareDatabase(client, {
      migrationsDir: asset('examples/tasks-app/supabase/migrations'),
      seedFile: asset('examples/tasks-app/supabase/seed.sql'),
      prelude: true,
    }),
  );
  await run(`ALTER DATABASE ${ident(template)} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}
