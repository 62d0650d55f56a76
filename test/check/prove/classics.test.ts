import { expect, test } from 'vitest';
import { isProven } from '../../../check/prove/index.ts';
import { proven } from '../../support/history.ts';

const head = (version: number) => ({
  type: 'migration',
  version: String(version),
  name: 'm',
  file: `${version}_m.up.sql`,
  hazards: expect.any(Array),
});
const applied = { applied: true, ms: 0 };
const restores = { source: 'file', runs: true, restores: true, differences: [] };
const failsAgain = (version: number, reason: string, line: string) => ({
  applied: false,
  error: `${version}_m.up.sql, line 1: ${reason}\n  ${line}`,
  differences: [],
});
const exclusive = (relation: string, more: { rewrite?: boolean; scan?: boolean } = {}) => ({
  relation,
  mode: 'AccessExclusiveLock',
  heldMs: 0,
  rewrite: false,
  scan: false,
  blocks: 'reads and writes',
  ...more,
});

test('what a down leaves behind or forgets is said exactly', async () => {
  const users = 'CREATE TABLE users (id int PRIMARY KEY);';
  const reports = await proven([
    // A column goes and its type stays.
    [
      `${users} CREATE TABLE tasks (id int PRIMARY KEY, owner int REFERENCES users ON DELETE CASCADE, level int DEFAULT 5);`,
      'DROP TABLE tasks; DROP TABLE users;',
    ],
    [
      `CREATE TYPE mood AS ENUM ('good', 'bad'); ALTER TABLE tasks ADD COLUMN mood mood;`,
      'ALTER TABLE tasks DROP COLUMN mood;',
    ],
    [`ALTER TYPE mood ADD VALUE 'so so';`, 'SELECT 1;'],
    ['ALTER TABLE tasks ALTER COLUMN level DROP DEFAULT;', 'ALTER TABLE tasks ALTER COLUMN level TYPE int;'],
    [
      'ALTER TABLE tasks DROP CONSTRAINT tasks_owner_fkey;',
      'ALTER TABLE tasks ADD CONSTRAINT tasks_owner_fkey FOREIGN KEY (owner) REFERENCES users;',
    ],
    ['ALTER TABLE tasks DROP COLUMN owner;', 'ALTER TABLE tasks ADD COLUMN owner int;'],
  ]);
  expect(reports).toEqual([
    {
      ...head(1),
      up: applied,
      down: {
        ...restores,
        lostRows: [
          'table public.tasks is dropped with all its rows (0 now)',
          'table public.users is dropped with all its rows (0 now)',
        ],
      },
      locks: [],
    },
    {
      ...head(2),
      up: applied,
      down: {
        source: 'file',
        runs: true,
        restores: false,
        differences: [{ object: 'enum public.mood', kind: 'enum', before: null, after: 'exists' }],
        lostRows: ['column public.tasks.mood is dropped with its values (0 of 0 rows hold a value now)'],
        again: failsAgain(
          2,
          'type "mood" already exists (SQLSTATE 42710)',
          "CREATE TYPE mood AS ENUM ('good', 'bad')",
        ),
      },
      locks: [exclusive('public.tasks')],
    },
    {
      ...head(3),
      up: applied,
      down: {
        source: 'file',
        runs: true,
        restores: false,
        differences: [
          {
            object: 'enum public.mood',
            kind: 'enum',
            before: "labels 'good', 'bad'",
            after: "labels 'good', 'bad', 'so so'",
          },
        ],
        again: failsAgain(
          3,
          'enum label "so so" already exists (SQLSTATE 42710)',
          "ALTER TYPE mood ADD VALUE 'so so'",
        ),
      },
      locks: [],
    },
    {
      ...head(4),
      up: applied,
      down: {
        source: 'file',
        runs: true,
        restores: false,
        differences: [
          {
            object: 'column public.tasks.level',
            kind: 'column',
            before: 'default 5',
            after: 'default none',
          },
        ],
      },
      locks: [exclusive('public.tasks')],
    },
    {
      ...head(5),
      up: applied,
      down: {
        source: 'file',
        runs: true,
        restores: false,
        differences: [
          {
            object: 'constraint public.tasks.tasks_owner_fkey',
            kind: 'constraint',
            before: 'ON DELETE CASCADE',
            after: 'ON DELETE NO ACTION',
          },
        ],
      },
      locks: [exclusive('public.tasks'), exclusive('public.users')],
    },
    {
      ...head(6),
      up: applied,
      // The foreign key is gone with migration 5; the column comes back at the end, which is told and no failure.
      down: {
        source: 'file',
        runs: true,
        restores: true,
        differences: [
          {
            object: 'column order public.tasks',
            kind: 'column order',
            before: 'id, owner, level, mood',
            after: 'id, level, mood, owner',
          },
        ],
        lostRows: [
          'column public.tasks.owner was dropped by the up with its values: it comes back without them',
        ],
      },
      locks: [exclusive('public.tasks')],
    },
  ]);
  expect(reports.map(isProven)).toEqual([true, false, false, false, false, true]);
});

