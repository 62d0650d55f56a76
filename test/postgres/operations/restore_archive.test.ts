import { expect, test } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { OperationRefused, UnknownPart } from '../../../postgres/operations/errors.ts';
import { compileOperations, type Operation } from '../../../postgres/operations/index.ts';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { since } from '../../support/server-version.ts';
import { compile, counts, cycle, down, schemaChanges, up } from './cycle.ts';

const items = `
  create type mood as enum ('good', 'bad');
  create table makers (id int primary key);
  insert into makers values (1), (2);
  create table "Items" (
    id int, part "char" not null, primary key (id, part),
    price numeric(8, 2) not null default 9.5 check (price > 0),
    maker int constraint made_by references makers (id) on delete cascade,
    state mood, "Due date" date default current_date,
    constraint "once;" unique ${since(15, 'nulls not distinct')} (state, id) include (part) deferrable initially deferred
  );
  comment on constraint "once;" on "Items" is 'it''s one'; comment on constraint "Items_price_check" on "Items" is 'not free';
  comment on column "Items".price is 'in euro';
  alter table "Items" alter column price set statistics 200;
  create index items_price_idx on "Items" (price desc) where price > 5; comment on index items_price_idx is 'dear';
  create function touch() returns trigger language plpgsql as $$ begin new.maker := null; return new; end $$;
  create trigger touch before update on "Items" for each row execute function touch();
  insert into "Items" (id, part, price, maker, state)
    select n, 'a', n % 50 + 1, case when n % 3 = 0 then 1 + n % 2 end, case when n % 7 <> 0 then 'bad'::mood end
    from generate_series(1, 1700) n;
`;

const drop = (column: string): Operation => ({
  op: 'drop_column',
  schema: 'public',
  table: 'Items',
  column,
});
const restore = (name: string): Operation => ({ op: 'restore_archive', name });

test('a dropped column comes back with its values and all that stood on it; the way back takes new ones along', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  const columns = ['price', 'maker', 'state', 'Due date'];
  const before = await takeSnapshot(session);
  const values = () => db.query(`select id, price, maker, state, "Due date" from "Items" order by id`);
  const were = await values();
  for (const column of columns) await up(session, await compile(session, drop(column)));

  const plan = await cycle(session, restore('Items_price'));
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'batched',
    'concurrent',
    'transactional',
  ]);
  expect(plan.archives).toEqual([]);
  expect(plan.destroys).toEqual([]);
  for (const column of ['maker', 'Due date']) await cycle(session, restore(`Items_${column}`));
  // No lock is held while the index of the unique constraint grows.
  const unique = await cycle(session, restore('Items_state'));
  expect(unique.steps.slice(2).map(({ up: sql }) => sql)).toEqual([
    `CREATE UNIQUE INDEX CONCURRENTLY "once;" ON "public"."Items" USING btree (state, id) INCLUDE (part)${since(15, ' NULLS NOT DISTINCT')};`,
    `ALTER TABLE "public"."Items" ADD CONSTRAINT "once;" UNIQUE USING INDEX "once;" DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT "once;" ON "public"."Items" IS 'it''s one';`,
  ]);

  expect(await values()).toEqual(were);
  // The columns are the last ones now: nothing else is other than it was.
  expect(await schemaChanges(session, before)).toEqual([]);
  expect(
    await db.query(`select count(*)::int as n from godwit_archive.archived where restored_at is not null`),
  ).toEqual([{ n: 4 }]);
});

test('rows that are gone stay in the archive, what is written since stays in the table, new rows get the default', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  await up(session, await compile(session, drop('price')));
  await db.query(`delete from "Items" where id <= 10; insert into "Items" (id, part) values (9999, 'z')`);
  const plan = await compile(session, restore('Items_price'));
  const [first, ...rest] = plan.steps;
  await session.query(first.up);
  // An application that knows the column is at work before all values are back.
  await db.query(`update "Items" set price = 777 where id = 11`);
  await up(session, { ...plan, steps: rest as unknown as typeof plan.steps });
  expect(
    await db.query(`select id, price::int from "Items" where id in (9, 11, 12, 9999) order by id`),
  ).toEqual([
    { id: 11, price: 777 },
    { id: 12, price: 13 },
    { id: 9999, price: 10 },
  ]);
  await down(session, plan);
  expect(
    await db.query(
      `select k1, was::int from godwit_archive."Items_price" where k1 in (9, 11, 12, 9999) order by k1`,
    ),
  ).toEqual([
    { k1: 9, was: 10 },
    { k1: 11, was: 777 },
    { k1: 12, was: 13 },
    { k1: 9999, was: 10 },
  ]);
});

