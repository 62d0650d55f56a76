import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withSession } from '../../postgres/connection/session.ts';
import { prepareDatabase } from '../../postgres/workspace-database.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type AppOptions, copyTasksApp } from './tasks-app.ts';

/** The example app with a target and a state database given by URL, for tests of the command itself. */
export interface Prepared extends AsyncDisposable {
  readonly root: string;
  readonly db: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
}

export async function prepared(options: AppOptions = {}): Promise<Prepared> {
  const [root, db, state] = await Promise.all([copyTasksApp(options), testDatabase(), testDatabase()]);
  await withSession(db.target, { applicationName: 'test' }, (session) =>
    prepareDatabase(session, {
      migrationsDir: join(root, 'supabase/migrations'),
      seedFile: join(root, 'supabase/seed.sql'),
      prelude: true,
    }),
  );
  return {
    root,
    db,
    env: { DATABASE_URL: db.target.connectionString(), GODWIT_STATE_URL: state.target.connectionString() },
    async [Symbol.asyncDispose]() {
      await Promise.all([db, state].map((one) => one[Symbol.asyncDispose]()));
      await rm(root, { recursive: true, force: true });
    },
  };
}
