import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ignoresOf } from '../../../check/hazards/ignores.ts';
import { readLayout } from '../../../check/layouts/index.ts';
import { proven } from '../../support/history.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const told = async (...ups: string[]) =>
  (
    await proven([
      ['create table t (id bigint primary key, a int, b int)'],
      ...ups.map((up) => [up] as const),
    ])
  )
    .slice(1)
    .map(({ hazards }) =>
      hazards
        .filter(({ rule }) => !['cached-plan', 'no-timeout'].includes(rule))
        .map(({ rule, level, line }) => `${line} ${level} ${rule}`),
    );

test('a comment with a reason excuses one statement from one rule', async () => {
  expect(
    await told(
      `-- godwit-check: ignore drop-column because nobody reads it since 2.1
       alter table t drop column a;
       alter table t add column c json;
       alter table t drop column b; -- godwit-check: ignore drop-column because it was empty`,
      `create table x (
         -- godwit-check: ignore json-column because it is only ever shown
         j json,
         id serial primary key
       )`,
    ),
  ).toEqual([['3 advice json-column'], ['1 advice serial-column', '1 advice small-key']]);
});

test('a comment without a reason, of an unknown rule, or with nothing to excuse is told', async () => {
  expect(
    await told(
      `-- godwit-check: ignore drop-column
       alter table t drop column a;`,
      `-- godwit-check: ignore drop-columns because I say so
       -- godwit-check: ignore because I say so
       alter table t drop column b;`,
      `-- godwit-check: ignore drop-column because it was empty
       alter table t add column c int;
       -- godwit-check: ignore drop-column because there is more below`,
    ),
  ).toEqual([
    ['1 warning ignore-without-reason', '2 warning drop-column'],
    ['1 warning ignore-unknown-rule', '2 warning ignore-unknown-rule', '3 warning drop-column'],
    ['1 advice ignore-unused', '3 advice ignore-unused'],
  ]);
});

test('rules of the layout are excused alike; text in a string is no comment', async () => {
  expect(
    await told(
      `-- godwit-check: ignore needs-no-transaction because our CI splits files
       -- godwit-check: ignore not-rerunnable because our CI splits files
       create index concurrently t_a on t (a);
       create table notes (id bigint primary key, n text default '-- godwit-check: ignore drop-table')`,
    ),
  ).toEqual([[]]);
});

test('a statement is found by its place in the file, also in a section that begins later', () => {
  using folder = temporaryFolder();
  const text = [
    '-- migrate:up',
    '-- drop table a',
    '-- godwit-check: ignore drop-table because ü is gone',
    'drop table a;',
    'drop table b; -- godwit-check: ignore drop-table: empty',
    '',
    'select 1;',
    '-- migrate:down',
    'drop table c;',
    '-- godwit-check: ignore Drop-Table — last',
    '',
  ].join('\r\n');
  writeFileSync(join(folder.path, '20260101000000_m.sql'), text);
  const [migration] = readLayout(folder.path, 'dbmate').migrations;
  const up = migration?.up;
  const down = migration?.down;
  if (up === undefined || down === undefined || down === null) throw new Error('both sections');
  const places = (script: typeof up) =>
    ignoresOf(script).map(({ rule, reason, line, statement }) => [
      rule,
      reason,
      line,
      statement?.line ?? null,
    ]);
  expect(places(up)).toEqual([
    ['drop-table', 'ü is gone', 3, 4],
    ['drop-table', 'empty', 5, 5],
  ]);
  expect(places(down)).toEqual([['drop-table', 'last', 10, null]]);
});

test('a migration that does not apply is not told of rules that had nothing to look at', async () => {
  const [, report] = await proven([
    ['select 1'],
    ['-- godwit-check: ignore drop-table because it is empty\ndrop table nobody'],
  ]);
  expect(report?.up.applied).toBe(false);
  expect(report?.hazards).toEqual([]);
});
