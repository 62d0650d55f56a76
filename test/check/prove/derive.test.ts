import { expect, test } from 'vitest';
import { isProven } from '../../../check/prove/index.ts';
import { proven } from '../../support/history.ts';

test('a down is derived where there is none, or none that restores, and is proven too', async () => {
  const reports = await proven(
    [
      ['CREATE TABLE tasks (id int PRIMARY KEY, level int DEFAULT 5);', 'DROP TABLE tasks;'],
      [
        `CREATE TYPE mood AS ENUM ('good'); ALTER TABLE tasks ADD COLUMN mood mood;`,
        'ALTER TABLE tasks DROP COLUMN mood;',
      ],
      ['ALTER TABLE tasks ALTER COLUMN level DROP DEFAULT;'],
      ['ALTER TABLE tasks DROP COLUMN level;'],
      ['CREATE INDEX CONCURRENTLY tasks_mood ON tasks (mood);'],
      ['INSERT INTO tasks VALUES (1);'],
    ],
    { derive: true },
  );
  expect(reports.map(({ down, derived }) => [down.source, down.restores, derived?.restores])).toEqual([
    ['file', true, undefined],
    ['file', false, true],
    ['derived', true, true],
    ['derived', true, true],
    ['derived', true, true],
    ['derived', false, false],
  ]);
  expect(reports[1]?.derived?.sql).toContain('DROP TYPE "public"."mood"');
  expect(reports[3]?.derived?.lostRows).toEqual([
    'column public.tasks.level was dropped by the up with its values: it comes back without them',
  ]);
  // Rows cannot be derived from a schema.
  expect(reports[5]?.derived?.differences).toEqual([
    { object: 'table public.tasks', kind: 'rows', before: '0 rows', after: '1 row' },
  ]);
  expect(reports.map(isProven)).toEqual([true, false, true, true, true, false]);
});

test('what cannot be derived is told, and the others are proven', async () => {
  const reports = await proven(
    [
      ['CREATE ROLE godwit_derive_test; CREATE TABLE t (id int); GRANT SELECT ON t TO godwit_derive_test;'],
      ['DROP TABLE t; DROP ROLE godwit_derive_test;'],
      ['CREATE TABLE u (id int);', 'DROP TABLE u;'],
    ],
    { derive: true },
  );
  expect(reports.map(({ up }) => up.applied)).toEqual([true, true, true]);
  expect(reports[1]?.derived).toMatchObject({ restores: false, error: expect.any(String) });
  // Nor is there a copy of the database that would hold the role.
  expect(reports[1]?.quarantine?.error).toBe(
    'it changes the server itself, which a copy of the database shares',
  );
  expect(isProven(reports[2] ?? expect.fail('three reports'))).toBe(true);
});

test('what would take rows along, or has no way back, is told', async () => {
  const parts = `CREATE TABLE events (at date, n int CONSTRAINT positive CHECK (n > 0)) PARTITION BY RANGE (at);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01'); INSERT INTO events VALUES ('2026-01-05', 1);`;
  const reports = await proven(
    [
      [parts, 'DROP TABLE events;'],
      // A partition without the check of the whole cannot be attached.
      ['ALTER TABLE events DETACH PARTITION events_1; ALTER TABLE events_1 DROP CONSTRAINT positive;'],
      [
        'CREATE TABLE a (x int, CONSTRAINT c CHECK (x > 0)); CREATE TABLE b () INHERITS (a);',
        'DROP TABLE b, a;',
      ],
      // From now on the column and the check of b are also its own: no statement says otherwise.
      ['ALTER TABLE b NO INHERIT a;'],
      ['CREATE TABLE p (x int); INSERT INTO p VALUES (1);', 'DROP TABLE p;'],
      ['ALTER TABLE p ALTER x TYPE int[] USING ARRAY[x];'],
    ],
    { derive: true },
  );
  expect(reports.map(({ up, derived }) => [up.applied, derived?.restores])).toEqual([
    [true, undefined],
    [true, false],
    [true, undefined],
    [true, false],
    [true, undefined],
    [true, false],
  ]);
  expect(reports[1]?.derived?.error).toBe(
    'no down can be derived: the way back that was found drops "public"."events_1" and makes it again, without its rows',
  );
  expect(reports[5]?.derived?.error).toContain('cannot cast type integer[] to integer');
});

test('a rename is taken back by a rename: the rows stay', async () => {
  const reports = await proven(
    [
      [
        'CREATE TABLE "Tasks" (id int PRIMARY KEY, title text); INSERT INTO "Tasks" VALUES (1, $$a$$);',
        'DROP TABLE "Tasks";',
      ],
      [
        'ALTER TABLE "Tasks" RENAME title TO "Name"; ALTER TABLE "Tasks" RENAME TO jobs; CREATE SCHEMA work; ALTER TABLE jobs SET SCHEMA work;',
      ],
    ],
    { derive: true },
  );
  expect(reports[1]?.derived).toMatchObject({ restores: true });
  expect(reports[1]?.derived?.sql).toBe(
    [
      'ALTER TABLE "work"."jobs" SET SCHEMA "public";',
      'ALTER TABLE "public"."jobs" RENAME TO "Tasks";',
      'ALTER TABLE "public"."Tasks" RENAME COLUMN "Name" TO "title";',
      'DROP SCHEMA "work";',
      '',
    ].join('\n'),
  );
});

test('virtual columns of PostgreSQL 18 come back as virtual ones', async () => {
  const reports = await proven(
    [
      [
        `CREATE TABLE t (n int, "V 1" int GENERATED ALWAYS AS (n + 1) VIRTUAL, s text GENERATED ALWAYS AS ('STORED') STORED);
         INSERT INTO t VALUES (1);`,
      ],
      ['ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (n * 2) VIRTUAL;'],
      ['ALTER TABLE t DROP COLUMN "V 1", DROP COLUMN s;'],
    ],
    { derive: true },
  );
  expect(reports.map(({ derived }) => derived?.restores)).toEqual([true, true, true]);
  expect(reports[2]?.derived?.sql).toContain(
    'ADD COLUMN "V 1" integer GENERATED ALWAYS AS ((n + 1)) VIRTUAL;',
  );
});
