import { expect, test } from 'vitest';
import { ArchiveInUse, listArchives, purgeArchive } from '../../../postgres/archives/index.ts';
import { testDatabase } from '../../support/database.ts';
import { compile, up } from '../operations/cycle.ts';

test('lists what is kept, by whom it was made and whether it can come back; what is purged is gone, its name is not', async () => {
  await using db = await testDatabase({
    sql: `create table items (id int primary key, "a'b" text, price int);
      insert into items values (1, 'x', 5), (2, null, 6);
      create schema supabase_migrations;
      create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);`,
  });
  const session = await db.session();
  expect(await listArchives(session)).toEqual([]);
  for (const [version, column] of [
    ['20260101000000', "a'b"],
    ['20260102000000', 'price'],
  ] as const) {
    const plan = await compile(session, { op: 'drop_column', table: 'items', column });
    await up(session, plan);
    await session.query('insert into supabase_migrations.schema_migrations values ($1, $2, $3)', [
      version,
      plan.steps.map((step) => step.up),
      'drop',
    ]);
  }
  await db.query(`create table godwit_archive.by_hand (n int); alter table items add column price int;
    update godwit_archive.archived set expires_at = now() where name = 'items_price'`);
  expect(await listArchives(session)).toMatchObject([
    { name: 'by_hand', holds: null, rows: 0, version: null, expiresAt: null, expired: false },
    {
      name: "items_a'b",
      holds: "values of public.items.a'b",
      rows: 2,
      counted: true,
      version: '20260101000000',
      run: null,
      expired: false,
      obstacle: null,
    },
    {
      name: 'items_price',
      version: '20260102000000',
      expired: true,
      obstacle: {
        reason: 'public.items.price is there',
        hint: 'rename_column or drop_column it first',
      },
    },
  ]);

  await db.query(`create view watching as select * from godwit_archive."items_a'b"`);
  await expect(purgeArchive(session, "items_a'b")).rejects.toThrow(ArchiveInUse);
  await purgeArchive(session, 'items_price');
  await purgeArchive(session, 'by_hand');
  await purgeArchive(session, 'by_hand');
  expect((await listArchives(session)).map(({ name }) => name)).toEqual(["items_a'b"]);
  const plan = await compile(session, { op: 'drop_column', table: 'items', column: 'price' });
  expect(plan.archives).toEqual(['godwit_archive.items_price_2']);
});
