import { expect, test } from 'vitest';
import { FailedMigrations } from '../../../check/prove/dependencies.ts';
import { readScript } from '../../../check/script/read.ts';
import { noTool } from '../../../check/script/tool-rule.ts';

const failedOn = (sql: string) => {
  const failed = new FailedMigrations();
  failed.add('7', readScript({ file: 'up.sql', text: sql, problems: [] }, noTool));
  return (reason: string, sqlstate = '42P01') =>
    failed.behind({ reason, sqlstate, message: reason, line: 1, sessionLost: false });
};

test.each([
  ['CREATE TABLE a.tasks (id int)', 'relation "a.tasks" does not exist', '42P01'],
  ['CREATE TABLE "o""dd" (id int)', 'relation "o"dd" does not exist', '42P01'],
  ['ALTER TABLE t ADD COLUMN due date', 'column "due" of relation "t" does not exist', '42703'],
  ['ALTER TABLE t ADD COLUMN due date', 'column t.due does not exist', '42703'],
  ['CREATE TYPE mood AS ENUM ()', 'type "mood" does not exist', '42704'],
  ['CREATE FUNCTION f() RETURNS int RETURN 1', 'function f() does not exist', '42883'],
  ['CREATE SCHEMA app', 'schema "app" does not exist', '3F000'],
  ['CREATE FUNCTION f() RETURNS int RETURN 1', 'could not find a function named "f"', '42883'],
  ['CREATE OPERATOR === (FUNCTION = f, RIGHTARG = int)', 'operator does not exist: === integer', '42883'],
  ['CREATE ROLE app', 'role "app" does not exist', '42704'],
  ['CREATE PUBLICATION p', 'publication "p" does not exist', '42704'],
  ['CREATE FOREIGN DATA WRAPPER w', 'foreign-data wrapper "w" does not exist', '42704'],
  ['CREATE SERVER s FOREIGN DATA WRAPPER w', 'server "s" does not exist', '42704'],
  ['CREATE POLICY mine ON t', 'policy "mine" for table "t" does not exist', '42704'],
])('%s: %s', (sql, reason, sqlstate) => {
  expect(failedOn(sql)(reason, sqlstate)).toEqual(['7']);
});

test('a table that is there is no reason, nor is another kind of failure', () => {
  const behind = failedOn('ALTER TABLE t ADD COLUMN due date');
  expect(behind('column "other" of relation "t" does not exist', '42703')).toEqual([]);
  expect(behind('column "due" of relation "t" already exists', '42701')).toEqual([]);
});
