import { describe, expect, test } from 'vitest';
import { checkCoverage, coveredCatalogs } from '../../../postgres/snapshot/coverage.ts';
import {
  diffSnapshots,
  type Snapshot,
  sameButForColumnOrder,
  takeSnapshot,
  UncoveredObjectKind,
} from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';

const tasks = `
  create type status as enum ('open', 'done');
  create function first_level() returns int language sql return 1;
  create domain level as int default first_level();
  create table tasks (id int generated always as identity primary key, title text not null default '', state status, due date);
  create index tasks_due on tasks (due);
  alter table tasks enable row level security;
  create policy mine on tasks using (title <> '');
  create view open_tasks as select id, title from tasks where state = 'open';
  create function f() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger t before insert on tasks for each row execute function f();
`;

describe('what is not a change of the schema stays silent', () => {
  const silent: [string, string][] = [
    [
      'the last column is dropped and added again',
      'alter table tasks drop due; alter table tasks add due date; create index tasks_due on tasks (due)',
    ],
    ['ANALYZE', 'analyze tasks'],
    ['rows are written', "insert into tasks (title) values ('a'), ('b'); delete from tasks where id = 1"],
    ['a sequence moves', "select nextval('tasks_id_seq')"],
    ['an index is built anew', 'reindex index tasks_due'],
    ['a table is rewritten', 'cluster tasks using tasks_pkey; alter table tasks set without cluster'],
    [
      'a privilege is granted and revoked',
      'grant select on tasks to public; revoke select on tasks from public',
    ],
    [
      'the same policy is written again',
      "drop policy mine on tasks; create policy mine on tasks using (title <> '')",
    ],
    [
      'the same view is written again',
      "create or replace view open_tasks as select id, title from tasks where state = 'open'",
    ],
    [
      'a trigger is disabled and enabled',
      'alter table tasks disable trigger t; alter table tasks enable trigger t',
    ],
    [
      'the same default of a domain is written again under another search path',
      'set search_path = pg_catalog; alter domain public.level set default public.first_level()',
    ],
    ['a comment comes and goes', "comment on table tasks is 'x'; comment on table tasks is null"],
    [
      'the own schemas',
      'create schema godwit; create table godwit.migration (a int); create schema supabase_migrations; create schema godwit_archive; create table godwit_archive.x (a int)',
    ],
    ['a temporary table', 'create temporary table x (a int)'],
    [
      'other settings of the session',
      "set datestyle = 'German'; set timezone = 'Asia/Tokyo'; set search_path = pg_catalog; set quote_all_identifiers = on",
    ],
  ];
  test.each(silent)('%s', async (_, change) => {
    await using db = await testDatabase({ sql: tasks });
    const session = await db.session();
    const before = await takeSnapshot(session);
    await session.query(change);
    const after = await takeSnapshot(session);
    expect(diffSnapshots(before, after)).toEqual([]);
    expect(after.hash).toBe(before.hash);
  });
});

test('equal schemas of two databases have equal snapshots, through JSON too', async () => {
  await using one = await testDatabase({ sql: `create table shift (a int); drop table shift; ${tasks}` });
  await using other = await testDatabase({ sql: tasks });
  const snapshot = await takeSnapshot(await one.session());
  const copy: Snapshot = JSON.parse(JSON.stringify(snapshot));
  expect(copy).toEqual(await takeSnapshot(await other.session()));
});

test('the order of columns is a difference that does not make another schema', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const before = await takeSnapshot(session);
  await session.query(
    "alter table tasks drop column due; alter table tasks drop column title cascade; alter table tasks add title text not null default '', add due date; create index tasks_due on tasks (due)",
  );
  await session.query(
    "create policy mine on tasks using (title <> ''); create view open_tasks as select id, title from tasks where state = 'open'",
  );
  const differences = diffSnapshots(before, await takeSnapshot(session));
  expect(differences).toEqual([
    {
      object: 'column order public.tasks',
      kind: 'column order',
      attribute: 'columns',
      before: 'id, title, state, due',
      after: 'id, state, title, due',
      text: 'column order public.tasks: id, title, state, due before, id, state, title, due after',
    },
  ]);
  expect(sameButForColumnOrder(differences)).toBe(true);
});

test('created and dropped objects say so by null', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const before = await takeSnapshot(session);
  await session.query('create table t (a int)');
  const after = await takeSnapshot(session);
  expect(diffSnapshots(before, after)[0]).toEqual({
    object: 'column public.t.a',
    kind: 'column',
    attribute: null,
    before: null,
    after: 'integer',
    text: 'column public.t.a: created',
  });
  expect(diffSnapshots(after, before)[0]).toMatchObject({ before: 'integer', after: null });
});

test('a catalog that no rule covers fails where the database holds rows of it', async () => {
  await using db = await testDatabase({ sql: 'create table t (a int, b int)' });
  const session = await db.session();
  const without = new Set([...coveredCatalogs].filter((catalog) => catalog !== 'pg_statistic_ext'));
  await checkCoverage(session, without);
  await session.query('create statistics s on a, b from t');
  await expect(checkCoverage(session, without)).rejects.toThrow(UncoveredObjectKind);
  await expect(checkCoverage(session, without)).rejects.toThrow(
    'the schema snapshot has no rule for rows of pg_statistic_ext',
  );
});

test('secrets are not in the snapshot', async () => {
  await using db = await testDatabase({
    sql: `create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;
      create user mapping for current_user server s options (user 'x', password 'hunter2');
      do $$ begin execute format('alter database %I set app.jwt_secret = %L', current_database(), 'hunter3'); end $$`,
  });
  const text = JSON.stringify(await takeSnapshot(await db.session()));
  expect(text).toContain('user mapping for postgres on s');
  expect(text).toContain('database setting app.jwt_secret');
  expect(text).not.toContain('hunter');
});

test('a session in trouble is left outside a transaction', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  await session.query('begin; create table t (a int)');
  await session.query('rollback');
  await takeSnapshot(session);
  const { rows } = await session.query(
    'select pg_current_xact_id_if_assigned() as xid, current_setting($1) as path',
    ['search_path'],
  );
  expect(rows).toEqual([{ xid: null, path: '"$user", public' }]);
});
