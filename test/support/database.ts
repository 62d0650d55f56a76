import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { inject } from 'vitest';
import { openSession, withSession } from '../../postgres/connection/session.ts';
import { Target } from '../../postgres/connection/target.ts';
import { ident } from '../../postgres/sql.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly target: Target;
  /** A new session as superuser; ended with the database. */
  session(applicationName?: string): Promise<pg.Client>;
  /** One session for steps that follow each other: it knows the catalog, and what it has prepared. */
  shared(): Promise<pg.Client>;
  /** Runs SQL, several statements at will, in a session of its own; rows of the last one. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** The run's server, database `postgres`. */
export const serverTarget = (): Target => Target.parse(inject('serverUrl'));

async function administer(sql: string): Promise<void> {
  await withSession(serverTarget(), { applicationName: 'test database' }, (session) => session.query(sql));
}

/** The statement that copies a database: in memory, files are copied in half the time that the log takes. */
export function copyStatement(template: string, name: string): string {
  const strategy = inject('serverMajor') >= 15 ? ' STRATEGY FILE_COPY' : '';
  return `CREATE DATABASE ${ident(name)} TEMPLATE ${ident(template)}${strategy}`;
}

/** A fresh, empty database; `await using db = await testDatabase()` drops it at the end of the test. */
export async function testDatabase(
  options: { name?: string; sql?: string; template?: string } = {},
): Promise<TestDatabase> {
  const name = options.name ?? `test_${randomBytes(6).toString('hex')}`;
  const identifier = ident(name);
  await administer(copyStatement(options.template ?? 'template0', name));
  const target = serverTarget().withDatabase(name);
  const sessions: pg.Client[] = [];
  let shared: Promise<pg.Client> | undefined;
  const database: TestDatabase = {
    target,
    async session(applicationName = 'test') {
      const session = await openSession(target, { applicationName });
      sessions.push(session);
      return session;
    },
    shared() {
      shared ??= database.session();
      return shared;
    },
    query: (sql, values) =>
      withSession(target, { applicationName: 'test' }, async (session) => {
        const result: pg.QueryResult | pg.QueryResult[] = await session.query(sql, values);
        return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.map((session) => session.end().catch(() => undefined)));
      await administer(`DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`);
    },
  };
  if (options.sql !== undefined) await database.query(options.sql);
  return database;
}

/** Names of the branches that stand on the server for a database. */
export async function branchesOf({ target, query }: TestDatabase): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
     WHERE shobj_description(oid, 'pg_database') LIKE '%"parent":"' || $1 || '"%' ORDER BY 1`,
    [target.database],
  );
  return rows.map(({ name }) => name);
}
