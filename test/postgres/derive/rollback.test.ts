import type pg from 'pg';
import { expect, test } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { openPool } from '../../../postgres/connection/pool.ts';
import { type DerivedRollback, deriveRollback } from '../../../postgres/derive/index.ts';
import { compileOperations, type Operation } from '../../../postgres/operations/index.ts';
import { diffSnapshots, takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { down, up } from '../operations/cycle.ts';

const earlier = `
  create type state as enum ('open', 'done');
  create table tasks (id bigint generated always as identity primary key, title text not null, state state default 'open');
  create index tasks_title_idx on tasks (title);
  create schema godwit; create table godwit.runs (id int);
`;
const failed = `
  create schema supabase_migrations; create table supabase_migrations.schema_migrations (version text primary key);
  create schema godwit_archive; create table godwit_archive.x (k1 int);
  create table "Order Items" (id uuid primary key default gen_random_uuid(), task bigint references tasks (id), note text);
  alter table "Order Items" enable row level security;
  create policy everyone on "Order Items" for select using (true);
  create function note_length(text) returns int language sql immutable as $$ select length($1) $$;
  alter table tasks add column points int not null default 3, add constraint tasks_points_check check (points > 0);
  drop index tasks_title_idx;
  comment on table tasks is 'half done';
  insert into tasks (title) values ('kept');
`;

async function derive(before: TestDatabase, after: TestDatabase): Promise<DerivedRollback> {
  const pools: pg.Pool[] = [];
  const pool = async ({ target }: TestDatabase): Promise<pg.Pool> => {
    const opened = await openPool(target, { applicationName: 'derive', max: 1 });
    pools.push(opened);
    return opened;
  };
  try {
    return await deriveRollback(await pool(before), await pool(after));
  } finally {
    await Promise.all(pools.map((opened) => opened.end()));
  }
}

test('removes what a failed migration left behind, and can bring it back', async () => {
  await using scratch = await testDatabase({ sql: earlier });
  await using production = await testDatabase({ sql: earlier + failed });
  const session = await production.session();
  const [clean, dirty] = [await takeSnapshot(await scratch.session()), await takeSnapshot(session)];
  const derived = await derive(scratch, production);
  expect(derived.destroys).not.toEqual([]);
  expect(derived.up).not.toMatch(/godwit|supabase_migrations/);
  const operation: Operation = { op: 'custom_sql', up: derived.up, down: derived.down, reason: 'leftovers' };
  const plan = compileOperations([operation], await readCatalog(session));
  await up(session, plan);
  expect(diffSnapshots(clean, await takeSnapshot(session)).map(({ text }) => text)).toEqual([]);
  expect(await production.query('select title from tasks')).toEqual([{ title: 'kept' }]);
  await down(session, plan);
  expect(diffSnapshots(dirty, await takeSnapshot(session)).map(({ text }) => text)).toEqual([]);
  await up(session, plan);
  expect(diffSnapshots(clean, await takeSnapshot(session))).toEqual([]);
});

test('a label that was added goes in steps of its own', async () => {
  await using scratch = await testDatabase({ sql: earlier });
  await using production = await testDatabase({
    sql: `${earlier}; alter type state add value 'late'; alter table tasks add column n int`,
  });
  const session = await production.session();
  const [clean, dirty] = [await takeSnapshot(await scratch.session()), await takeSnapshot(session)];
  const derived = await derive(scratch, production);
  const plan = compileOperations(
    [{ op: 'custom_sql', ...derived, reason: 'rollback' }],
    await readCatalog(session),
  );
  await up(session, plan);
  expect(diffSnapshots(clean, await takeSnapshot(session)).map(({ text }) => text)).toEqual([]);
  await down(session, plan);
  expect(diffSnapshots(dirty, await takeSnapshot(session)).map(({ text }) => text)).toEqual([]);
});

test('refuses when nothing is left over', async () => {
  await using scratch = await testDatabase({ sql: earlier });
  await using production = await testDatabase({ sql: `${earlier}; insert into tasks (title) values ('a')` });
  await expect(derive(scratch, production)).rejects.toMatchObject({ code: 'nothing-left-over' });
  await expect(
    Promise.resolve().then(() =>
      compileOperations([{ op: 'rollback_migration', version: '20260101000000' }], {
        serverVersion: 180000,
        tables: [],
        enums: [],
        extensions: [],
      }),
    ),
  ).rejects.toMatchObject({ code: 'needs-derivation', version: '20260101000000' });
});
