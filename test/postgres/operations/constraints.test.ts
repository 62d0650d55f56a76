import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { serverMajor, since } from '../../support/server-version.ts';
import { compile, counts, cycle, down, type Given, up } from './cycle.ts';

const long = 'ü'.repeat(31);
/** Every kind of constraint, on plain and on oddly named tables, empty and with rows. */
const schema = `
  create table people (
    id int not null, email text unique, code varchar(9), born date not null,
    constraint people_pkey primary key (id),
    constraint adult check (born < '2010-01-01') no inherit,
    constraint coded unique ${since(15, 'nulls not distinct')} (code, id) include (email) deferrable initially deferred
  );
  create table tasks (
    id int primary key, owner int constraint owned references people (id) on update cascade on delete cascade,
    title text not null, n int not null, constraint positive check (n > 0)
  );
  create table keyless (a int, b text, "select" uuid default gen_random_uuid());
  create table "O'dd "" ${long.slice(5)}" (
    "Größe" int not null, "${long}" text, "from" int,
    constraint "${'ß'.repeat(31)}" unique ("${long}"),
    constraint "it's ""so""" check ("Größe" > 0)
  );
  create table bookings (room int, during tsrange, constraint no_overlap exclude using gist (during with &&));
  comment on constraint owned on tasks is 'who it''s for';
  comment on constraint adult on people is 'old enough';
  comment on constraint coded on people is 'codes';
  comment on index coded is 'index of codes';
  alter table people cluster on coded;
  alter table tasks enable row level security, force row level security;
  create policy own on tasks using (owner = 1);
  insert into people select n, 'p' || n, 'c' || n, '2000-01-01' from generate_series(1, 40) n;
  insert into tasks select n, n % 40 + 1, 't' || n, n from generate_series(1, 1200) n;
  insert into keyless select n, 'b' || n from generate_series(1, 30) n;
  insert into "O'dd "" ${long.slice(5)}" values (1, 'x', 2);
  insert into bookings values (1, '[2020-01-01, 2020-01-02)'), (2, '[2020-01-02, 2020-01-03)');
  create table parts (id int not null, at date not null, n int not null constraint parts_n check (n > 0)) partition by range (at);
  create table parts_20 partition of parts for values from ('2020-01-01') to ('2021-01-01');
  create table parts_21 partition of parts for values from ('2021-01-01') to ('2022-01-01');
  insert into parts select n, '2020-06-01'::date + n, n from generate_series(1, 400) n;
`;
const odd = `O'dd " ${long.slice(5)}`;

const cycled = async (db: TestDatabase, given: Given): Promise<string[]> =>
  (await cycle(await db.shared(), given)).steps.flatMap(({ kind, up: sql }) => `${kind}: ${sql}`);

const refused = async (db: TestDatabase, given: Given, message: string): Promise<void> =>
  expect(compile(await db.shared(), given)).rejects.toThrow(message);

test('drop_not_null: the way back proves it again, without a scan under a strong lock', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  expect(await cycled(db, { op: 'drop_not_null', table: 'tasks', column: 'title' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" ALTER COLUMN "title" DROP NOT NULL;',
  ]);
  await cycled(db, { op: 'drop_not_null', table: odd, column: 'Größe' });
  await cycled(db, { op: 'drop_not_null', table: 'parts', column: 'n' });
  const plan = await compile(session, { op: 'drop_not_null', table: 'people', column: 'born' });
  expect(plan.steps[0]?.down).toContain(
    'ADD CONSTRAINT "people_born_not_null_check" CHECK ("born" IS NOT NULL) NOT VALID',
  );
  await up(session, plan);
  await session.query(`insert into people (id) values (99)`);
  await down(session, plan);
  expect(await db.query(`select attnotnull from pg_attribute where attname = 'born'`)).toEqual([
    { attnotnull: false },
  ]);
  const fails = (table: string, column: string, message: string): Promise<void> =>
    refused(db, { op: 'drop_not_null', table, column }, message);
  await fails('tasks', 'title', 'public.tasks.title: it allows NULL already');
  await fails('tasks', 'id', 'it is part of the primary key');
  await fails('parts_20', 'id', 'the NOT NULL comes from its parent table');
});

