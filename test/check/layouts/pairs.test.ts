import { expect, test } from 'vitest';
import { AmbiguousLayout, DuplicateVersion } from '../../../check/layouts/index.ts';
import { problemsOf, reading, summary } from '../reading.ts';

const up = 'create table t (id int);';
const down = 'drop table t;';

test('golang-migrate: pairs in the order of their numbers, the name of a down does not count', () => {
  const layout = reading({
    '10_c.up.sql': up,
    '9_b.up.sql': up,
    '009_b_again.down.sql': down,
    '000001_a.up.sql': up,
    '000001_a.down.sql': down,
    'README.md': '',
    'plain.sql': up,
    '3_lost.down.sql': down,
    'deeper/4_d.up.sql': up,
    '99999999999999999999_e.up.sql': up,
  });
  expect(layout.name).toBe('golang-migrate');
  expect(summary(layout)).toEqual([
    '000001 a: 000001_a.up.sql one, 000001_a.down.sql one',
    '9 b: 9_b.up.sql one, 009_b_again.down.sql one',
    '10 c: 10_c.up.sql one, -',
  ]);
  expect(layout.unused.map(({ file, why }) => `${file}: ${why}`)).toEqual([
    '99999999999999999999_e.up.sql: version 99999999999999999999 is larger than the tool can hold',
    'README.md: it is no .sql file',
    'deeper/4_d.up.sql: it lies in a folder, and the tool does not look into folders',
    'plain.sql: its name is not <number>_<name>.up.sql or <number>_<name>.down.sql',
    '3_lost.down.sql: there is no .up.sql of its version',
  ]);
});

test('golang-migrate sends a file in one message: what needs no transaction has to stand alone', () => {
  const { migrations } = reading({
    '1_a.up.sql': 'create index concurrently i on t (id);',
    '2_b.up.sql': 'create index concurrently i on t (id);\nselect 1;',
  });
  expect(migrations.map(({ up: script }) => [script.transaction, problemsOf(script)])).toEqual([
    ['none', []],
    ['none', ['error needs-no-transaction 1:1']],
  ]);
});

test('sqlx: pairs with a Cargo.toml nearby, or with its first line', () => {
  const pair = { 'db/migrations/1_a.up.sql': up, 'db/migrations/1_a.down.sql': down };
  expect(reading({ ...pair, 'Cargo.toml': '' }, 'auto', 'db/migrations').name).toBe('sqlx');
  const marked = reading({
    '1_a.up.sql': `-- no-transaction\n${up}`,
    '1_a.down.sql': down,
    '2_b.up.sql': ` -- no-transaction\ncreate index concurrently i on t (id);`,
  });
  expect(marked.name).toBe('sqlx');
  expect(marked.migrations.map(({ up: script }) => script.because)).toEqual([
    '"-- no-transaction" in line 1; sqlx sends the file in one message, which PostgreSQL runs as one transaction',
    'line 2: "create index concurrently i on t (id)" cannot run inside a transaction block',
  ]);
  // Not the very first characters: sqlx opens a transaction, and the statement fails in it.
  expect(marked.migrations.map(({ up: script }) => problemsOf(script))).toEqual([
    [],
    ['error needs-no-transaction 2:1'],
  ]);
});

test('sqlx: simple migrations have no down', () => {
  const layout = reading({ '2_b.sql': up, '10_c.sql': up, '1_a.sql': up });
  expect(layout.name).toBe('sqlx');
  expect(summary(layout)).toEqual(['1 a: 1_a.sql one, -', '2 b: 2_b.sql one, -', '10 c: 10_c.sql one, -']);
});

test('a go.mod and a Cargo.toml: refused, the candidates are named; --format decides', () => {
  const files = { 'm/1_a.up.sql': up, 'go.mod': '', 'Cargo.toml': '' };
  const read = () => reading(files, 'auto', 'm');
  expect(read).toThrow(AmbiguousLayout);
  expect(read).toThrow(/golang-migrate: files named like 1_a.up.sql, and a go.mod\n {2}sqlx: /);
  expect(read).toThrow(expect.objectContaining({ hint: expect.stringContaining('--format sqlx'), exit: 2 }));
  expect(reading(files, 'sqlx', 'm')).toMatchObject({ name: 'sqlx', because: '--format sqlx' });
});

test.each([
  ['golang-migrate', { '1_a.up.sql': up, '01_b.up.sql': up }, ['01_b.up.sql', '1_a.up.sql']],
  [
    'golang-migrate',
    { '1_a.up.sql': up, '1_a.down.sql': up, '1_b.down.sql': up },
    ['1_a.down.sql', '1_b.down.sql'],
  ],
  ['sqlx', { '1_a.sql': up, '01_b.sql': up }, ['01_b.sql', '1_a.sql']],
  [
    'supabase',
    { '20260101000000_a.sql': up, '20260101000000_b.sql': up },
    ['20260101000000_a.sql', '20260101000000_b.sql'],
  ],
  ['dbmate', { '1_a.sql': '-- migrate:up\n-- migrate:down', '1_b.sql': '' }, ['1_a.sql', '1_b.sql']],
  ['goose', { '1_a.sql': '-- +goose Up\n', '01_b.sql': '-- +goose Up\n' }, ['01_b.sql', '1_a.sql']],
  [
    'diesel',
    { '2026-01-01_a/up.sql': up, '20260101_b/up.sql': up },
    ['2026-01-01_a/up.sql', '20260101_b/up.sql'],
  ],
  ['flyway', { 'V1__a.sql': up, 'x/V1.0__b.sql': up }, ['V1__a.sql', 'x/V1.0__b.sql']],
  ['flyway', { 'V1__a.sql': up, 'R__v.sql': up, 'x/R__v.sql': up }, ['R__v.sql', 'x/R__v.sql']],
] as const)('%s: two versions alike are refused, both files named', (format, files, twins) => {
  let thrown: unknown;
  try {
    reading(files, format);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DuplicateVersion);
  expect(thrown).toMatchObject({ files: expect.arrayContaining([...twins]), exit: 2 });
});

test('a version that is missing between others is advice; times and tens have no gaps', () => {
  const named = (...numbers: number[]) =>
    reading(Object.fromEntries(numbers.map((number) => [`${number}_a.up.sql`, up]))).advice;
  expect(named(1, 2, 3, 5, 6, 9)).toEqual([
    {
      rule: 'version-gap',
      file: '5_a.up.sql',
      message: 'between 3_a.up.sql and 5_a.up.sql version 4 is missing',
    },
    {
      rule: 'version-gap',
      file: '9_a.up.sql',
      message: 'between 6_a.up.sql and 9_a.up.sql the versions 7 to 8 are missing',
    },
  ]);
  expect(named(10, 20, 30)).toEqual([]);
  expect(named(20260101000000, 20260102000000)).toEqual([]);
});
