import { expect, test } from 'vitest';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down, schemaChanges, up } from './cycle.ts';

const items = `
  create type mood as enum ('good', 'bad');
  create table makers (id int primary key);
  insert into makers values (1), (2);
  create table items (
    id int, part "char" not null, primary key (id, part),
    price numeric(8, 2) collate "default" not null default 9.5 check (price > 0),
    constraint cheap check (price < 1000 or id < 5),
    maker int references makers (id) on delete cascade,
    state mood default 'good',
    code varchar(4),
    updated_at timestamptz default '2020-01-01',
    unique (maker, id)
  );
  comment on column items.price is 'in euro';
  alter table items alter column price set statistics 200;
  create index items_price_idx on items (price desc) where price > 5;
  create unique index once on items (lower(code), id);
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on items for each row execute function touch();
  insert into items (id, part, price, maker, state, code)
    select n, 'a', n % 50 + 1, case when n % 3 = 0 then 1 + n % 2 end, case when n % 7 = 0 then null else 'bad'::mood end, 'c' || n % 90
    from generate_series(1, 1700) n;
`.replace(' collate "default"', '');

test('the archive is checked before the column goes; the way back restores values and all that stood on it', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  const plan = await cycle(session, { op: 'drop_column', table: 'items', column: 'price' });
  const kinds = ['concurrent', 'transactional', 'batched', 'transactional', 'transactional'];
  expect(plan.steps.map(({ kind }) => kind)).toEqual(kinds);
  expect(plan.steps[4]?.up).toBe(`DROP TRIGGER IF EXISTS "zz_godwit_keep_price_rows" ON "public"."items";
DROP TRIGGER IF EXISTS "zz_godwit_keep_price_updates" ON "public"."items";
DROP TRIGGER IF EXISTS "zz_godwit_keep_price_truncate" ON "public"."items";
DROP FUNCTION IF EXISTS "godwit_archive"."items_price_upkeep"();
ALTER TABLE "public"."items" DROP COLUMN "price";`);
  expect(plan.destroys).toEqual(['the values of public.items.price']);
  expect(plan.archives).toEqual(['godwit_archive.items_price']);
  expect(plan.breaking).toEqual(['applications that read or write public.items.price fail']);
  expect(await db.query('select count(*)::int, sum(was)::int from godwit_archive.items_price')).toEqual([
    { count: 1700, sum: 43350 },
  ]);
});