test('validate_constraint: the way back makes it NOT VALID again', async () => {
  await using db = await testDatabase({
    sql: `${schema}
      insert into tasks values (5000, null, 'x', 1);
      alter table tasks add constraint short check (length(title) < 6) not valid,
        add constraint team foreign key (n) references people (id) on delete set null not valid,
        add constraint unready check (id < 3000 or owner is not null) not valid;
      alter table parts add constraint early check (at < '2022-01-01') not valid;
      comment on constraint short on tasks is 'for the list';
    `,
  });
  expect(await cycled(db, { op: 'validate_constraint', table: 'tasks', name: 'short' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "short";',
  ]);
  await cycled(db, { op: 'validate_constraint', table: 'parts', name: 'early' });
  const session = await db.session();
  const asked = async (name: string) =>
    counts(
      session,
      (await compile(session, { op: 'validate_constraint', table: 'tasks', name })).preconditions,
    );
  expect(await asked('team')).toEqual({ 'every n of public.tasks is in public.people': 1160 });
  expect(await asked('unready')).toEqual({
    'every row of public.tasks meets ((id < 3000) OR (owner IS NOT NULL))': 1,
  });
  await session.query('delete from tasks where n > 40');
  await cycled(db, { op: 'validate_constraint', table: 'tasks', name: 'team' });
  const fails = (table: string, name: string, message: string): Promise<void> =>
    refused(db, { op: 'validate_constraint', table, name }, message);
  await fails('tasks', 'positive', 'constraint positive of public.tasks: it is validated already');
  await fails('tasks', 'shorts', 'there is no constraint of public.tasks "shorts"');
});

test('drop_constraint: check and foreign key come back NOT VALID, then proven', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  expect(await cycled(db, { op: 'drop_constraint', table: 'tasks', name: 'positive' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" DROP CONSTRAINT "positive";',
  ]);
  await cycled(db, { op: 'drop_constraint', table: 'people', name: 'adult' });
  await cycled(db, { op: 'drop_constraint', table: odd, name: `it's "so"` });
  await cycled(db, { op: 'drop_constraint', table: 'parts', name: 'parts_n' });
  await cycled(db, { op: 'drop_constraint', table: 'bookings', name: 'no_overlap' });
  await refused(
    db,
    { op: 'drop_constraint', table: 'people', name: 'people_pkey' },
    'constraint people_pkey of public.people: foreign key owned of public.tasks depends on it',
  );
  const plan = await cycle(session, { op: 'drop_constraint', table: 'tasks', name: 'owned' });
  await session.query("insert into tasks values (9000, 9000, 'x', 1)");
  await down(session, plan);
  expect(await db.query(`select convalidated from pg_constraint where conname = 'owned'`)).toEqual([
    { convalidated: false },
  ]);
});

test('drop_constraint: unique and primary key come back by an index built while the table is in use', async () => {
  await using db = await testDatabase({ sql: schema });
  expect(await cycled(db, { op: 'drop_constraint', table: 'people', name: 'people_email_key' })).toEqual([
    'transactional: ALTER TABLE "public"."people" DROP CONSTRAINT "people_email_key";',
    'concurrent: DROP INDEX CONCURRENTLY IF EXISTS "public"."people_email_key";',
  ]);
  const coded = await compile(await db.shared(), { op: 'drop_constraint', table: 'people', name: 'coded' });
  expect(coded.steps.map((step) => step.down)).toEqual([
    `ALTER TABLE "public"."people" ADD CONSTRAINT "coded" UNIQUE USING INDEX "coded" DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT "coded" ON "public"."people" IS 'codes';
COMMENT ON INDEX "public"."coded" IS 'index of codes';
ALTER TABLE "public"."people" CLUSTER ON "coded";`,
    `CREATE UNIQUE INDEX CONCURRENTLY "coded" ON "public"."people" USING btree (code, id) INCLUDE (email)${since(15, ' NULLS NOT DISTINCT')};`,
  ]);
  expect(coded.breaking).toEqual([
    'rows of public.people may repeat (code, id), and INSERT … ON CONFLICT (code, id) fails',
    'a rollback fails while rows of public.people repeat (code, id)',
  ]);
  await cycled(db, { op: 'drop_constraint', table: 'people', name: 'coded' });
  await cycled(db, { op: 'drop_constraint', table: odd, name: 'ß'.repeat(31) });
  await cycled(db, { op: 'drop_constraint', table: 'tasks', name: 'tasks_pkey' });
  const fails = (table: string, name: string, message: string): Promise<void> =>
    refused(db, { op: 'drop_constraint', table, name }, message);
  if (serverMajor >= 18) await fails('tasks', 'tasks_title_not_null', 'it forbids NULL in a column');
  await fails('parts_20', 'parts_n', 'it comes from the parent table');
  const session = await db.session();
  await session.query(`
    alter table tasks drop constraint owned; create view grouped as select id, email from people group by id;
    alter table parts add primary key (id, at); create publication p for table keyless; alter table keyless add primary key (a);
  `);
  await fails('people', 'people_pkey', 'view public.grouped depends on it');
  await fails('parts', 'parts_pkey', 'a primary key of a partitioned table could not be built again');
  await fails('keyless', 'keyless_pkey', 'publication p replicates the table');
});

test('add_primary_key: NOT NULL through a proven check, then an index that becomes the key', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const given = { op: 'add_primary_key', table: 'keyless', columns: ['a'] } satisfies Given;
  expect(await cycled(db, given)).toEqual([
    'transactional: ALTER TABLE "public"."keyless" ADD CONSTRAINT "keyless_a_not_null_check" CHECK ("a" IS NOT NULL) NOT VALID;',
    'transactional: ALTER TABLE "public"."keyless" VALIDATE CONSTRAINT "keyless_a_not_null_check";',
    'transactional: ALTER TABLE "public"."keyless" ALTER COLUMN "a" SET NOT NULL;\nALTER TABLE "public"."keyless" DROP CONSTRAINT "keyless_a_not_null_check";',
    'concurrent: CREATE UNIQUE INDEX CONCURRENTLY "keyless_pkey" ON "public"."keyless" ("a");',
    'transactional: ALTER TABLE "public"."keyless" ADD CONSTRAINT "keyless_pkey" PRIMARY KEY USING INDEX "keyless_pkey";',
  ]);
  await cycled(db, { op: 'add_primary_key', table: odd, columns: [long, 'Größe'], name: 'Key of "it"' });
  await session.query(
    `insert into bookings values (1, '[2021-01-01, 2021-01-02)'), (null, '[2022-01-01, 2022-01-02)')`,
  );
  const { preconditions } = await compile(session, {
    op: 'add_primary_key',
    table: 'bookings',
    columns: ['room'],
  });
  expect(await counts(session, preconditions)).toEqual({
    'no row of public.bookings has NULL in room': 1,
    'no two rows of public.bookings have the same room': 1,
  });
  await refused(db, given, 'public.keyless: it has the primary key (a)');
  await refused(db, { ...given, table: 'bookings', columns: [] }, 'the primary key names no column');
  await refused(
    db,
    { ...given, table: 'parts', columns: ['id'] },
    'of a partitioned table is not supported yet',
  );
  await refused(
    db,
    { ...given, table: 'bookings', columns: ['id'] },
    'there is no column "public.bookings.id"',
  );
});

