import { expect, test } from 'vitest';
import { proven } from '../../support/history.ts';
import { expectHazards } from './judged.ts';

test('an added column is judged by whether its table is written anew', async () => {
  await expectHazards(
    `create table t (id bigint primary key);
     create domain d as int constraint positive check (value > 0);
     create domain filled as int default 1;
     create function stable_one(n int) returns int language sql stable as 'select n';
     create function volatile_one(n int) returns int language plpgsql volatile as 'begin return n; end';
     create function said_volatile(n int) returns int language sql volatile as 'select n';`,
    [
      ['alter table t add column a1 int'],
      ['alter table t add column a2 timestamptz default now()'],
      [
        'alter table t add column a3 timestamptz default current_timestamp, add column a4 int not null default 7',
      ],
      ['alter table t add column a5 int default stable_one(3)'],
      ["alter table t add column a6 int default length(lower('ABC'))"],
      // Volatile by its word, a constant once the server has put its body in its place.
      ['alter table t add column a7 int default said_volatile(3)'],
      ['alter table t add column b1 int default volatile_one(3)', 'add-column-rewrites'],
      ['alter table t add column b2 timestamptz default clock_timestamp()', 'add-column-rewrites'],
      ['alter table t add column b3 uuid default gen_random_uuid()', 'add-column-rewrites'],
      ['alter table t add column b4 bigint generated always as identity', 'add-column-rewrites'],
      ['alter table t add column b5 bigserial', 'add-column-rewrites', 'serial-column'],
      ['alter table t add column b6 bigint generated always as (id * 2) stored', 'add-column-rewrites'],
      ['alter table t add column b7 bigint generated always as (id * 2) virtual'],
      ['alter table t add column b8 d default 1', 'add-column-rewrites'],
      ['alter table t add column c1 int not null', 'not-null-without-default'],
      ['alter table t add column c2 filled not null'],
      [
        'create table n (id bigint primary key); alter table n add column u uuid not null default gen_random_uuid()',
      ],
      ['alter table t add column j json', 'json-column'],
      ['alter table t add column k jsonb'],
    ],
  );
});

test('another type is judged by what the server did to the rows', async () => {
  await expectHazards(
    `create table t (id bigint primary key, a int, v varchar(10), w varchar(20), x text, n numeric(8, 2), m numeric(8, 2),
       c varchar(10) check (length(c) > 1), i int, ts timestamp, tz timestamp, late timestamptz);`,
    [
      ['alter table t alter v type varchar(50)'],
      ['alter table t alter v type text'],
      ['alter table t alter n type numeric(12, 2)'],
      ['alter table t alter a type bigint', 'type-change-rewrites'],
      ['alter table t alter a type text', 'type-change-rewrites'],
      ['alter table t alter c type varchar(20)', 'type-change-scans'],
      ['alter table t alter w type varchar(5)', 'type-change-rewrites', 'type-narrowing'],
      ['alter table t alter m type numeric(6, 2)', 'type-change-rewrites', 'type-narrowing'],
      ['alter table t alter i type smallint', 'type-change-rewrites', 'type-narrowing'],
      ['alter table t alter ts type timestamptz', 'type-change-time-zone'],
      [`set local timezone = 'UTC'; alter table t alter tz type timestamptz`],
      [`set local timezone = 'Asia/Tokyo'; alter table t alter late type timestamp`, 'type-change-rewrites'],
    ],
  );
});

test('renamed and dropped columns, types for new ones', async () => {
  await expectHazards(
    `create table t (id bigint primary key, a int default 1, "B c" int, d int, e int);
     create type mood as enum ('good', 'bad'); create schema s;`,
    [
      ['alter table t rename column "B c" to b', 'rename-column'],
      [
        'create table n (id bigint primary key, x int); alter table n rename column x to y; alter table n drop column y',
      ],
      ['alter table t drop column d', 'drop-column'],
      ['alter table t drop column if exists nobody'],
      ['alter table t add column f int; alter table t drop column f'],
      ['alter table t alter a set default 2', 'default-changed'],
      ['alter table t alter e set default 2'],
      ['alter table t rename to u', 'rename-relation'],
      // The view stands in for those who use the old name.
      ['alter table u rename to w; create view u with (security_invoker = true) as select * from w'],
      ['alter table w rename to v; alter table v rename column e to f', 'rename-relation', 'rename-column'],
      [`alter type mood rename value 'bad' to 'poor'`, 'rename-enum-value'],
      [`alter type mood rename to feeling`],
      ['alter schema s rename to z', 'rename-schema'],
      ['create schema fresh; alter schema fresh rename to stale'],
      ['create table k (id serial primary key)', 'serial-column', 'small-key'],
      ['create table k2 (id int generated always as identity primary key)', 'small-key'],
      ['create table k3 (id int primary key references k)'],
      [
        'create table k4 (id bigint primary key, c char(3), v varchar(3), s timestamp)',
        'char-column',
        'timestamp-column',
        'varchar-limit',
      ],
      ['create table k5 (id bigint primary key, c text, v varchar, s timestamptz, t timestamptz(3))'],
      ['create table keyless (a int)', 'no-primary-key'],
      ['create temp table scratch (a int)'],
      [`create table "${'ä'.repeat(32)}" (id bigint primary key)`, 'name-cut'],
      [`create table "${'ä'.repeat(31)}x" (id bigint primary key)`],
    ],
  );
});

test('on a branch with the rows of a database in use, what did not fail does not fail there', async () => {
  const history = [
    ['create table t (id bigint primary key, a int)'],
    ['alter table t add column b int not null, add unique (a)'],
  ] as const;
  const told = async (sharedServer: boolean) =>
    (await proven(history, { sharedServer }))[1]?.hazards.map(({ rule }) => rule);
  expect(await told(false)).toEqual(
    expect.arrayContaining(['not-null-without-default', 'unique-needs-unique-rows']),
  );
  expect(await told(true)).toEqual(['key-builds-index', 'cached-plan', 'no-timeout']);
});