test('keys, enums and codes come back, too', async () => {
  await using db = await testDatabase({
    sql: `${items}
      comment on constraint items_maker_id_key on items is 'one each';
      create table stays (id int primary key, span int4range, exclude using gist (span with &&));`,
  });
  const session = await db.session();
  const plan = await cycle(session, [
    { op: 'drop_column', table: 'items', column: 'maker' },
    { op: 'drop_column', table: 'items', column: 'state' },
    { op: 'drop_column', table: 'items', column: 'code' },
  ]);
  // The way back of a unique constraint keeps nobody waiting; that of an exclusion constraint says that it does.
  expect(plan.steps.slice(0, 2).map(({ up: sql, down: back }) => [sql, back])).toEqual([
    [
      'ALTER TABLE "public"."items" DROP CONSTRAINT "items_maker_id_key";',
      `ALTER TABLE "public"."items" ADD CONSTRAINT "items_maker_id_key" UNIQUE USING INDEX "items_maker_id_key";
COMMENT ON CONSTRAINT "items_maker_id_key" ON "public"."items" IS 'one each';`,
    ],
    [
      'DROP INDEX CONCURRENTLY IF EXISTS "public"."items_maker_id_key";',
      'CREATE UNIQUE INDEX CONCURRENTLY "items_maker_id_key" ON "public"."items" USING btree (maker, id);',
    ],
  ]);
  expect(
    plan.steps.filter(({ down: back }) => / ADD CONSTRAINT "items_maker_id_key" UNIQUE \(/.test(back)),
  ).toEqual([]);
  expect(plan.breaking[1]).toBe('a rollback fails while rows of public.items repeat (maker, id)');
  const { breaking } = await cycle(session, { op: 'drop_column', table: 'stays', column: 'span' });
  expect(breaking[1]).toBe(
    'a rollback needs a window: reads and writes of public.stays wait while it builds stays_span_excl again',
  );
});

test('rows that came meanwhile get the default, or stay without a value', async () => {
  await using db = await testDatabase({ sql: `${items} alter table items alter price drop default` });
  const session = await db.session();
  const plan = await compile(session, [
    { op: 'drop_column', table: 'items', column: 'price' },
    { op: 'drop_column', table: 'items', column: 'state' },
  ]);
  await up(session, plan);
  await session.query(`insert into items (id, part) values (9999, 'z'); delete from items where id = 1`);
  await down(session, plan);
  expect(await db.query('select price, state from items where id = 9999')).toEqual([
    { price: null, state: 'good' },
  ]);
  expect(await db.query('select price::int, state from items where id = 2')).toEqual([
    { price: 3, state: 'bad' },
  ]);
  expect(
    await db.query(
      `select attnotnull from pg_attribute where attrelid = 'items'::regclass and attname = 'price'`,
    ),
  ).toEqual([{ attnotnull: false }]);
});

test('the archive follows what is written while it is filled, whoever writes and in whatever order', async () => {
  await using db = await testDatabase({
    sql: `${items.replace('(id, part)', '(id, part) deferrable')} create role dropper_${process.pid}; grant all on items to dropper_${process.pid}`,
  });
  const session = await db.session();
  const [, archive, copy, proof, drop] = (
    await compile(session, { op: 'drop_column', table: 'items', column: 'price' })
  ).steps;
  await session.query(archive?.up ?? '');
  const write = `set role dropper_${process.pid};
    insert into items values (5001, 'a', 1), (5002, 'a', 2), (5003, 'a', 3);
    update items set id = id + 1 where id > 5000;
    update items set price = 7 where id % 5 = 0;
    delete from items where id % 7 = 0;
    reset role`;
  await session.query(write);
  await session.query(copy?.up ?? '');
  await session.query(write.replaceAll('500', '600'));
  await session.query(proof?.up ?? '');
  const truth = await db.query('select id as k1, price as was from items order by 1');
  await session.query(drop?.up ?? '');
  expect(await db.query('select k1, was from godwit_archive.items_price order by 1')).toEqual(truth);
  await session.query(`drop owned by dropper_${process.pid}; drop role dropper_${process.pid}`);
});

test('TRUNCATE empties the archive, too', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  const plan = await compile(session, { op: 'drop_column', table: 'items', column: 'price' });
  const [, archive, copy, proof] = plan.steps;
  for (const step of [archive, copy]) await session.query(step?.up ?? '');
  await session.query('truncate items');
  await session.query(proof?.up ?? '');
  expect(await db.query('select from godwit_archive.items_price')).toEqual([]);
});

test('raises, and keeps the column, when the copy is not the same; what was begun can be taken back', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  const plan = await compile(session, { op: 'drop_column', table: 'items', column: 'price' });
  const before = await takeSnapshot(session);
  const [index, archive, copy, proof] = plan.steps;
  for (const step of [index, archive, copy]) await session.query(step?.up ?? '');
  await session.query('update godwit_archive.items_price set was = 1.5 where k1 = 7');
  await session.query('begin');
  await expect(session.query(proof?.up ?? '')).rejects.toThrow(
    'godwit_archive.items_price is not a copy of public.items',
  );
  await session.query('rollback');
  await session.query('update godwit_archive.items_price set was = 8 where k1 = 7');
  expect(await db.query('select count(price)::int from items')).toEqual([{ count: 1700 }]);
  for (const step of [copy, archive, index]) await session.query(step?.down ?? '');
  expect(await schemaChanges(session, before)).toEqual([]);
});

test('after a rename the values are in the new column: nothing is lost, new rows come back, too', async () => {
  await using db = await testDatabase({ sql: items });
  const session = await db.session();
  await up(
    session,
    await compile(session, { op: 'rename_column', table: 'items', column: 'price', to: 'cost' }),
  );
  const plan = await cycle(session, { op: 'drop_column', table: 'items', column: 'price' });
  expect(plan.destroys).toEqual([]);
  await session.query(
    `insert into items (id, part, cost) values (9999, 'z', 4); update items set cost = 8 where id = 1`,
  );
  await down(session, plan);
  expect(
    await db.query('select id, price::int, cost::int from items where id in (1, 9999) order by id'),
  ).toEqual([
    { id: 1, price: 8, cost: 8 },
    { id: 9999, price: 4, cost: 4 },
  ]);
  await session.query('update items set price = 5 where id = 1');
  expect(await db.query('select cost::int from items where id = 1')).toEqual([{ cost: 5 }]);
});