test('alter_foreign_key: the new one is proven before it takes the place of the old one', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const given = { op: 'alter_foreign_key', table: 'tasks', name: 'owned' } as const;
  const plan = await cycle(session, { ...given, onDelete: 'set null' });
  expect(plan.steps.map(({ kind, up: sql }) => `${kind}: ${sql}`)).toEqual([
    'transactional: ALTER TABLE "public"."tasks" ADD CONSTRAINT "owned_new" FOREIGN KEY (owner) REFERENCES public.people(id) ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;',
    'transactional: ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "owned_new";',
    `transactional: ALTER TABLE "public"."tasks" DROP CONSTRAINT "owned";
ALTER TABLE "public"."tasks" RENAME CONSTRAINT "owned_new" TO "owned";
COMMENT ON CONSTRAINT "owned" ON "public"."tasks" IS 'who it''s for';`,
  ]);
  expect(plan.breaking).toEqual([
    'deletes in public.people: rows of public.tasks whose owner is theirs are set to NULL',
  ]);
  await session.query('delete from people where id = 5');
  expect(await db.query('select count(*)::int from tasks where owner is null')).toEqual([{ count: 30 }]);
  expect(await cycled(db, { ...given, deferrable: 'initially deferred' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" ALTER CONSTRAINT "owned" DEFERRABLE INITIALLY DEFERRED;',
  ]);
  await cycled(db, { ...given, deferrable: 'no', onUpdate: 'no action', onDelete: 'restrict' });
  await refused(db, { ...given, onDelete: 'restrict' }, 'it is so already');
  await refused(db, { ...given, name: 'positive' }, 'it is a check');
  if (serverMajor < 15) return;
  await session.query(
    'alter table tasks drop constraint owned, add constraint owned foreign key (owner) references people (id) on delete set null (owner)',
  );
  await refused(db, { ...given, onUpdate: 'cascade' }, 'says what this operation would lose');
});

