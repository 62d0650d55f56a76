import { expect, test } from 'vitest';
import { recordStep } from '../../../postgres/history/history.ts';
import { AppliedMigrationChanged, ensureHistory, listHistory } from '../../../postgres/history/index.ts';
import { hashMigration } from '../../../postgres/migration.ts';
import { testDatabase } from '../../support/database.ts';
import { migration } from '../apply/support.ts';

const report = { version: '20260101000000', ms: 1, rows: 0, locks: [] };
const run = { runId: 'r', report };

test('reading changes nothing where there is no history', async () => {
  await using db = await testDatabase();
  expect(await listHistory(await db.session())).toEqual([]);
  expect(
    await db.query(`select 1 from pg_namespace where nspname in ('godwit', 'supabase_migrations')`),
  ).toEqual([]);
});

test("what other tools applied is listed, and their tables' columns stay", async () => {
  await using db = await testDatabase({
    sql: `create schema supabase_migrations;
      create table supabase_migrations.schema_migrations (version text primary key, created_by text default 'cli');
      insert into supabase_migrations.schema_migrations (version) values ('1')`,
  });
  const session = await db.session();
  expect(await listHistory(session)).toEqual([{ version: '1', name: '', checksum: null }]);
  await ensureHistory(session);
  await ensureHistory(session);
  expect(await listHistory(session)).toEqual([{ version: '1', name: '', checksum: null }]);
  expect(await db.query('select * from supabase_migrations.schema_migrations')).toEqual([
    { version: '1', created_by: 'cli', statements: null, name: null },
  ]);
});

test('several sessions make the tables at once', async () => {
  await using db = await testDatabase();
  const sessions = await Promise.all([db.session(), db.session(), db.session(), db.session()]);
  await Promise.all(sessions.map((session) => ensureHistory(session)));
});

test('a version is recorded once; with other SQL it is refused', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  await ensureHistory(session);
  const one = hashMigration(migration('one', [['transactional', 'select 1', 'select 1']]));
  const other = hashMigration(migration('one', [['transactional', 'select 2', 'select 1']]));
  expect(await recordStep(session, one, one.steps[0], run)).toBe(true);
  expect(await recordStep(session, one, one.steps[0], run)).toBe(false);
  await expect(recordStep(session, other, other.steps[0], run)).rejects.toThrow(AppliedMigrationChanged);
  expect(await listHistory(session)).toHaveLength(1);
});
