import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSession, withSession } from '../../../postgres/connection/session.ts';
import { Target } from '../../../postgres/connection/target.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { executeSql } from '../../../postgres/provider/execute-sql.ts';
import { ident, literal } from '../../../postgres/sql.ts';
import { testFolder } from '../../support/folder.ts';
import { installedServer } from '../../support/installed-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** No guard stands before these calls: the executor alone has to keep production as it is. */
const read = { readOnly: true, signal: new AbortController().signal };

const schema = `
  CREATE TABLE tasks (id int PRIMARY KEY, title text);
  INSERT INTO tasks SELECT n, 't' || n FROM generate_series(1, 5) n;
  CREATE SEQUENCE numbers;
  CREATE FUNCTION forget() RETURNS int LANGUAGE sql AS 'DELETE FROM tasks RETURNING id';
  CREATE FUNCTION forget_as_owner() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM tasks RETURNING id';
  CREATE FUNCTION forget_freely() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    PERFORM set_config('role', 'none', true);
    PERFORM set_config('transaction_read_only', 'off', true);
    DELETE FROM tasks;
  END $$;
  CREATE FUNCTION forget_in_passing(int, int) RETURNS bool LANGUAGE sql AS 'DELETE FROM tasks RETURNING true';
  CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = forget_in_passing);
  CREATE PROCEDURE forget_for_good() LANGUAGE plpgsql AS $$ BEGIN COMMIT; DELETE FROM tasks; END $$;
  CREATE VIEW forgetting AS SELECT forget();
  CREATE FUNCTION run_program(command text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', command);
  END $$;
`;

/** Everything an attack could have changed. */
const state = `
  SELECT (SELECT array_agg(tasks ORDER BY id)::text FROM tasks) AS rows,
    (SELECT (last_value, is_called)::text FROM numbers) AS numbers,
    (SELECT count(*)::int FROM pg_largeobject_metadata) AS large_objects,
    (SELECT count(*)::int FROM pg_class) AS relations, (SELECT count(*)::int FROM pg_proc) AS functions,
    (SELECT count(*)::int FROM pg_db_role_setting) AS settings
`;

let production: Target;

const run = <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
  withSession(production, { applicationName: 'test' }, async (session) => {
    const result: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await session.query<Row>(sql);
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  });

const outcome = (sql: string, target = production) =>
  executeSql(target, sql, read).then(
    ({ rows }) => rows,
    (error: { sqlstate?: string; code?: string }) => error.sqlstate ?? error.code,
  );

const installed = installedServer();
const servers = [
  { server: 'the embedded server', binaries: undefined },
  // 14 and 15 let a read-only transaction make large objects.
  ...(installed === null ? [] : [{ server: `PostgreSQL ${installed.major}`, binaries: installed }]),
];