test('a down that does not run, and one that loses rows', async () => {
  const reports = await proven([
    [
      `CREATE TABLE tasks (id int PRIMARY KEY, title text, note text); INSERT INTO tasks VALUES (1, 'a', 'x'), (2, 'b', 'y');`,
      'DROP TABLE tasks;',
    ],
    ['ALTER TABLE tasks ADD COLUMN level int;', '-- goes back\nALTER TABLE tasks\n  DROP COLUMN levle;'],
    ['ALTER TABLE tasks DROP COLUMN note;', 'ALTER TABLE tasks ADD COLUMN note text;'],
    ['DELETE FROM tasks WHERE id = 1;', 'SELECT 1;'],
    [`UPDATE tasks SET title = upper(title);`, 'SELECT 1;'],
  ]);
  expect(reports.map(({ down }) => down).slice(1)).toEqual([
    {
      source: 'file',
      runs: false,
      restores: false,
      error:
        '2_m.down.sql, line 2: column "levle" of relation "tasks" does not exist (SQLSTATE 42703)\n  ALTER TABLE tasks',
      differences: [],
    },
    {
      source: 'file',
      runs: true,
      restores: false,
      differences: [
        {
          object: 'column order public.tasks',
          kind: 'column order',
          before: 'id, title, note, level',
          after: 'id, title, level, note',
        },
        { object: 'table public.tasks', kind: 'rows', before: '2 rows', after: '2 rows, with other values' },
      ],
      lostRows: [
        'column public.tasks.note was dropped by the up with its values: it comes back without them',
      ],
    },
    {
      source: 'file',
      runs: true,
      restores: false,
      differences: [{ object: 'table public.tasks', kind: 'rows', before: '2 rows', after: '1 row' }],
    },
    {
      source: 'file',
      runs: true,
      restores: false,
      differences: [
        { object: 'table public.tasks', kind: 'rows', before: '1 row', after: '1 row, with other values' },
      ],
    },
  ]);
});

test('a rename takes no rows away; a column that is made anew in its place does', async () => {
  const reports = await proven([
    ['CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, $$x$$);', 'DROP TABLE t;'],
    [
      'ALTER TABLE t RENAME a TO "B"; ALTER TABLE t RENAME TO u; CREATE SCHEMA s; ALTER TABLE u SET SCHEMA s;',
      'ALTER TABLE s.u SET SCHEMA public; DROP SCHEMA s; ALTER TABLE u RENAME TO t; ALTER TABLE t RENAME "B" TO a;',
    ],
    [
      'ALTER TABLE s.u RENAME "B" TO c;',
      'ALTER TABLE s.u DROP COLUMN c; ALTER TABLE s.u ADD COLUMN "B" text;',
    ],
  ]);
  expect(reports[1]?.down).toEqual(restores);
  expect(reports[2]?.down).toMatchObject({
    restores: false,
    lostRows: ['column s.u.c is dropped with its values (1 of 1 rows hold a value now)'],
  });
});

