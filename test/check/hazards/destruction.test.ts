import { expect, test } from 'vitest';
import { proven } from '../../support/history.ts';
import { expectHazards } from './judged.ts';

test('what drops, empties or changes rows', async () => {
  await expectHazards(
    `create table t (id bigint primary key, a int); create table u (id bigint primary key, t_id bigint references t);
     create index on u (t_id); create table old (id bigint primary key); create table older (id bigint primary key);
     create schema s; create table s.x (id bigint primary key); create schema empty;
     create table log (id bigint primary key, a int);
     create function touch() returns trigger language plpgsql as 'begin return new; end';
     create trigger stamp before update on t for each row execute function touch();`,
    [
      ['drop table old', 'drop-table'],
      ['drop table if exists nobody'],
      ['create table n (id bigint primary key); drop table n'],
      ['drop table older; create table older (id bigint primary key, b int)', 'drop-table'],
      ['drop schema s cascade', 'drop-schema'],
      ['drop schema empty'],
      ['truncate log', 'truncate'],
      ['truncate t cascade', 'truncate'],
      ['create table n2 (id bigint primary key); truncate n2; delete from n2'],
      ['update t set a = 1', 'change-without-where'],
      ['update t set a = 1 where true', 'change-without-where'],
      ['update t set a = 1 where a is null'],
      ['update t set a = log.a from log where log.id = t.id'],
      ['delete from t', 'change-without-where'],
      ['alter table t add column b int; update t set b = 1 where a is null', 'change-under-lock'],
      ['update t set b = 2 where a is null; alter table log add column b int'],
      ['alter table t disable trigger stamp', 'trigger-disabled'],
      ['alter table t enable trigger stamp'],
      [
        'alter table t disable trigger all; update t set a = 3 where a = 2; alter table t enable trigger all',
        'change-under-lock',
      ],
      ['create function f(n int) returns int language sql immutable as $$ select n $$'],
      [
        'create or replace function f(n int) returns int language sql stable as $$ select n $$',
        'function-volatility',
      ],
      ['create or replace function f(n int) returns int language sql stable as $$ select n + 1 $$'],
    ],
  );
});

test('CASCADE is told by what it took', async () => {
  const [, ...reports] = await proven([
    [
      `create table t (id bigint primary key, owner text, a int, b int);
       create table u (id bigint primary key, t_id bigint references t, n int check (n > 0) unique);
       create view w as select id from u;
       create view v as select a from t;
       alter table t enable row level security;
       create policy mine on t using (owner = current_user);
       create type mood as enum ('good'); create table m (id bigint primary key, m mood);`,
    ],
    ['alter table t drop column b cascade'],
    ['alter table t drop column a cascade'],
    ['drop type mood cascade'],
    ['alter table t drop column owner cascade'],
    ['drop table t cascade'],
    // What goes with its column goes without a CASCADE too; this one takes nothing.
    ['alter table u drop column t_id, drop column n; drop view w cascade'],
  ]);
  const told = reports.map(({ hazards }) =>
    hazards
      .filter(({ rule }) => rule.endsWith('-cascade') || rule.startsWith('policy'))
      .map(({ rule, level, message }) => `${level} ${rule}: ${message}`),
  );
  expect(told).toEqual([
    [],
    ['warning drop-cascade: CASCADE also drops what no statement names: view public.v'],
    ['warning drop-cascade: CASCADE also drops what no statement names: column public.m.m'],
    ['error policy-lost: CASCADE silently drops policy public.t.mine: other rows are visible than before'],
    ['warning drop-cascade: CASCADE also drops what no statement names: constraint public.u.u_t_id_fkey'],
    [],
  ]);
});

test('what has another name is not gone', async () => {
  const [, report] = await proven([
    [
      `create schema s; create table s.t (id serial primary key, a int check (a > 0));
       alter table s.t enable row level security; create policy p on s.t using (a = 1);
       create function s.f() returns trigger language plpgsql as 'begin return new; end';
       create trigger g before update on s.t for each row execute function s.f();
       create type s.mood as enum ('good'); create table u (id bigint primary key, b int constraint small check (b < 9));
       create view nobody as select 1 as one;`,
    ],
    [
      `alter schema s rename to z; alter table u rename b to c; alter table u rename constraint small to tiny;
       alter function z.f() rename to h; alter trigger g on z.t rename to k; alter policy p on z.t rename to q;
       alter type z.mood set schema public; alter table z.t set schema public; drop view nobody cascade;`,
    ],
  ]);
  expect(report?.up.applied).toBe(true);
  expect(report?.hazards.filter(({ level }) => level !== 'advice').map(({ rule }) => rule)).toEqual([
    'rename-schema',
    'rename-column',
  ]);
});
