import { chmod } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { ExecuteSqlConstraints, judgeExecuteSql } from '../../policies/execute-sql.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testFacts } from './support/specialist.ts';

beforeAll(loadSqlParser);

const schema = `
  CREATE TABLE tasks (id int PRIMARY KEY, title text);
  INSERT INTO tasks SELECT n, 't' || n FROM generate_series(1, 5) n;
`;
const rowsLeft = 'SELECT count(*)::int AS rows FROM tasks';

/** What would have happened without the guard, on a real server as superuser. */
describe('a denied statement does harm on a server', () => {
  test.each([
    ['sql/every-row', 'DELETE FROM tasks WHERE id = id'],
    ['sql/every-row', 'DELETE FROM tasks WHERE id IN (SELECT id FROM tasks)'],
    ['sql/every-row', 'WITH d AS (DELETE FROM tasks WHERE NOT (1 = 2) RETURNING 1) SELECT count(*) FROM d'],
    ['sql/every-row', 'MERGE INTO tasks USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE'],
    ['sql/forbidden-statement', 'TRUNCATE tasks'],
    ['sql/every-row', 'DO $$ BEGIN DELETE FROM tasks; END $$'],
    ['sql/dynamic-execute', `DO $$ BEGIN EXECUTE 'dele' || 'te from tasks'; END $$`],
    ['sql/every-row', 'EXPLAIN ANALYZE DELETE FROM tasks'],
  ])('%s: %s', async (rule, query) => {
    expect(judge(query)).toBe(rule);
    await using db = await testDatabase({ sql: schema });
    await db.query(query);
    expect(await db.query(rowsLeft)).toEqual([{ rows: 0 }]);
  });

  test.each([
    ['sql/dangerous-function', `SELECT length(pg_read_file('postgresql.conf')) > 0 AS done`],
    ['sql/dangerous-function', `SELECT length(('postgresql.conf'::text).pg_read_file) > 0 AS done`],
    ['sql/dangerous-function', `SELECT count(*) > 0 AS done FROM pg_ls_dir('.')`],
    ['sql/dangerous-function', `SELECT lo_import('postgresql.conf') > 0 AS done`],
    [
      'sql/dangerous-function',
      `SELECT query_to_xml('select * from pg_authid', true, true, '')::text LIKE '%rolpassword%' AS done`,
    ],
    [
      'sql/dangerous-function',
      `SELECT set_config('session_replication_role', 'replica', false) = 'replica' AS done`,
    ],
    ['sql/secret-relation', 'SELECT count(*) > 0 AS done FROM pg_authid'],
  ])('%s: %s', async (rule, query) => {
    expect(judge(query)).toBe(rule);
    await using db = await testDatabase({ sql: schema });
    expect(await db.query(query)).toEqual([{ done: true }]);
  });

  test('sql/forbidden-statement: COPY … TO PROGRAM runs a program of the server', async () => {
    const query = `COPY tasks TO PROGRAM 'cat > /dev/null'`;
    expect(judge(query)).toBe('sql/forbidden-statement');
    await using db = await testDatabase({ sql: schema });
    await expect(db.query(query)).resolves.toEqual([]);
  });

  test('sql/several-statements: a read-only transaction ends at the first COMMIT', async () => {
    expect(judge('COMMIT; DELETE FROM tasks')).toBe('sql/several-statements');
    await using db = await testDatabase({ sql: schema });
    await db.query('BEGIN TRANSACTION READ ONLY; COMMIT; DELETE FROM tasks');
    expect(await db.query(rowsLeft)).toEqual([{ rows: 0 }]);
  });
});