test('add_foreign_key: several columns, every action, deferred', async () => {
  await using db = await testDatabase({
    sql: `
      create table prices (shop int, "Item" text, primary key (shop, "Item"));
      create table orders (id int primary key, shop int, item varchar(20));
      insert into prices values (1, 'a'), (1, 'b');
      insert into orders values (1, 1, 'a'), (2, null, 'x'), (3, 1, null), (4, 1, 'b');
    `,
  });
  const given = {
    op: 'add_foreign_key',
    table: 'orders',
    columns: ['shop', 'item'],
    references: {
      table: 'prices',
      columns: ['shop', 'Item'],
      onDelete: 'set null',
      onUpdate: 'cascade',
      deferrable: 'initially deferred',
    },
  } as const satisfies Given;
  expect((await cycled(db, given)).slice(0, 2)).toEqual([
    'concurrent: CREATE INDEX CONCURRENTLY "orders_shop_item_idx" ON "public"."orders" ("shop", "item");',
    'transactional: ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_shop_item_fkey" FOREIGN KEY ("shop", "item") REFERENCES "public"."prices" ("shop", "Item") ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT VALID;',
  ]);
  const session = await db.session();
  await session.query(
    `alter table orders drop constraint orders_shop_item_fkey; insert into orders values (5, 2, 'a')`,
  );
  const { preconditions } = await compile(session, given);
  expect(await counts(session, preconditions)).toEqual({
    'every shop, item of public.orders is in public.prices': 1,
  });
  const { columns: _, ...rest } = given.references;
  await refused(
    db,
    { ...given, references: { ...rest, column: 'shop' } },
    'the foreign key has the columns (shop, item) and points to (shop)',
  );
  await refused(
    db,
    { ...given, columns: ['shop'], references: { ...rest, column: 'shop' } },
    'a foreign key needs a unique column to point to',
  );
});

test('add_exclusion: for small tables only, in a window', async () => {
  await using db = await testDatabase({
    sql: `${schema} create extension btree_gist; create table many as select n, int4range(n, n + 1) as r from generate_series(1, 20000) n;`,
  });
  const session = await db.session();
  const given = {
    op: 'add_exclusion',
    table: 'bookings',
    elements: [
      { column: 'room', with: '=' },
      { expression: `coalesce(during, 'empty')`, with: '&&' },
    ],
    where: 'room > 0',
    deferrable: 'initially deferred',
  } as const satisfies Given;
  expect(await cycled(db, given)).toEqual([
    `transactional: ALTER TABLE "public"."bookings" ADD CONSTRAINT "bookings_room_excl" EXCLUDE USING gist ("room" WITH =, (coalesce(during, 'empty')) WITH &&) WHERE (room > 0) DEFERRABLE INITIALLY DEFERRED;`,
  ]);
  await session.query(`
    alter table bookings drop constraint bookings_room_excl, drop constraint no_overlap;
    insert into bookings values (1, '[2020-01-01 12:00, 2020-01-05)'), (3, '[2020-01-01, 2020-01-09)');
    analyze many;
  `);
  const { preconditions, breaking } = await compile(session, given);
  expect(Object.values(await counts(session, preconditions))).toEqual([2]);
  expect(breaking[0]).toBe(
    'needs a window: reads and writes of public.bookings wait while the index of bookings_room_excl is built',
  );
  await refused(
    db,
    { op: 'add_exclusion', table: 'many', elements: [{ column: 'r', with: '&&' }] },
    'public.many: it has about 20000 rows',
  );
  await expect(
    compile(session, { ...given, elements: [{ column: 'room', with: '= room); drop table tasks; --' }] }),
  ).rejects.toThrow('is not an operator');
  await session.query('drop extension btree_gist');
  await refused(db, given, 'gist cannot compare room by = without the extension btree_gist');
});

test('values that nobody can compare or store are no key; what is inherited is validated by hand', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, j json, p point); create table keyless (j json, v int generated always as (1) ${since(18, 'virtual') || 'stored'});
          create table mother (a int); create table child () inherits (mother);
          alter table mother add constraint above check (a > 0) not valid;
          create table parted (a int) partition by range (a); create table part partition of parted default`,
  });
  const message = 'of which PostgreSQL cannot say whether two values are equal';
  await refused(db, { op: 'add_unique', table: 't', columns: ['id', 'j'] }, message);
  await refused(db, { op: 'add_primary_key', table: 'keyless', columns: ['j'] }, message);
  await refused(db, { op: 'delete_duplicates', table: 't', columns: ['p'] }, message);
  await refused(
    db,
    { op: 'add_primary_key', table: 'part', columns: ['a'] },
    'it is a partition of public.parted',
  );
  const virtual = 'public.keyless: v is computed when it is read';
  if (serverMajor >= 18) {
    await refused(db, { op: 'add_primary_key', table: 'keyless', columns: ['v'] }, virtual);
    await refused(db, { op: 'add_unique', table: 'keyless', columns: ['v'] }, virtual);
    await refused(db, { op: 'add_index', table: 'keyless', columns: ['v'] }, virtual);
    const references = { table: 't', column: 'id' };
    await refused(db, { op: 'add_foreign_key', table: 'keyless', column: 'v', references }, virtual);
  }
  await refused(
    db,
    { op: 'validate_constraint', table: 'mother', name: 'above' },
    'each in a state of its own',
  );
});
