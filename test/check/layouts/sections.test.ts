import { expect, test } from 'vitest';
import { problemsOf, reading, statementsOf, summary } from '../reading.ts';

const create = 'create table t (id int);';
const drop = 'drop table t;';

test('dbmate: sections, in the order of the file names as text', () => {
  const layout = reading({
    '2_b.sql': `-- about it\n\n-- migrate:up\n${create}\n\n-- migrate:down\n${drop}\n`,
    '10_c.sql': `-- migrate:up transaction:false\r\n${create}\r\n-- migrate:down\r\n${drop}`,
    'schema.sql': create,
    'old/1_a.sql': create,
  });
  expect(layout).toMatchObject({ name: 'dbmate', because: '"-- migrate:up" in 10_c.sql' });
  expect(summary(layout)).toEqual(['10 c: 10_c.sql one, 10_c.sql one', '2 b: 2_b.sql one, 2_b.sql one']);
  const [first, second] = layout.migrations;
  expect(first?.up.because).toMatch(/^transaction:false/);
  expect(first?.down?.because).toBe('dbmate runs each migration in a transaction');
  expect(second?.up.statements).toMatchObject([{ sql: 'create table t (id int)', line: 4, column: 1 }]);
  expect(second?.down?.statements).toMatchObject([{ sql: 'drop table t', line: 7, column: 1 }]);
  expect(second?.up.sql).toBe(`-- migrate:up\n${create}\n\n`);
  expect(layout.unused.map(({ file }) => file)).toEqual(['old/1_a.sql', 'schema.sql']);
});

test.each([
  [`-- migrate:up\n${create}`, ['error section-headings 1:1']],
  [`-- migrate:down\n${drop}\n-- migrate:up\n${create}`, ['error section-headings 1:1']],
  [`${create}\n-- migrate:up\n${create}\n-- migrate:down\n`, ['error outside-sections 1:1']],
  [
    `-- migrate:up\n${create}\n-- migrate:down\n-- migrate:up\n-- migrate:down`,
    ['refused section-headings 4:1'],
  ],
  [create, ['refused section-headings 1:1']],
  [`-- migrate:up\nvacuum t;\n-- migrate:down\n`, ['error needs-no-transaction 2:1']],
  [`-- migrate:up transaction:false\nvacuum t;\n-- migrate:down\n`, []],
])('dbmate: %j', (text, problems) => {
  const [first] = reading({ '1_a.sql': text }, 'dbmate').migrations;
  expect(first && problemsOf(first.up).filter((one) => !one.includes('empty-script'))).toEqual(problems);
});

const block = `-- +goose StatementBegin
create function f() returns int language plpgsql as $$
begin
  return 1;
end $$;
-- +goose StatementEnd`;

test('goose: annotations in any case, blocks, the order of numbers', () => {
  const layout = reading({
    '10_c.sql': `-- +goose up\n${block}\n-- +goose down\ndrop function f();\n`,
    '9_b.sql': `-- +goose NO TRANSACTION\n-- +goose Up\ncreate index concurrently i on t (id);\nvacuum t;\n`,
    '00_zero.sql': '-- +goose Up\n',
    '11_d.go': 'package migrations',
    'seed.sql': 'select 1;',
  });
  expect(layout.name).toBe('goose');
  expect(summary(layout)).toEqual(['9 b: 9_b.sql none, -', '10 c: 10_c.sql one, 10_c.sql one']);
  expect(layout.migrations.flatMap(({ up }) => problemsOf(up))).toEqual([]);
  expect(layout.unused.map(({ why }) => why)).toEqual([
    'version 0 is before every migration',
    'it is a migration in Go, which only goose itself can run',
    'its name is not <number>_<name>.sql',
  ]);
});

