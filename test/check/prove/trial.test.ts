import { expect, test } from 'vitest';
import { isProven } from '../../../check/prove/index.ts';
import { proven } from '../../support/history.ts';

test('what would fail only because down and up share a transaction is proven with commits', async () => {
  const reports = await proven([
    [
      `CREATE TABLE a (id int PRIMARY KEY);
       CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
       CREATE TYPE mood AS ENUM ('good');`,
      'DROP TABLE b, a; DROP TYPE mood;',
    ],
    // Rows before the row they refer to: fine until the commit. Constraints that were made immediate would refuse it.
    ['INSERT INTO b VALUES (1); INSERT INTO a VALUES (1);', 'DELETE FROM b; DELETE FROM a;'],
    // The same name once more in a later transaction.
    [
      'CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT 1 AS n; CREATE TABLE c (id int);',
      'CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT 1 AS n; DROP TABLE c;',
    ],
    // Pending trigger events of the down would keep ALTER TABLE of the up from running.
    ['ALTER TABLE b ADD COLUMN x int;', 'ALTER TABLE b DROP COLUMN x; UPDATE b SET a = 1;'],
  ]);
  expect(reports.map((report) => [report.version, report.down.error, isProven(report)])).toEqual(
    ['1', '2', '3', '4'].map((version) => [version, undefined, true]),
  );
});

test('a deferred constraint that the down breaks speaks as it would at the commit', async () => {
  const [, report] = await proven([
    [
      `CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1);
       CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1);`,
    ],
    ['ALTER TABLE a ADD COLUMN x int;', 'ALTER TABLE a DROP COLUMN x; DELETE FROM a;'],
  ]);
  expect(report?.down).toEqual({
    source: 'file',
    runs: false,
    restores: false,
    error:
      '2_m.down.sql, at commit: update or delete on table "a" violates foreign key constraint "b_a_fkey" on table "b" (SQLSTATE 23503)',
    differences: [],
  });
});

test('an enum value may be used by the down, and not by the up that adds it', async () => {
  const reports = await proven([
    [`CREATE TYPE mood AS ENUM ('good'); CREATE TABLE t (m mood); INSERT INTO t VALUES ('good');`],
    [`ALTER TYPE mood ADD VALUE 'bad';`, `UPDATE t SET m = 'bad'; UPDATE t SET m = 'good';`],
  ]);
  expect(reports[1]?.down).toMatchObject({ runs: true, restores: false });
});

test('settings, roles and prepared statements of one file do not reach the next', async () => {
  const reports = await proven([
    [
      `CREATE TABLE t (id int); SET search_path = nowhere; SET statement_timeout = 1; SET ROLE pg_monitor;`,
      'DROP TABLE public.t; SET ROLE pg_monitor;',
    ],
    ['DEALLOCATE ALL; CREATE TABLE u (id int);', 'DEALLOCATE ALL; DROP TABLE u;'],
    ['SELECT pg_sleep(0.05); CREATE TABLE v (id int);', 'DROP TABLE v;'],
  ]);
  expect(reports.map(isProven)).toEqual([true, true, true]);
});

test('an endless statement ends by its timeout, also when the file switches that off', async () => {
  const reports = await proven(
    [
      ['SET statement_timeout = 0; DO $$ BEGIN LOOP END LOOP; END $$;'],
      ['CREATE TABLE t (id int);', 'SELECT pg_sleep(600);'],
      ['CREATE TABLE u (id int);', 'DROP TABLE u;'],
    ],
    { statementTimeoutMs: 300 },
  );
  const reason = 'canceling statement due to statement timeout (SQLSTATE 57014)';
  expect(reports[0]?.up.error).toContain(reason);
  expect(reports[1]?.down.error).toContain(reason);
  expect(reports[2]?.down.restores).toBe(true);
});

test('a file may choose the isolation of its transaction', async () => {
  const level = 'TRANSACTION ISOLATION LEVEL SERIALIZABLE';
  const reports = await proven([
    [`SET ${level}; CREATE TABLE t (id int);`, `SET ${level}; DROP TABLE t;`],
    [`BEGIN ${level}; CREATE TABLE u (id int); COMMIT;`, `BEGIN; SET ${level}; DROP TABLE u; COMMIT;`],
  ]);
  expect(reports.map((report) => [report.up.error, report.down.error, isProven(report)])).toEqual([
    [undefined, undefined, true],
    [undefined, undefined, true],
  ]);
});

test('what is not SQL, or reaches outside, never runs', async () => {
  const reports = await proven([
    ['CREATE TABLE t (id int);\nCREATE TABEL u ();', 'DROP TABLE t;'],
    [`CREATE TABLE t (id int); COPY t FROM PROGRAM 'id';`],
    ['CREATE TABLE u (id int);', `DROP TABLE u; COPY u TO '/tmp/godwit-never';`],
  ]);
  expect(reports[0]?.up).toEqual({
    applied: false,
    error: expect.stringMatching(/^1_m\.up\.sql, line 2, column 8: .*syntax error at or near "TABEL"/),
    ms: 0,
  });
  expect(reports[1]?.up).toMatchObject({ applied: false, error: expect.stringContaining('PROGRAM') });
  expect(reports[2]?.down).toMatchObject({ runs: false, restores: false });
});

test('a session that a file ends costs that file alone', async () => {
  const reports = await proven([
    ['CREATE TABLE t (id int);', 'DROP TABLE t;'],
    ['DO $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$;'],
    ['CREATE TABLE u (id int);', 'DROP TABLE u;'],
  ]);
  expect(reports[1]?.up.applied).toBe(false);
  expect(reports.map(isProven)).toEqual([true, false, true]);
});

test('odd names, and what was measured on the server', async () => {
  const odd = '"Select ""x"" ünï 表"';
  const reports = await proven([
    [
      `CREATE TABLE ${odd} ("Order" int NOT NULL, n int); INSERT INTO ${odd} SELECT g, g FROM generate_series(1, 10) g;`,
      `DROP TABLE ${odd};`,
    ],
    [`ALTER TABLE ${odd} ALTER COLUMN n TYPE bigint;`, `ALTER TABLE ${odd} ALTER COLUMN n TYPE int;`],
    [`ALTER TABLE ${odd} ALTER COLUMN n SET NOT NULL;`, `ALTER TABLE ${odd} ALTER COLUMN n DROP NOT NULL;`],
  ]);
  const lock = {
    relation: `public.${odd}`,
    mode: 'AccessExclusiveLock',
    heldMs: 0,
    blocks: 'reads and writes',
  };
  expect(reports.map(({ locks }) => locks)).toEqual([
    [],
    [{ ...lock, rewrite: true, scan: true }],
    [{ ...lock, rewrite: false, scan: true }],
  ]);
  expect(reports.map(isProven)).toEqual([true, true, true]);
});
