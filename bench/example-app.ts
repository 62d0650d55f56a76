import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asset } from '../package-root.ts';
import { withSession } from '../postgres/connection/session.ts';
import type { Target } from '../postgres/connection/target.ts';
import { ident } from '../postgres/sql.ts';
import { prepareDatabase } from '../postgres/workspace-database.ts';

const session = { applicationName: 'bench' };

/** Fills an empty database as the example app has it, rows and all. */
export async function fillExample(target: Target): Promise<void> {
  const app = asset('examples/tasks-app/supabase');
  await withSession(target, session, (client) =>
    prepareDatabase(client, {
      migrationsDir: join(app, 'migrations'),
      seedFile: join(app, 'seed.sql'),
      prelude: true,
    }),
  );
}

/** A database of the same server, made anew. */
export async function copyOf(template: Target, name: string): Promise<Target> {
  await withSession(template.withDatabase('postgres'), session, (client) =>
    client
      .query(`DROP DATABASE IF EXISTS ${ident(name)}`)
      .then(() => client.query(`CREATE DATABASE ${ident(name)} TEMPLATE ${ident(template.database)}`)),
  );
  return template.withDatabase(name);
}

/** A workspace of the example app, outside any repository, that checks nothing of the app itself. */
export function exampleWorkspace(root: string, config = ''): void {
  cpSync(asset('examples/tasks-app'), root, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  writeFileSync(join(root, 'godwit.yaml'), `scripts: { typecheck: null, test: null }\n${config}`);
}
