import { expect, test } from 'vitest';
import { proven } from '../../support/history.ts';
import { expectHazards } from './judged.ts';

const setup = `create table t (id bigint primary key, owner text);
  alter table t enable row level security;
  create policy reads on t for select using (owner = current_user);
  create policy writes on t for update using (owner = current_user);
  create table open (id bigint primary key);`;

test('policies and row level security', async () => {
  await expectHazards(setup, [
    ['create policy more on t for insert with check (owner = current_user)'],
    ['create policy twin on t for insert with check (owner is null)', 'duplicate-policy'],
    ['create policy wide on t for delete using (true)', 'policy-always-true'],
    ['create policy seen on open for select using (true)', 'policy-without-rls'],
    ['alter table open enable row level security'],
    ['create policy strict on t as restrictive using (owner is not null)', 'restrictive-policy'],
    [`create policy slow on open for update using (current_setting('app.user') = '')`, 'policy-call-per-row'],
    [`create policy fast on open for delete using ((select current_setting('app.user')) = '')`],
    ['drop policy writes on t', 'policy-dropped'],
    ['drop policy reads on t; create policy reads on t for select using (owner <> current_user)'],
    ['drop policy reads on t; create policy reads2 on t for select using (owner = current_user)'],
    [
      'create table locked (id bigint primary key); alter table locked enable row level security',
      'rls-without-policy',
    ],
    ['alter table t disable row level security', 'rls-disabled'],
    ['alter table t enable row level security; alter table t disable row level security'],
    ['drop table open', 'drop-table'],
  ]);
});

test('views, functions, grants, extensions', async () => {
  await expectHazards(setup, [
    ['create view v1 as select id from t', 'view-bypasses-rls'],
    ['create view v2 with (security_invoker = true) as select id from t'],
    [
      'create view v3 with (security_invoker = false) as select o.id from open o join public.t on true',
      'view-bypasses-rls',
    ],
    ['create view v4 as select id from open'],
    ['create materialized view v5 as select id from t', 'view-bypasses-rls'],
    [
      'create function f1() returns int language sql security definer as $$ select 1 $$',
      'definer-search-path',
    ],
    [`create function f2() returns int language sql security definer set search_path = '' as $$ select 1 $$`],
    [
      'create function f3() returns int language sql security definer as $$ select 1 $$; alter function f3() set search_path = pg_catalog',
    ],
    ['create function f4() returns int language sql as $$ select 1 $$'],
    ['grant select on t to public', 'broad-grant'],
    ['grant select on t to current_user'],
    ['revoke all on t from public'],
    ['create extension pgcrypto', 'extension-in-public'],
    ['create schema ext; create extension citext with schema ext'],
  ]);
});

test('on Supabase a new table in public is open to the API', async () => {
  const [, ...reports] = await proven(
    [
      ['select 1'],
      ['create table a (id bigint primary key)'],
      [
        'create table b (id bigint primary key); alter table b enable row level security; create policy p on b to anon using (id = 1)',
      ],
      ['create schema hidden; create table hidden.c (id bigint primary key)'],
      ['create view who as select id, email from auth.users'],
      ['create policy q on b for update to authenticated using (auth.uid() is not null)'],
    ],
    { preludes: ['supabase'] },
  );
  expect(
    reports.map(({ hazards }) => hazards.filter(({ rule }) => rule !== 'no-timeout').map(({ rule }) => rule)),
  ).toEqual([['rls-missing'], [], [], ['view-bypasses-rls', 'view-shows-users'], ['policy-call-per-row']]);
});
