import { rm } from 'node:fs/promises';
import { appDatabase } from './app-database.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type AppOptions, copyTasksApp } from './tasks-app.ts';

/** The example app with a target and a state database given by URL, for tests of the command itself. */
export interface Prepared extends AsyncDisposable {
  readonly root: string;
  readonly db: TestDatabase;
  readonly state: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
}

export async function prepared(options: AppOptions = {}): Promise<Prepared> {
  const [root, db, state] = await Promise.all([copyTasksApp(options), appDatabase(), testDatabase()]);
  return {
    root,
    db,
    state,
    env: { DATABASE_URL: db.target.connectionString(), GODWIT_STATE_URL: state.target.connectionString() },
    async [Symbol.asyncDispose]() {
      await Promise.all([db, state].map((one) => one[Symbol.asyncDispose]()));
      await rm(root, { recursive: true, force: true });
    },
  };
}
