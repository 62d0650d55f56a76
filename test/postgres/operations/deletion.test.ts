import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, type Given, up } from './cycle.ts';

const schema = `
  create type kind as enum ('a', 'b');
  create table owners (id int primary key);
  insert into owners select generate_series(1, 10);
  create table "Order" (
    id bigint generated always as identity primary key, part kind, email text, "At" timestamptz, price numeric(8, 2),
    double numeric generated always as (price * 2) stored, doc json, owner int
  );
  insert into "Order" (part, email, "At", price, doc, owner)
    select case n % 2 when 0 then 'a' else 'b' end::kind, 'm' || n % 500, '2020-01-01'::timestamptz + n * interval '1 hour', n / 3.0, '{"n":  1}', n % 12 + 1
    from generate_series(1, 1200) n;
  insert into "Order" (email) values (null), (null);
  create function touch() returns trigger language plpgsql as $$ begin new.price := -1; return new; end $$;
  create trigger touch before insert on "Order" for each row execute function touch();
`;
const duplicates: Given = {
  op: 'delete_duplicates',
  table: 'Order',
  columns: ['part', 'email'],
  keep: [{ column: 'At', direction: 'desc' }],
};
const orphans: Given = {
  op: 'delete_orphans',
  table: 'Order',
  column: 'owner',
  references: { table: 'owners' },
};

test('of rows that repeat one stays; the others are kept, and come back as they were', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const plan = await cycle(session, [
    duplicates,
    { op: 'add_unique', table: 'Order', columns: ['part', 'email'] },
  ]);
  expect(plan.archives).toEqual(['godwit_archive.Order_deleted', 'godwit_archive.Order_duplicates']);
  expect(plan.steps[1]?.up).toContain(
    'INSERT INTO "godwit_archive"."Order_duplicates" (k1, s1) SELECT k1, s1 FROM (SELECT "Order"."id" AS k1, ' +
      'first_value("Order"."id") OVER godwit_group AS s1, row_number() OVER godwit_group AS place FROM "public"."Order" ' +
      'WHERE "Order"."part" IS NOT NULL AND "Order"."email" IS NOT NULL WINDOW godwit_group AS (PARTITION BY "Order"."part", "Order"."email" ' +
      'ORDER BY "Order"."At" DESC NULLS LAST, "Order"."id")) AS godwit_ranked WHERE place > 1;',
  );
  expect(plan.steps[2]?.up).toContain('FOR UPDATE SKIP LOCKED');
  expect(await db.query('select count(*)::int, min(id) from "Order"')).toEqual([{ count: 502, min: 701 }]);
  expect(await db.query('select count(*)::int from godwit_archive."Order_deleted"')).toEqual([
    { count: 700 },
  ]);
});

test('a row that is no duplicate any more stays; a place that is taken is told', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const { steps } = await compile(session, duplicates);
  const [create, list, ...rest] = steps;
  await session.query(`${create.up} ${list?.up}`);
  await session.query(
    `update "Order" set email = 'new' where id = 1; delete from "Order" where email = 'm7' and id > 500`,
  );
  for (const step of rest) await session.query(step.up);
  expect(await db.query(`select id from "Order" where email in ('new', 'm7') order by 1`)).toEqual([
    { id: 1 },
    { id: 7 },
  ]);
  await session.query('insert into "Order" (id, email) overriding system value values (2, null)');
  const warnings: string[] = [];
  session.on('notice', ({ message = '' }) => warnings.push(message));
  await down(session, { steps });
  expect(warnings).toContain(
    '1 rows of public.Order did not come back: their place is taken, or what they refer to is gone',
  );
});