test.each([
  // Without a block goose sends the function in pieces.
  [`-- +goose Up\n${block.split('\n').slice(1, -1).join('\n')}`, ['error statement-cut 2:1']],
  [`-- +goose Up\nselect 1`, ['error statement-cut 2:1']],
  [`-- +goose Up\nselect 1; select 2;`, []],
  [`-- +goose Up\nselect 1 -- one;\n;`, []],
  [`-- +goose Up\n-- +goose StatementBegin\nselect 1\n-- +goose StatementEnd`, []],
  [`-- +goose Up\n-- +goose StatementBegin\nselect 1;`, ['error statement-block 2:1']],
  [`-- +goose Up\nselect 1;\n-- +goose StatementEnd`, ['error statement-block 3:1']],
  [`-- +goose ENVSUB ON\n-- +goose Up\nselect '\${X}';`, ['refused placeholder 1:1']],
  [`-- +goose Down\nselect 1;\n-- +goose Up\nselect 1;`, ['refused section-headings 1:1']],
  [`-- +goose Up\nselect 1;\n-- +goose Up\nselect 1;`, ['refused section-headings 3:1']],
  [`-- +goose Up\nvacuum t;`, ['error needs-no-transaction 2:1']],
  // An indented annotation is a comment to goose.
  [`  -- +goose Up\nselect 1;`, ['refused section-headings 1:1']],
])('goose: %j', (text, problems) => {
  const [first] = reading({ '1_a.sql': text }, 'goose').migrations;
  expect(first && problemsOf(first.up).filter((one) => !one.includes('empty-script'))).toEqual(problems);
});

test('node-pg-migrate: headings, times of 13 and 17 digits in one order', () => {
  const file = `-- Up Migration\n${create}\n-- Down Migration\n${drop}\n`;
  const layout = reading({
    // 2026-01-02, in both ways, and 2026-01-01.
    '1767312000000_b.sql': file,
    '20260102000000001_c.sql': file,
    '20260101000000000_a.sql': `\n  --- up migration\n${create}`,
    '7_first.sql': create,
    '1767312000002_d.js': '',
    '.hidden.sql': '',
  });
  expect(layout.name).toBe('node-pg-migrate');
  expect(summary(layout)).toEqual([
    '7 first: 7_first.sql one, -',
    '20260101000000000 a: 20260101000000000_a.sql one, -',
    '1767312000000 b: 1767312000000_b.sql one, 1767312000000_b.sql one',
    '20260102000000001 c: 20260102000000001_c.sql one, 20260102000000001_c.sql one',
  ]);
  expect(layout.migrations.map(({ up }) => statementsOf(up))).toEqual(
    Array(4).fill(['create table t (id int)']),
  );
  expect(layout.unused.map(({ why }) => why)).toEqual([
    'node-pg-migrate ignores names that begin with a dot',
    'it is a migration in JavaScript, which only node-pg-migrate can run',
  ]);
});

test.each([
  `-- Up\n${create}\n-- Down\n${drop}`,
  `-- UP:\n${create}\n-- DOWN:\n${drop}`,
  `--- up ---\r\n${create}\r\n--- down ---\r\n${drop}\r\n`,
  `-- Down\n${drop}\n-- Up\n${create}`,
])('headings: %j', (text) => {
  const layout = reading({ '1-a.sql': text });
  expect(layout.name).toBe('headings');
  const [migration] = layout.migrations;
  expect(migration && [migration.version, migration.name]).toEqual(['1', 'a']);
  expect(migration && statementsOf(migration.up)).toEqual(['create table t (id int)']);
  expect(migration?.down && statementsOf(migration.down)).toEqual(['drop table t']);
  expect(migration?.up.problems).toEqual([]);
});

test('headings: no tool is known, so a statement that needs no transaction is no error', () => {
  const layout = reading({
    '10.sql': `-- Up\nvacuum t;\n-- Down\n${drop}`,
    '9.sql': `select 1;\n-- Up\n-- upwards we go\nselect 1;\n-- Down\n`,
  });
  expect(summary(layout)).toEqual(['9 9: 9.sql one, 9.sql one', '10 10: 10.sql none, 10.sql one']);
  expect(layout.migrations.map(({ up }) => problemsOf(up))).toEqual([['error outside-sections 1:1'], []]);
});

test('a heading inside a comment of prose is none', () => {
  const layout = reading({ '1_a.sql': `-- Up to here\n${create}\n-- Down to there\n${drop}` });
  expect(layout.name).toBe('sqlx');
});
