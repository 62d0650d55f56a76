import { expect, test } from 'vitest';
import type { LayoutName } from '../../../check/migration.ts';
import { appliedMigrations } from '../../../check/prove/index.ts';
import { testDatabase } from '../../support/database.ts';
import { reading } from '../reading.ts';

const up = 'create table t (id int);';
const folders = reading(
  {
    '20260101000000_a/migration.sql': up,
    '20260102000000_b/migration.sql': up,
    '20260103000000_c/migration.sql': up,
  },
  'drizzle',
);
const times = ['2026-01-01T00:00:00.123Z', '2026-01-02T00:00:00.456Z', '2026-01-03T00:00:00.789Z'].map(
  Date.parse,
);
const journal = reading({
  'meta/_journal.json': JSON.stringify({
    entries: times.map((when, idx) => ({ idx, when, tag: `000${idx}_${'abc'[idx]}` })),
  }),
  ...Object.fromEntries([...'abc'].map((name, idx) => [`000${idx}_${name}.sql`, up])),
});

const old = `create schema drizzle; create table drizzle.__drizzle_migrations
  (id serial primary key, hash text not null, created_at bigint);`;
const upgraded = `${old} alter table drizzle.__drizzle_migrations add name text, add applied_at timestamptz default now();`;
const row = (time: number, name?: string) =>
  name === undefined
    ? `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', ${time});`
    : `insert into drizzle.__drizzle_migrations (hash, created_at, name) values ('x', ${time}, '${name}');`;

test.each([
  ['1.0 goes by the name', folders, `${upgraded} ${row(0, '20260102000000_b')} ${row(0, 'gone')}`, ['b']],
  [
    '1.0 before it has upgraded the old table: by the second',
    folders,
    `${old} ${row(times[0] ?? 0)} ${row(times[1] ?? 0)}`,
    ['a', 'b'],
  ],
  ['a row that the upgrade could not name stands for none', folders, `${upgraded} ${row(times[0] ?? 0)}`, []],
  ['before 1.0 all up to the latest time', journal, `${old} ${row(times[1] ?? 0)}`, ['a', 'b']],
  [
    'also on a table that 1.0 has upgraded',
    journal,
    `${upgraded} ${row(times[0] ?? 0, '20260101000000_a')}`,
    ['a'],
  ],
  ['an empty history', journal, old, []],
  ['none at all', folders, '', []],
] as const)('what Drizzle has applied: %s', async (_, layout, sql, expected) => {
  await using db = await testDatabase({ sql });
  const name: LayoutName = 'drizzle';
  const applied = await appliedMigrations(await db.session(), name, layout.migrations);
  expect(applied.map((migration) => migration.name)).toEqual(expected);
});

const numbered = reading({ '1_a.up.sql': up, '2_b.up.sql': up }, 'golang-migrate');
const migrate = 'create table schema_migrations (version bigint primary key, dirty boolean not null);';

test('what golang-migrate has applied: all up to its one row', async () => {
  await using db = await testDatabase({ sql: `${migrate} insert into schema_migrations values (1, false)` });
  const applied = await appliedMigrations(await db.session(), 'golang-migrate', numbered.migrations);
  expect(applied.map(({ version }) => version)).toEqual(['1']);
});

test.each([
  [
    'a migration that failed half-way',
    `${migrate} insert into schema_migrations values (2, true)`,
    'version 2 is dirty: it failed half-way',
  ],
  [
    'the table of another tool',
    `create table schema_migrations (version text); insert into schema_migrations values ('20260101')`,
    'column "dirty" does not exist',
  ],
  [
    'a table that this role may not read',
    `${migrate} create role $role; grant usage on schema public to $role; set role $role`,
    'permission denied for table schema_migrations',
  ],
])('a history that says nothing certain is refused: %s', async (_, sql, reason) => {
  await using db = await testDatabase({ sql: 'select 1' });
  const session = await db.session();
  const role = `godwit_history_${process.pid}`;
  await session.query('begin');
  await session.query(sql.replaceAll('$role', role));
  await expect(appliedMigrations(session, 'golang-migrate', numbered.migrations)).rejects.toMatchObject({
    code: 'history-not-readable',
    message: `what was applied cannot be read from public.schema_migrations: ${reason}`,
  });
});