test('rows come back where a unique constraint is deferrable, but for those whose place is taken', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, a int, slot int unique deferrable initially deferred, code int);
          create unique index on t (code);
          insert into t select n, n / 2, n, n from generate_series(1, 9) n`,
  });
  const session = await db.session();
  const plan = await cycle(session, { op: 'delete_duplicates', table: 't', columns: ['a'] });
  await session.query('insert into t values (20, 20, 3, 20), (5, 21, 30, 30), (21, 22, 31, 7)');
  const warnings: string[] = [];
  session.on('notice', ({ message = '' }) => warnings.push(message));
  await down(session, plan);
  expect(warnings.join()).toContain('3 rows of public.t did not come back');
  expect(await db.query('select id from t where a < 20 order by id')).toEqual(
    [1, 2, 4, 6, 8, 9].map((id) => ({ id })),
  );
});

test('rows that refer to a duplicate: asked about, or pointed to the one that stays', async () => {
  await using db = await testDatabase({
    sql: `${schema} create table items (id int primary key, "order" bigint references "Order" on delete cascade, n int);
      create index on items ("order");
      create table lines (id int primary key, "order" bigint references "Order") partition by hash (id);
      create table lines_0 partition of lines for values with (modulus 2, remainder 0);
      create table lines_1 partition of lines for values with (modulus 2, remainder 1);
      insert into items select n, n, n from generate_series(1, 900, 100) n;`,
  });
  const session = await db.session();
  const asked = await compile(session, duplicates);
  expect(await counts(session, asked.preconditions)).toEqual({
    'no row of public.Order that goes is referred to': 7,
  });
  // Whoever refers to a row keeps it, whatever was asked before.
  await up(session, asked);
  expect(await db.query('select count(*)::int from items')).toEqual([{ count: 9 }]);
  expect(await db.query('select count(*)::int from "Order"')).toEqual([{ count: 509 }]);
  await down(session, asked);
  await session.query('insert into lines select n, n from generate_series(1, 40) n');
  await cycle(session, { ...duplicates, references: 'repoint' });
  expect(
    await db.query(
      `select count(*)::int, count(distinct "order")::int as orders, min("order") from items join "Order" on "Order".id = "order"`,
    ),
  ).toEqual([{ count: 9, orders: 5, min: 701 }]);
  expect(await db.query('select count(*)::int, min("order") from lines')).toEqual([{ count: 40, min: 1001 }]);
});

test('rows that refer to nothing go, even under a key that is not validated', async () => {
  await using db = await testDatabase({
    sql: `${schema} alter table "Order" add constraint later foreign key (owner) references owners not valid;`,
  });
  const session = await db.session();
  const plan = await cycle(session, orphans);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['transactional', 'batched']);
  expect(await db.query('select max(owner), count(*)::int from "Order"')).toEqual([{ max: 10, count: 1002 }]);
  await session.query('alter table "Order" validate constraint later');
});

test('refusals', async () => {
  await using db = await testDatabase({
    sql: `${schema} create table loose (a int); create table tree (id int primary key, up int references tree);
      create table tags (id int primary key, "order" bigint unique references "Order");
      create table parents (id int primary key, n int); create table parted ("parent" int references parents) partition by list ("parent");
      create table parted_rest partition of parted default;`,
  });
  const session = await db.session();
  const fails = (given: Given, message: string): Promise<void> =>
    expect(compile(session, given)).rejects.toThrow(message);
  await fails({ ...duplicates, columns: [] } as Given, 'no column says what a duplicate is');
  await fails({ op: 'delete_duplicates', table: 'loose', columns: ['a'] }, 'it has no primary key');
  await fails(
    { ...duplicates, references: 'repoint' },
    'unique index tags_order_key allows one row for each',
  );
  await fails(
    { op: 'delete_duplicates', table: 'parents', columns: ['n'], references: 'repoint' },
    'parent says in which partition a row of public.parted_rest is',
  );
  await fails(
    { op: 'delete_duplicates', table: 'tree', columns: ['up'], references: 'repoint' },
    'it refers to its own table',
  );
  await fails(
    { op: 'delete_orphans', table: 'tree', column: 'up', references: { table: 'tree' } },
    'it refers to its own table',
  );
  await fails({ ...orphans, column: 'x' } as Given, 'there is no column "public.Order.x"');
});

test('a row that breaks a check that is NOT VALID could not come back: it is asked about first', async () => {
  await using db = await testDatabase({
    sql: `${schema} alter table "Order" disable trigger touch; update "Order" set price = -5 where id = 7;
      alter table "Order" add constraint paid check (price >= 0) not valid;`,
  });
  const session = await db.session();
  for (const given of [duplicates, orphans]) {
    const { preconditions } = await compile(session, given);
    expect(await counts(session, preconditions)).toEqual({
      'every row of public.Order meets paid, which is NOT VALID': 1,
    });
  }
});