test('a volatile default moves on to the new name', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int primary key, token uuid not null default gen_random_uuid()); insert into t values (1)',
  });
  const session = await db.session();
  await up(
    session,
    await compile(session, { op: 'rename_column', table: 't', column: 'token', to: 'secret' }),
  );
  await cycle(session, { op: 'drop_column', table: 't', column: 'token' });
  await session.query('insert into t (id) values (2)');
  expect(await db.query('select count(secret)::int from t')).toEqual([{ count: 2 }]);
});

test('names what depends on the column', async () => {
  await using db = await testDatabase({
    sql: `${items}
      create view dear as select id from items where price > 30;
      alter table items add column double numeric generated always as (price * 2) stored;
      create policy low on items using (price < 20);`,
  });
  const session = await db.session();
  await expect(
    compile(session, { op: 'drop_column', table: 'items', column: 'price' }),
  ).rejects.toMatchObject({
    message:
      'public.items.price: generated column double, policy low on public.items, view public.dear depend on it',
    blockers: ['generated column double', 'policy low on public.items', 'view public.dear'],
  });
  await expect(compile(session, { op: 'drop_column', table: 'items', column: 'id' })).rejects.toThrow(
    'part of the primary key',
  );
});

test('drop_table keeps rows, keys and grants where no ordinary role finds them', async () => {
  const role = `clerk_${process.pid}`;
  await using db = await testDatabase({ sql: `${items} create role ${role}; grant all on items to ${role}` });
  const session = await db.session();
  try {
    const plan = await cycle(session, { op: 'drop_table', table: 'items' });
    expect(plan.archives).toEqual(['godwit_archive.items']);
    await expect(compile(session, { op: 'drop_table', table: 'items' })).rejects.toThrow(
      'there is no table "public.items"',
    );
    await session.query(`set role ${role}`);
    await expect(session.query('select * from godwit_archive.items')).rejects.toThrow('permission denied');
    await session.query('reset role');
    await session.query('create table items (id int)');
    const second = await cycle(session, { op: 'drop_table', table: 'items' });
    expect(second.archives).toEqual(['godwit_archive.items_2']);
    const kept = `select name, holds, (expires_at - archived_at)::text as for from godwit_archive.archived order by name`;
    expect(await db.query(kept)).toEqual([
      { name: 'items', holds: 'table public.items', for: '30 days' },
      { name: 'items_2', holds: 'table public.items', for: '30 days' },
    ]);
    await down(session, second);
    expect(await db.query(kept)).toHaveLength(1);
    await up(session, second);
    await expect(compile(session, { op: 'drop_table', table: 'makers' })).resolves.toBeDefined();
    await session.query('create table uses (maker int references makers)');
    await expect(compile(session, { op: 'drop_table', table: 'makers' })).rejects.toThrow(
      'foreign key uses_maker_fkey of public.uses',
    );
  } finally {
    await session.query(`reset role; drop owned by ${role}; drop role ${role}`);
  }
});

test('columns that a parent or a child has, too, are left alone', async () => {
  await using db = await testDatabase({
    sql: `create table parent (id int primary key, a int); create table child (b int) inherits (parent);
          create table parted (id int primary key, a int) partition by range (id);
          create table part partition of parted default`,
  });
  const session = await db.session();
  for (const [table, message] of [
    ['parent', 'it inherits or is inherited from'],
    ['child', 'it inherits or is inherited from'],
    ['part', 'it is a partition of public.parted, whose columns it has'],
  ] as const) {
    await expect(compile(session, { op: 'drop_column', table, column: 'a' })).rejects.toThrow(message);
    await expect(compile(session, { op: 'rename_column', table, column: 'a', to: 'c' })).rejects.toThrow(
      message,
    );
  }
});