// A server of their own: roles belong to all databases.
describe.each(servers)('on $server', ({ binaries }) => {
  beforeAll(async () => {
    const folder = temporaryFolder();
    const options = binaries === undefined ? {} : { binaries };
    const server = await startEmbedded({ dataDir: folder.path, durable: false, ...options });
    production = await server.ensureDatabase('production');
    await run(schema);
    return async () => {
      await server.release();
      folder[Symbol.dispose]();
    };
  });

  describe('as superuser, with the guard switched off, nothing changes', () => {
    test.each<[sql: string, outcome: unknown]>([
      // Not sent to the server at all.
      ['INSERT INTO tasks VALUES (9)', 'not-a-read'],
      ['DROP TABLE tasks', 'not-a-read'],
      ['COMMIT; DELETE FROM tasks', 'not-a-read'],
      ['COMMIT', 'not-a-read'],
      ['SET TRANSACTION READ WRITE', 'not-a-read'],
      ['SET ROLE postgres', 'not-a-read'],
      ['RESET ROLE', 'not-a-read'],
      ['SET SESSION AUTHORIZATION DEFAULT', 'not-a-read'],
      ['DO $$ BEGIN DELETE FROM tasks; END $$', 'not-a-read'],
      ['CALL forget_for_good()', 'not-a-read'],
      ["COPY tasks TO PROGRAM 'cat > /dev/null'", 'not-a-read'],
      ["COPY tasks TO '/tmp/tasks'", 'not-a-read'],
      ["SELECT set_config('transaction_read_only', 'off', true)", 'not-a-read'],
      ["SELECT query_to_xml('delete from tasks', true, true, '')", 'not-a-read'],
      ["SELECT dblink_exec('dbname=' || current_database(), 'delete from tasks')", 'not-a-read'],
      ["SELECT * FROM dblink('dbname=x', 'delete from tasks') AS t(a int)", 'not-a-read'],
      ['SELECT 1\0; DELETE FROM tasks', 'not-a-read'],
      ['', 'not-a-read'],
      // 25006: the read-only transaction.
      ['WITH d AS (DELETE FROM tasks RETURNING 1) SELECT 1 FROM d', '25006'],
      ['EXPLAIN ANALYZE DELETE FROM tasks', '25006'],
      ['SELECT * INTO copied FROM tasks', '25006'],
      ['SELECT forget_as_owner()', '25006'],
      ['SELECT * FROM forgetting', '25006'],
      // 42501: the role.
      ["SELECT nextval('numbers')", '42501'],
      ['SELECT * FROM tasks FOR UPDATE', '25006'],
      ['SELECT forget()', '25006'],
      ['SELECT 1 === 2', '25006'],
      ["SELECT pg_read_file('postgresql.conf')", '42501'],
      ["SELECT ('postgresql.conf'::text).pg_read_file", '42501'],
      ["SELECT lo_import('postgresql.conf')", '42501'],
      ["SELECT lo_export(1, '/tmp/x')", '42501'],
      ["SELECT run_program('true')", '42501'],
      ['SELECT pg_reload_conf()', '42501'],
      ['SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()', '42501'],
      // A function that gives the role back still cannot make the transaction writable.
      ['SELECT forget_freely()', '25001'],
    ])('%s', async (sql, expected) => {
      const before = await run(state);
      expect(await outcome(sql)).toEqual(expected);
      expect(await run(state)).toEqual(before);
    });

    test('what a transaction undoes is undone, even where the server lets it happen', async () => {
      const other = await openSession(production, { applicationName: 'other' });
      const heard: string[] = [];
      other.on('notification', ({ channel }) => heard.push(channel));
      await other.query('LISTEN secrets');
      const before = await run(state);
      await outcome('SELECT lo_create(0)');
      // Servers forget to refuse this one.
      expect(await outcome('EXPLAIN (ANALYZE, COSTS off) CREATE TABLE copied AS SELECT 1')).toHaveLength(3);
      expect(await outcome("SELECT pg_notify('secrets', 'x')::text AS sent")).toEqual([{ sent: '' }]);
      expect(await outcome('SELECT pg_advisory_lock(7)::text AS locked')).toEqual([{ locked: '' }]);
      await other.query('SELECT 1');
      expect(heard).toEqual([]);
      expect((await other.query('SELECT pg_try_advisory_lock(7) AS free')).rows).toEqual([{ free: true }]);
      await other.end();
      expect(await run(state)).toEqual(before);
    });

    test('a function of the database runs no program', async () => {
      using folder = testFolder({});
      const file = join(folder.path, 'made');
      await run(`SELECT run_program(${literal('cat > /dev/null')})`);
      expect(await outcome(`SELECT run_program(${literal(`touch ${file}`)})`)).toBe('42501');
      await expect(access(file)).rejects.toThrow();
    });

    test('reads are what they are without a role', async () => {
      expect(await outcome('SELECT count(*)::int AS n, max(title) AS last FROM tasks')).toEqual([
        { n: 5, last: 't5' },
      ]);
      expect(
        await outcome("SELECT pg_total_relation_size('tasks') > 0 AS some, random() < 1 AS one"),
      ).toEqual([{ some: true, one: true }]);
      expect(await outcome('SHOW transaction_read_only')).toEqual([{ transaction_read_only: 'on' }]);
      expect(await outcome("VALUES ('random')")).toEqual([{ column1: 'random' }]);
      expect(
        await outcome(
          "SELECT constraint_name FROM information_schema.table_constraints WHERE table_name = 'tasks' AND constraint_type = 'PRIMARY KEY'",
        ),
      ).toEqual([{ constraint_name: 'tasks_pkey' }]);
    });
  });

  describe('whose rights a read has', () => {
    const login = 'Plain "login"';
    const theirs = (): Target => {
      const url = new URL(production.connectionString());
      url.username = encodeURIComponent(login);
      url.password = 'secret';
      return Target.parse(url.href);
    };
    beforeAll(async () => {
      await run(`
      CREATE ROLE ${ident(login)} LOGIN PASSWORD 'secret';
      CREATE SCHEMA ${ident(login)} AUTHORIZATION ${ident(login)};
      CREATE TABLE ${ident(login)}.mine AS SELECT 1 AS id;
      CREATE TABLE hidden AS SELECT 1 AS id;
      ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
      GRANT SELECT ON tasks, hidden, ${ident(login)}.mine TO ${ident(login)};
    `);
    });
    const who = 'SELECT current_user::text AS who, clock_timestamp() > now() AS later';

    test('an ordinary login reads as itself, and as pg_read_all_data once it may', async () => {
      expect(await outcome(who, theirs())).toEqual([{ who: login, later: true }]);
      expect(await outcome('SELECT forget()', theirs())).toBe('25006');
      expect(await outcome('SELECT forget_as_owner()', theirs())).toBe('25006');
      await run(`GRANT pg_read_all_data TO ${ident(login)}`);
      expect(await outcome(who, theirs())).toEqual([{ who: 'pg_read_all_data', later: true }]);
      // The schema that "$user" meant stays in the path.
      expect(await outcome('SELECT id, clock_timestamp() > now() AS later FROM mine', theirs())).toEqual([
        { id: 1, later: true },
      ]);
    });

    test('rows that row level security would hide are an error, never missing', async () => {
      expect(await outcome('SELECT count(*) FROM hidden', theirs())).toBe('42501');
      expect(await outcome('SELECT count(*)::int AS n FROM hidden')).toEqual([{ n: 1 }]);
      await expect(executeSql(production, 'SELECT random(), * FROM hidden', read)).rejects.toMatchObject({
        hint: expect.stringContaining('pg_read_all_data'),
      });
    });

    test('a role godwit_reader is used for every read, unless it may do more', async () => {
      await run('CREATE ROLE godwit_reader BYPASSRLS; GRANT pg_read_all_data TO godwit_reader');
      try {
        expect(await outcome('SELECT current_user::text AS who, count(*)::int AS n FROM hidden')).toEqual([
          { who: 'godwit_reader', n: 1 },
        ]);
        await run('GRANT UPDATE ON tasks TO godwit_reader');
        await expect(executeSql(production, 'SELECT 1', read)).rejects.toMatchObject({
          code: 'reader-may-write',
          message: expect.stringContaining('godwit_reader may write to tasks'),
        });
      } finally {
        await run('DROP OWNED BY godwit_reader; DROP ROLE godwit_reader');
      }
    });

    test('no role is made', async () => {
      await outcome(who);
      expect(await run("SELECT rolname FROM pg_roles WHERE rolname = 'godwit_reader'")).toEqual([]);
    });
  });
});