test('rows of which a unique constraint would allow one are named before it comes back', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, code text not null default 'none' unique); insert into t values (1, 'a'), (2, 'none'), (3, 'c')`,
  });
  const session = await db.session();
  await up(session, await compile(session, { op: 'drop_column', table: 't', column: 'code' }));
  await db.query('insert into t values (4), (5)');
  const plan = await compile(session, restore('t_code'));
  expect(await counts(session, plan.preconditions)).toEqual({
    'no two rows of public.t have the same code when code is back': 1,
  });
  expect(await db.query(plan.preconditions[0]?.samples ?? '')).toEqual([{ key: 'id 2 and id 4 and id 5' }]);
  await db.query('delete from t where id > 3');
  await cycle(session, restore('t_code'));
});

test('a dropped table comes back where it was, with its foreign keys', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  const before = await takeSnapshot(session);
  await up(session, await compile(session, { op: 'drop_table', schema: 'public', table: 'Items' }));
  await cycle(session, restore('Items'));
  expect((await takeSnapshot(session)).hash).toBe(before.hash);
  expect(await db.query(`select count(*)::int as n from "Items"`)).toEqual([{ n: 1700 }]);
  expect(await db.query('select name from godwit_archive.archived')).toEqual([]);
});

test('what cannot be restored is refused, with the way out', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  for (const column of ['price', 'maker', 'state']) await up(session, await compile(session, drop(column)));
  await up(
    session,
    await compile(session, {
      op: 'backfill',
      schema: 'public',
      table: 'Items',
      column: 'Due date',
      expression: `'2026-01-01'`,
    }),
  );
  await db.query(`
    alter table "Items" add column price int; drop table makers;
    create table godwit_archive.by_hand (); create table godwit_archive.gone (k1 int);
    insert into godwit_archive.archived (name, holds, expires_at, purged_at) values ('purged', 'x', now(), now())`);
  const refused = async (name: string) => {
    const catalog = await readCatalog(session);
    try {
      compileOperations([restore(name)], catalog);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const expectRefused = async (name: string, message: string, hint: string) => {
    const error = await refused(name);
    expect(error).toBeInstanceOf(OperationRefused);
    expect(error).toMatchObject({ message, hint });
  };
  await expectRefused(
    'Items_price',
    'godwit_archive.Items_price: public.Items.price is there',
    'rename_column or drop_column it first',
  );
  await expectRefused(
    'Items_maker',
    'godwit_archive.Items_maker: foreign key made_by refers to public.makers, which is gone',
    'restore public.makers first',
  );
  await expectRefused(
    'Items_Due date_backfill',
    'godwit_archive.Items_Due date_backfill: it keeps values of public.Items.Due date before they were filled in, no dropped column or table',
    'the rollback of the migration that made it takes it back',
  );
  await expectRefused(
    'by_hand',
    'godwit_archive.by_hand: nothing is recorded about it',
    'the rollback of the migration that made it takes it back',
  );
  await expectRefused('purged', 'godwit_archive.purged: it is gone for good', 'look for it in a backup');
  expect(await refused('Items_prize')).toBeInstanceOf(UnknownPart);
  expect(await refused('archived')).toBeInstanceOf(UnknownPart);

  await db.query(`alter table "Items" drop column price; create index items_price_idx on "Items" (id)`);
  await expectRefused(
    'Items_price',
    'godwit_archive.Items_price: items_price_idx, which stood on price, is there again',
    'rename or drop what has the name now',
  );
  await db.query(`alter table "Items" drop constraint "Items_pkey", add primary key (id)`);
  await expectRefused(
    'Items_state',
    'godwit_archive.Items_state: its rows are known by id integer, part "char", and the primary key of public.Items is id integer now',
    'write the change as custom_sql: k1, k2 of the archive are the keys of then, was the value',
  );
  await db.query(`drop table "Items"`);
  await expectRefused(
    'Items_state',
    'godwit_archive.Items_state: table public.Items is gone',
    'restore the table first, or read its values where they are',
  );
});

test('the name of an archive that is gone is not used again, and the workspace says how long one is kept', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  await up(session, await compile(session, drop('price')));
  await db.query(
    `drop table godwit_archive."Items_price"; alter table "Items" add column price int;
     update godwit_archive.archived set purged_at = now()`,
  );
  const catalog = { ...(await readCatalog(session)), keepArchivesDays: 3 };
  const plan = compileOperations([drop('price')], catalog);
  expect(plan.archives).toEqual(['godwit_archive.Items_price_2']);
  await up(session, plan);
  expect(
    await db.query(
      `select extract(day from expires_at - archived_at)::int as days from godwit_archive.archived order by name`,
    ),
  ).toEqual([{ days: 30 }, { days: 3 }]);
});
