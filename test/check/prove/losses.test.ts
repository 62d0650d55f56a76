import { expect, test } from 'vitest';
import { proven } from '../../support/history.ts';

test('what gets another name or schema, and comes back to the old one, loses nothing', async () => {
  const reports = await proven([
    [
      `CREATE SCHEMA kept; CREATE TABLE a (id int, "N" text); INSERT INTO a VALUES (1, 'x');
       CREATE TABLE b (id int); INSERT INTO b VALUES (1); CREATE TABLE d (n int); INSERT INTO d VALUES (1);`,
    ],
    ['ALTER TABLE a RENAME COLUMN "N" TO m;', 'ALTER TABLE a RENAME COLUMN m TO "N";'],
    ['ALTER TABLE a RENAME TO "A b";', 'ALTER TABLE "A b" RENAME TO a;'],
    ['ALTER TABLE b SET SCHEMA kept;', 'ALTER TABLE kept.b SET SCHEMA public;'],
    // Of the same names, and other tables: these do lose what they held.
    [
      'ALTER TABLE d RENAME TO e; ALTER TABLE e ADD COLUMN added int;',
      'DROP TABLE e; CREATE TABLE d (n int);',
    ],
  ]);
  expect(reports.map(({ down }) => down.lostRows).slice(1)).toEqual([
    undefined,
    undefined,
    undefined,
    ['table public.e is dropped with all its rows (1 now)'],
  ]);
});

test('columns of views and generated ones hold no values that could be lost', async () => {
  const reports = await proven([
    [
      `CREATE TABLE t (n int, twice int GENERATED ALWAYS AS (n * 2) STORED, note text); INSERT INTO t VALUES (1);
       CREATE VIEW v AS SELECT n FROM t; CREATE MATERIALIZED VIEW m AS SELECT n FROM t;`,
    ],
    ['DROP VIEW v;', 'CREATE VIEW v AS SELECT n FROM t;'],
    ['DROP MATERIALIZED VIEW m;', 'CREATE MATERIALIZED VIEW m AS SELECT n FROM t;'],
    [
      'ALTER TABLE t DROP COLUMN twice, DROP COLUMN note;',
      'ALTER TABLE t ADD COLUMN twice int GENERATED ALWAYS AS (n * 2) STORED; ALTER TABLE t ADD COLUMN note text;',
    ],
  ]);
  expect(reports.map(({ down }) => down.lostRows).slice(1)).toEqual([
    undefined,
    undefined,
    ['column public.t.note was dropped by the up with its values: it comes back without them'],
  ]);
});
