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
