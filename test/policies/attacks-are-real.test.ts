import { beforeAll, describe, expect, test } from 'vitest';
import { ExecuteSqlConstraints, judgeExecuteSql } from '../../policies/execute-sql.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { testDatabase } from '../support/database.ts';
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

const judge = (query: string): string =>
  judgeExecuteSql({ project_id: 'branch', query }, ExecuteSqlConstraints.parse({}), testFacts()).rule;