/** Each leaves something behind that shows it; `done` asks for it in a session of its own. */
describe('a denied class works without the guard', () => {
  const role = `attack_${process.pid}`;
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase({
      sql: `${schema}
        CREATE TABLE notes (task int REFERENCES tasks);
        CREATE SCHEMA supabase_migrations;
        CREATE TABLE supabase_migrations.schema_migrations (version text);
        INSERT INTO supabase_migrations.schema_migrations VALUES ('1');
        CREATE EXTENSION dblink;
        SELECT lo_from_bytea(4711, 'exported');
        CREATE TABLE marks (mark text)`,
    });
    return async () => {
      await db.query(`DROP ROLE IF EXISTS ${role}`);
      await db.query('ALTER SYSTEM RESET log_min_duration_sample');
      await db[Symbol.asyncDispose]();
    };
  });

  test.each<[rule: string, attack: string, done: string]>([
    // Roles.
    [
      'sql/forbidden-statement',
      `CREATE ROLE ${role} SUPERUSER`,
      `SELECT rolsuper AS done FROM pg_roles WHERE rolname = '${role}'`,
    ],
    [
      'sql/forbidden-statement',
      `ALTER ROLE ${role} PASSWORD 'x'`,
      `SELECT rolpassword IS NOT NULL AS done FROM pg_authid WHERE rolname = '${role}'`,
    ],
    [
      'sql/forbidden-statement',
      `GRANT pg_write_server_files TO ${role}`,
      `SELECT pg_has_role('${role}', 'pg_write_server_files', 'MEMBER') AS done`,
    ],
    [
      'sql/rights',
      `GRANT DELETE ON tasks TO PUBLIC`,
      `SELECT bool_or(grantee = 0) AS done FROM pg_class, aclexplode(relacl) WHERE relname = 'tasks'`,
    ],
    [
      'sql/forbidden-statement',
      `DROP ROLE ${role}`,
      `SELECT count(*) = 0 AS done FROM pg_roles WHERE rolname = '${role}'`,
    ],
    // Settings.
    [
      'sql/forbidden-statement',
      'SET session_replication_role = replica; INSERT INTO notes VALUES (99)',
      'SELECT count(*) = 1 AS done FROM notes WHERE task = 99',
    ],
    [
      'sql/forbidden-statement',
      `ALTER DATABASE %database% SET search_path = nowhere`,
      `SELECT current_setting('search_path') = 'nowhere' AS done`,
    ],
    [
      'sql/forbidden-statement',
      `ALTER DATABASE %database% RESET search_path`,
      `SELECT current_setting('search_path') <> 'nowhere' AS done`,
    ],
    [
      'sql/forbidden-statement',
      'ALTER SYSTEM SET log_min_duration_sample = 1234567',
      `SELECT count(*) = 1 AS done FROM pg_file_settings WHERE setting = '1234567'`,
    ],
    // The server: its files, its programs, its libraries.
    [
      'sql/forbidden-statement',
      `COPY marks FROM PROGRAM 'echo program'`,
      `SELECT count(*) = 1 AS done FROM marks WHERE mark = 'program'`,
    ],
    [
      'sql/forbidden-statement',
      `COPY tasks TO '%folder%/rows'`,
      `SELECT pg_read_file('%folder%/rows') <> '' AS done`,
    ],
    [
      'sql/dangerous-function',
      `SELECT lo_export(4711, '%folder%/object')`,
      `SELECT pg_read_file('%folder%/object') = 'exported' AS done`,
    ],
    [
      'sql/language',
      `CREATE FUNCTION read(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all'`,
      `SELECT read('PG_VERSION') <> '' AS done`,
    ],
    [
      'sql/dangerous-extension',
      'CREATE EXTENSION file_fdw',
      `SELECT count(*) = 1 AS done FROM pg_extension WHERE extname = 'file_fdw'`,
    ],
    [
      'sql/forbidden-statement',
      'CREATE SERVER files FOREIGN DATA WRAPPER file_fdw',
      `SELECT count(*) = 1 AS done FROM pg_foreign_server`,
    ],
    [
      'sql/forbidden-statement',
      `CREATE FOREIGN TABLE versions (line text) SERVER files OPTIONS (filename 'PG_VERSION')`,
      `SELECT count(*) = 1 AS done FROM versions`,
    ],
    // Other databases, and by the same way the network: dblink connects to any host. Extensions that speak HTTP
    // (http, pg_net) are not among the server's own; they are denied by their names.
    [
      'sql/dangerous-function',
      `SELECT dblink_exec('%url%', 'INSERT INTO marks VALUES (''dblink'')')`,
      `SELECT count(*) = 1 AS done FROM marks WHERE mark = 'dblink'`,
    ],
    [
      'sql/dangerous-function',
      `SELECT * FROM dblink('%url%', 'DELETE FROM marks RETURNING 1') AS t(a int)`,
      `SELECT count(*) = 0 AS done FROM marks`,
    ],
    // What outlives the statement.
    [
      'sql/forbidden-statement',
      `PREPARE forget AS DELETE FROM tasks WHERE id = 1; EXECUTE forget`,
      `SELECT count(*) = 0 AS done FROM tasks WHERE id = 1`,
    ],
    // Godwit's own ground, and Postgres's.
    [
      'sql/internal-relation',
      `DELETE FROM supabase_migrations.schema_migrations WHERE version = '1'`,
      'SELECT count(*) = 0 AS done FROM supabase_migrations.schema_migrations',
    ],
    [
      'sql/system-relation',
      `UPDATE pg_class SET relname = 'renamed' WHERE relname = 'notes'`,
      `SELECT to_regclass('renamed') IS NOT NULL AS done`,
    ],
    [
      'sql/drops-data',
      'ALTER TABLE tasks DROP COLUMN title',
      `SELECT count(*) = 0 AS done FROM pg_attribute WHERE attrelid = 'tasks'::regclass AND attname = 'title'`,
    ],
    ['sql/drops-data', 'DROP TABLE tasks CASCADE', `SELECT to_regclass('tasks') IS NULL AS done`],
  ])('%s: %s', async (rule, attack, done) => {
    using folder = temporaryFolder();
    // The server runs as another user.
    await chmod(folder.path, 0o777);
    const filled = (sql: string) =>
      sql
        .replaceAll('%database%', `"${db.target.database}"`)
        .replaceAll('%folder%', folder.path)
        .replaceAll('%url%', db.target.connectionString());
    const [first = ''] = filled(attack).split('; ');
    expect(judge(first)).toBe(rule);
    await db.query(filled(attack));
    expect(await db.query(filled(done))).toEqual([{ done: true }]);
  });

  test('sql/dangerous-function: another session is ended', async () => {
    const other = await db.session();
    const [row] = (await other.query('SELECT pg_backend_pid() AS pid')).rows;
    const attack = `SELECT pg_terminate_backend(${row.pid}) AS done`;
    expect(judge(attack)).toBe('sql/dangerous-function');
    expect(await db.query(attack)).toEqual([{ done: true }]);
    await expect(other.query('SELECT 1')).rejects.toThrow();
  });

  test('sql/write-on-production: nextval changes a sequence', async () => {
    await db.query('CREATE SEQUENCE numbers');
    const attack = `SELECT nextval('numbers')::int AS number`;
    expect(judge(attack, 'production')).toBe('sql/write-on-production');
    expect(await db.query(attack)).toEqual([{ number: 1 }]);
    expect(await db.query(attack)).toEqual([{ number: 2 }]);
  });
});

const judge = (query: string, project_id = 'branch'): string =>
  judgeExecuteSql({ project_id, query }, ExecuteSqlConstraints.parse({}), testFacts()).rule;