test('what is outside of a transaction is proven outside of one', async () => {
  const reports = await proven([
    [
      'CREATE TABLE tasks (id int PRIMARY KEY, due date, done boolean); INSERT INTO tasks SELECT g FROM generate_series(1, 100) g;',
      'DROP TABLE tasks;',
    ],
    ['CREATE INDEX CONCURRENTLY tasks_due ON tasks (due);', 'DROP INDEX CONCURRENTLY tasks_due;'],
    [
      'BEGIN;\nALTER TABLE tasks ADD COLUMN a int;\nCOMMIT;\nBEGIN;\nALTER TABLE tasks ADD COLUMN b int DEFAULT 1;\nCOMMIT;',
      'BEGIN; ALTER TABLE tasks DROP COLUMN b, DROP COLUMN a; COMMIT;',
    ],
    [
      `DO $$ BEGIN UPDATE tasks SET done = false WHERE id <= 50; COMMIT; UPDATE tasks SET done = false WHERE id > 50; END $$;`,
      'UPDATE tasks SET done = NULL;',
    ],
    ['BEGIN; ALTER TABLE tasks ADD COLUMN c int; COMMIT;', 'BEGIN; ALTER TABLE tasks DROP COLUMN c; COMMIT;'],
    // Fails after its first half was committed: nothing of it may stay.
    ['BEGIN; CREATE TABLE half (id int); COMMIT; BEGIN; SELECT 1 / 0; COMMIT;', 'DROP TABLE half;'],
    ['CREATE TABLE half (id int);', 'DROP TABLE half;'],
  ]);
  expect(reports.map(({ up, down }) => [up.applied, down.runs, down.restores])).toEqual([
    [true, true, true],
    [true, true, true],
    [true, true, true],
    [true, true, true],
    [true, true, true],
    [false, null, null],
    [true, true, true],
  ]);
  expect(reports[1]?.locks).toEqual([
    {
      relation: 'public.tasks',
      mode: 'ShareUpdateExclusiveLock',
      heldMs: 0,
      rewrite: false,
      scan: true,
      blocks: 'schema changes',
    },
  ]);
  expect(reports[5]?.up.error).toContain('6_m.up.sql, line 1: division by zero (SQLSTATE 22012)');
});

test('an up that fails does not stop the others; those that miss its objects say so', async () => {
  const history = [
    ['CREATE TABLE a (id int);', 'DROP TABLE a;'],
    ['CREATE TABLE "Odd ""name""" (id int); ALTER TABLE a ADD CHECK (nothing > 0);', 'DROP TABLE b;'],
    ['ALTER TABLE "Odd ""name""" ADD COLUMN x int;', undefined],
    ['ALTER TABLE a ADD COLUMN x int;', 'ALTER TABLE a DROP COLUMN x;'],
    ['ALTER TABLE nowhere ADD COLUMN x int;', undefined],
  ] as const;
  const written = history.map(([up, down]) => (down === undefined ? ([up] as const) : ([up, down] as const)));
  const reports = await proven(written);
  expect(reports.map(({ up }) => up)).toEqual([
    applied,
    {
      applied: false,
      error:
        '2_m.up.sql, line 1: column "nothing" does not exist (SQLSTATE 42703)\n  ALTER TABLE a ADD CHECK (nothing > 0)',
      ms: 0,
    },
    {
      applied: false,
      error:
        '3_m.up.sql, line 1: relation "Odd "name"" does not exist (SQLSTATE 42P01)\n  ALTER TABLE "Odd ""name""" ADD COLUMN x int',
      dependsOn: ['2'],
      ms: 0,
    },
    applied,
    {
      applied: false,
      error:
        '5_m.up.sql, line 1: relation "nowhere" does not exist (SQLSTATE 42P01)\n  ALTER TABLE nowhere ADD COLUMN x int',
      ms: 0,
    },
  ]);
});
