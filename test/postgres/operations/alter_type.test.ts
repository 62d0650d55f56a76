import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { serverMajor, since } from '../../support/server-version.ts';
import { compile, counts, cycle, down, type Given, runStep, up } from './cycle.ts';

const alter = (table: string, column: string, type: string) =>
  ({ op: 'alter_type', table, column, type }) as const;
const refused = async (db: TestDatabase, given: Given, message: string): Promise<void> =>
  expect(compile(await db.shared(), given)).rejects.toThrow(message);
const typeOf = async (db: TestDatabase, table: string, column: string): Promise<unknown> =>
  (
    await db.query<{ type: string }>(
      `select format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = '${table}'::regclass and attname = '${column}'`,
    )
  )[0]?.type;

test('in place: where PostgreSQL writes no row, one short statement', async () => {
  await using db = await testDatabase({
    sql: `
      create table codes (
        code varchar(20) collate "C" primary key default 'none', label varchar(10) default 'x', price numeric(8, 2), at timestamp default now(),
        constraint short check (length(label) < 9)
      );
      alter table codes add constraint odd check (label <> 'y') not valid;
      comment on constraint short on codes is 'fits';
      create table refs (code varchar(20) references codes (code));
      create table parts (id int, name varchar(5) not null, at date) partition by range (at);
      create table part partition of parts for values from ('2020-01-01') to ('2021-01-01');
      create function noted() returns trigger language plpgsql cost 7 as $$ begin perform new.code || new.label; return new; end $$;
      create trigger noted before insert on codes for each row execute function noted();
      insert into codes select 'c' || n, 'l' || n, n + 0.25, '2020-01-01' from generate_series(1, 1200) n;
      insert into parts select n, 'n' || n, '2020-02-02' from generate_series(1, 200) n;
    `,
  });
  const session = await db.session();
  const files = (): Promise<object[]> =>
    db.query(`select relname, relfilenode from pg_class where relname ~ '^(codes|part)' order by 1`);
  let before = await files();
  const label = await compile(session, alter('codes', 'label', 'varchar(40)'));
  expect(label.steps.map(({ up: sql }) => sql)).toEqual([
    `ALTER TABLE "public"."codes" DROP CONSTRAINT "odd", DROP CONSTRAINT "short", ALTER COLUMN "label" TYPE character varying(40), ADD CONSTRAINT "odd" CHECK (((label)::text <> 'y'::text)) NOT VALID, ADD CONSTRAINT "short" CHECK ((length((label)::text) < 9)) NOT VALID;
COMMENT ON CONSTRAINT "short" ON "public"."codes" IS 'fits';
ALTER FUNCTION "public"."noted"() COST 7;`,
    'ALTER TABLE "public"."codes" VALIDATE CONSTRAINT "short";',
    'ANALYZE "public"."codes" ("label");',
  ]);
  // A session that goes on meanwhile, with triggers that it has run before.
  const write = `insert into codes values (gen_random_uuid()::varchar(20), 'l', 1, '2020-01-01')`;
  const cases = [
    alter('codes', 'label', 'varchar(40)'),
    alter('codes', 'code', 'text'),
    alter('codes', 'price', 'numeric(12,2)'),
    alter('codes', 'at', 'timestamptz'),
    alter('parts', 'name', 'varchar'),
  ];
  for (const given of cases) {
    const { steps } = await compile(session, given);
    await session.query(write);
    await up(session, { steps });
    expect(await files(), given.column).toEqual(before);
    await session.query(write);
    await down(session, { steps });
    await session.query(write);
    const plan = await cycle(session, given);
    expect(plan.breaking[0]).toContain('cached plan must not change result type');
    // The way back writes the table again.
    before = await files();
  }
  expect(await typeOf(db, 'codes', 'at')).toBe('timestamp with time zone');
  expect(await typeOf(db, 'part', 'name')).toBe('character varying');
  expect(await db.query(`select at at time zone 'UTC' = '2020-01-01' as same from codes limit 1`)).toEqual([
    { same: true },
  ]);
});

test('in place: the way back refuses to cut or round', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int, a varchar(3), n numeric(6, 2), at timestamp(0)); insert into t values (1, 'abc', 1.25, '2020-01-01 10:00:00')`,
  });
  const session = await db.session();
  for (const [column, type, value, was] of [
    ['a', 'text', `'abc   '`, 'character varying(3)'],
    ['n', 'numeric', '1.255', 'numeric(6,2)'],
    ['at', 'timestamp', `'2020-01-01 10:00:00.5'`, 'timestamp(0) without time zone'],
  ] as const) {
    const plan = await compile(session, alter('t', column, type));
    await up(session, plan);
    await session.query(`update t set ${column} = ${value}`);
    await expect(down(session, plan)).rejects.toThrow(
      `public.t.${column} holds values that ${was} cannot hold`,
    );
    await session.query('rollback');
    await session.query(`update t set ${column} = null`);
    await down(session, plan);
    expect(await typeOf(db, 't', column)).toBe(was);
  }
});

const counters = `
  create type mood as enum ('good', 'bad');
  create table shops (id int primary key);
  insert into shops select generate_series(1, 20);
  create table hits (
    id int primary key, n int not null default 1, shop int references shops (id) on delete cascade on update cascade,
    twice int generated always as (n * 2) stored, note text,
    constraint positive check (n > 0), constraint once unique (n, id) include (shop) deferrable
  );
  comment on column hits.n is 'how often';
  comment on constraint positive on hits is 'never none';
  create index by_n on hits (n desc) where n > 5;
  comment on index by_n is 'the list';
  alter table hits cluster on once;
  create unique index "Odd ""one""" on hits ((n + id), shop);
  alter index "Odd ""one""" alter column 1 set statistics 300;
  create view busy as select id, n from hits where n > 100;
  alter table hits enable row level security;
  create policy seen on hits using (n > 0);
  create function touch() returns trigger language plpgsql as $$ begin new.note := 'touched ' || new.n; return new; end $$;
  create trigger touch before insert or update on hits for each row execute function touch();
  insert into hits (id, n, shop) select g, g % 97 + 1, g % 20 + 1 from generate_series(1, 2200) g;
`;

test('int becomes bigint by a swap: an old and a new application are both right', async () => {
  await using db = await testDatabase({ sql: counters });
  const session = await db.session();
  const plan = await cycle(session, alter('hits', 'n', 'bigint'));
  expect(plan.steps.map(({ kind }) => kind).join()).toBe(
    'transactional,batched,transactional,transactional,transactional,concurrent,concurrent,concurrent,transactional,transactional,transactional',
  );
  const swap = plan.steps.at(-1)?.up.split('\n') ?? [];
  const swapped = [
    'DROP TRIGGER IF EXISTS "zz_godwit_sync_n_n_new" ON "public"."hits";',
    'DROP FUNCTION IF EXISTS "public"."godwit_sync_hits_n_n_new"();',
    'ALTER TABLE "public"."hits" RENAME COLUMN "n" TO "n_old";',
    'ALTER TABLE "public"."hits" RENAME COLUMN "n_new" TO "n";',
    'ALTER TABLE "public"."hits" RENAME CONSTRAINT "positive" TO "positive_old";',
    'ALTER TABLE "public"."hits" RENAME CONSTRAINT "positive_n_new" TO "positive";',
    'ALTER TABLE "public"."hits" RENAME CONSTRAINT "once" TO "once_old";',
    'ALTER TABLE "public"."hits" RENAME CONSTRAINT "once_n_new" TO "once";',
    ...(serverMajor >= 18
      ? [
          'ALTER TABLE "public"."hits" RENAME CONSTRAINT "hits_n_not_null" TO "hits_n_not_null_old";',
          'ALTER TABLE "public"."hits" RENAME CONSTRAINT "hits_n_not_null_new" TO "hits_n_not_null";',
        ]
      : []),
    'ALTER INDEX "public"."Odd ""one""" RENAME TO "Odd ""one""_old";',
    'ALTER INDEX "public"."Odd ""one""_n_new" RENAME TO "Odd ""one""";',
    'ALTER INDEX "public"."by_n" RENAME TO "by_n_old";',
    'ALTER INDEX "public"."by_n_new" RENAME TO "by_n";',
    `COMMENT ON CONSTRAINT "positive" ON "public"."hits" IS 'never none';`,
    'ALTER INDEX "public"."Odd ""one""" ALTER COLUMN 1 SET STATISTICS 300;',
    `COMMENT ON INDEX "public"."by_n" IS 'the list';`,
    'ALTER TABLE "public"."hits" CLUSTER ON "once";',
  ];
  expect(swap.slice(0, swapped.length)).toEqual(swapped);
  const row = async (sql: string): Promise<unknown> =>
    (await session.query(`${sql} returning n, n_old, twice`)).rows[0];
  expect(await row('insert into hits (id, n) values (9001, 7)')).toEqual({ n: 7, n_old: 7, twice: 14 });
  expect(await row('insert into hits (id) values (9002)')).toEqual({ n: 1, n_old: 1, twice: 2 });
  expect(await row('update hits set n = n + 1 where id = 9001')).toEqual({ n: 8, n_old: 8, twice: 16 });
  await session.query('insert into busy values (9003, 500)');
  await session.query('update busy set n = 501 where id = 9003');
  expect(await row('update hits set shop = 2 where id = 9003')).toEqual({
    n: 501,
    n_old: 501,
    twice: 1002,
  });
  await expect(row('update hits set n = 3000000000 where id = 1')).rejects.toThrow('out of range');
  await expect(row('update hits set n = 0 where id = 1')).rejects.toThrow('"positive"');
  await expect(row('update hits set n = null where id = 1')).rejects.toThrow('not-null');
  expect(plan.breaking).toEqual([
    'reads of public.hits.n give bigint instead of integer',
    'statements and functions on public.hits that a session prepared or ran before may fail in it ("cached plan must not change result type"): close pooled sessions',
    'n becomes the last column of public.hits: inserts and copies that name no columns put values in others',
    'writes to public.hits.n of a value that integer cannot hold exactly fail until n_old is dropped',
  ]);
  expect(plan.followUps.map(({ what }) => what)).toEqual([
    'drop_column public.hits.n_old by a later migration, when no application counts on integer any more',
    'before that, let generated column twice use n: it reads n_old',
    'before that, let policy seen on public.hits use n: it reads n_old',
    'before that, let view public.busy use n: it reads n_old',
    'triggers of hits do not fire for rows that the migration fills: touch',
  ]);
  await down(session, plan);
  expect(await db.query('select id, n from hits where id > 9000 order by id')).toEqual([
    { id: 9001, n: 8 },
    { id: 9002, n: 1 },
    { id: 9003, n: 501 },
  ]);
});

test('after each step, up and down, an old application reads what it wrote', async () => {
  await using db = await testDatabase({ sql: counters });
  const session = await db.session();
  const plan = await compile(session, alter('hits', 'n', 'numeric'));
  let id = 10_000;
  const works = async (): Promise<void> => {
    id++;
    await session.query(`insert into hits (id, n, shop) values (${id}, ${id}, 3)`);
    await session.query(`update hits set n = n + 1 where id in (${id}, 7)`);
    expect(await db.query(`select n::int from hits where id = ${id}`)).toEqual([{ n: id + 1 }]);
    await session.query(`delete from hits where id = ${id}`);
  };
  for (const step of plan.steps) {
    await runStep(session, step, 'up');
    await works();
  }
  for (const step of plan.steps.toReversed()) {
    await runStep(session, step, 'down');
    await works();
  }
  expect(await db.query(`select n from hits where id = 7`)).toEqual([{ n: 8 + 2 * plan.steps.length }]);
});

test('every value in its type, there and back', async () => {
  await using db = await testDatabase({
    sql: `
      create type mood as enum ('good', 'bad');
      create table t (
        id int primary key, code text default '7', mood mood not null default 'good', doc json, at timestamp default '2020-01-01',
        day date, price numeric(8, 2), name varchar(30) collate "C", tags varchar(9)[], flag boolean, big bigint, label text
      );
      create index on t (at);
      create index on t (name, id);
      insert into t select n, '0' || n, (array['good', 'bad'])[n % 2 + 1]::mood, '{"a":  1}', '2020-05-05 10:00', '2020-03-29', n + 0.5, 'n' || n, '{a,b}', n % 2 = 0, n, 'bad'
        from generate_series(1, 50) n;
      insert into t (id) values (51);
    `,
  });
  const session = await db.session();
  const cases = [
    ['code', 'integer', '8', '8'],
    ['mood', 'text', `'bad'`, 'bad'],
    ['doc', 'jsonb', `'[1]'`, '[1]'],
    ['at', 'timestamptz', `'2020-05-05 12:00+02'`, '2020-05-05 10:00:00'],
    ['day', 'timestamptz', `'2020-03-30 00:00+00'`, '2020-03-30'],
    ['price', 'double precision', '2.25', '2.25'],
    ['name', 'varchar(10)', `'x'`, 'x'],
    ['tags', 'text[]', `'{z}'`, '{z}'],
    ['flag', 'text', `'yes'`, 'true'],
    ['big', 'int', '77', '77'],
    ['label', 'mood', `'good'`, 'good'],
  ] as const;
  for (const [column, type, written, kept] of cases) {
    const plan = await cycle(session, alter('t', column, type));
    expect(plan.steps.at(-1)?.up, column).toContain('RENAME COLUMN');
    // What a new application writes, an old one finds after the rollback, whatever the time zone was.
    await session.query(`set timezone to 'Asia/Tokyo'; update t set ${column} = ${written} where id = 5`);
    await session.query('reset timezone');
    await down(session, plan);
    expect(await db.query(`select ${column}::text as kept from t where id = 5`)).toEqual([{ kept }]);
  }
});

test('values that would be lost are counted before, and refused while the two columns stand', async () => {
  await using db = await testDatabase({
    sql: `
      create table t (id int primary key, code text default 'none', price numeric, big bigint, name text, f float8);
      insert into t values (1, '7', 1, 5, 'ab', 1), (2, 'x', 1.5, 3000000000, 'abcdef', 'NaN'), (3, '', 12345, -1, 'abc   ', 1e300);
    `,
  });
  const session = await db.session();
  const lost = async (column: string, type: string): Promise<number[]> =>
    Object.values(await counts(session, (await compile(session, alter('t', column, type))).preconditions));
  expect(await lost('code', 'int')).toEqual([2, 1]);
  await session.query(`create unique index on t (code); insert into t (id, code) values (8, '007')`);
  expect(await lost('code', 'int')).toEqual([2, 1, 1]);
  await session.query(`delete from t where id = 8`);
  expect(await lost('price', 'int')).toEqual([1]);
  expect(await lost('price', 'numeric(5,1)')).toEqual([1]);
  expect(await lost('big', 'integer')).toEqual([1]);
  expect(await lost('name', 'varchar(3)')).toEqual([2]);
  expect(await lost('name', 'uuid')).toEqual([3]);
  expect(await lost('f', 'int')).toEqual([2]);
  expect(await lost('f', 'real')).toEqual([1]);
  await session.query('delete from t where id > 1');
  await up(session, await compile(session, alter('t', 'price', 'integer')));
  const plan = await compile(session, alter('t', 'name', 'varchar(3)'));
  const [expand] = plan.steps;
  await up(session, { steps: [expand] });
  const fails = (sql: string, message: string): Promise<void> =>
    expect(session.query(sql)).rejects.toThrow(message);
  await fails(`update t set name = 'abcd'`, 'value too long for type character varying(3)');
  await fails(
    `update t set name = 'abc  '`,
    'text and character varying(3) cannot both hold this value exactly',
  );
  await fails(`update t set price_old = 1.5`, 'cannot both hold this value exactly');
  await session.query(`update t set name = 'abc', price = 8`);
  expect(await db.query('select name, name_new, price, price_old from t')).toEqual([
    { name: 'abc', name_new: 'abc', price: 8, price_old: '8' },
  ]);
});

test('an enum becomes text, and what names its labels says the same of texts', async () => {
  await using db = await testDatabase({
    sql: `create type "Mo od" as enum ('good', 'b''ad', 'z"z');
      create table "T t" (id int primary key, n int, "Mo od" "Mo od" not null default 'good', moods "Mo od"[] default '{good}',
        constraint "not" check ("Mo od" <> 'b''ad' or n > 3), constraint other check ("Mo od"::text not in ('other', 'b''ad')),
        constraint "some" check ('z"z' = any (moods) or moods && '{good}'));
      create index best on "T t" (n) where "Mo od" in ('good', 'z"z'); create unique index once on "T t" (n, "Mo od") where "Mo od" = 'good';
      insert into "T t" values (1, 1, 'z"z', default), (2, 2, 'good', array['good', 'z"z']::"Mo od"[])`,
  });
  const session = await db.session();
  const at = { table: 'T t', column: 'Mo od' };
  // A type may have the name of its column.
  await down(session, await cycle(session, { op: 'rename_column', ...at, to: 'state' }));
  await cycle(session, [
    { op: 'alter_type', ...at, type: 'text' },
    { op: 'drop_index', name: 'best' },
    { op: 'drop_constraint', table: 'T t', name: 'not' },
  ]);
  const says = await db.query<{ is: string }>(
    `select pg_get_constraintdef(oid) as is from pg_constraint where conname = 'other'
     union all select pg_get_indexdef(oid) from pg_class where relname = 'once'`,
  );
  expect(says.map(({ is }) => is)).toEqual([
    `CHECK (("Mo od" <> ALL (ARRAY['other'::text, 'b''ad'::text])))`,
    `CREATE UNIQUE INDEX once ON public."T t" USING btree (n, "Mo od") WHERE ("Mo od" = 'good'::text)`,
  ]);
  await session.query(`insert into "T t" (id, "Mo od") values (3, 'good'), (4, 'z"z'::text)`);
  await cycle(session, { op: 'drop_column', table: 'T t', column: 'Mo od_old' });
  await cycle(session, { op: 'alter_type', table: 'T t', column: 'moods', type: 'text[]' });
  await session.query(`alter table "T t" add m "Mo od", add constraint least check (m < 'z"z')`);
  await refused(
    db,
    { op: 'alter_type', table: 'T t', column: 'm', type: 'varchar(9)' },
    'it says more of a column than which labels it has',
  );
});

test('checks and indexes that ask something else of the new type are in the way; what any type answers goes along', async () => {
  await using db = await testDatabase({
    sql: `
      create table t (id int primary key, doc jsonb not null, raw json, code text, word varchar(9), n int, at timestamp,
        constraint known check (doc <> '{}'), constraint kind check (((raw -> 'a') ->> 'b') <> 'x' and raw is not null),
        constraint zeros check (code ~ '^0'), constraint long check (word::text <> '7'), constraint even check (n % 2 = 0 and abs(n) < n + length(word)),
        price numeric default 4, constraint paid check (price >= 0), constraint halves check (id / 2 < 9));
      create index doc_k on t ((doc -> 'k')); create index raw_k on t ((raw ->> 'k')) where raw is not null;
      create index code_like on t (code text_pattern_ops); create index code_lower on t (id) where lower(code) = 'x';
      create index at_day on t ((at::date));
      insert into t values (1, '{"k": 1}', '{"a":  {"b": 1}, "k": 2}', '07', '07', 2, '2020-01-01'), (2, '[]', '[]', '0', '8', 4, null);
    `,
  });
  const session = await db.session();
  const no = (column: string, type: string, message: string): Promise<void> =>
    refused(db, alter('t', column, type), message);
  await no(
    'doc',
    'json',
    "constraint known, CHECK ((doc <> '{}'::jsonb)), cannot be asked of json as it is of jsonb",
  );
  await no('raw', 'text', 'constraint kind, ');
  await no('code', 'jsonb', 'constraint zeros, ');
  await no('n', 'double precision', 'constraint even, ');
  await no('n', 'text', 'constraint even, ');
  await no('id', 'numeric', 'constraint halves, ');
  await cycle(session, alter('t', 'price', 'integer'));
  await no(
    'at',
    'timestamptz',
    'index at_day, USING btree (((at)::date)), cannot be built on timestamp with time zone',
  );
  await cycle(session, alter('t', 'raw', 'jsonb'));
  await cycle(session, alter('t', 'n', 'bigint'));
  const known = [
    { op: 'drop_constraint', table: 't', name: 'known' },
    alter('t', 'doc', 'text'),
    { op: 'add_check', table: 't', name: 'known', check: `doc <> '{}'` },
  ] as const;
  await expect(compile(session, known)).rejects.toThrow(
    "index doc_k, USING btree (((doc -> 'k'::text))), cannot be built on text as it is on jsonb",
  );
  await cycle(session, [{ op: 'drop_index', name: 'doc_k' }, ...known]);
  // What is written as a text is written otherwise by another type.
  await session.query('alter table t drop constraint even');
  const { preconditions } = await compile(session, alter('t', 'word', 'integer'));
  expect(await counts(session, preconditions)).toMatchObject({
    'every row of public.t meets long with word as integer': 1,
  });
  await session.query("update t set word = '9' where id = 1");
  await cycle(session, alter('t', 'word', 'integer'));
});

test('a default that differs from row to row has one column; the old one goes by a later migration, and comes back', async () => {
  await using db = await testDatabase({
    sql: `
      create table t (id int primary key, token uuid not null default gen_random_uuid() unique, code text);
      insert into t (id, code) select n, '0' || n from generate_series(1, 30) n;
    `,
  });
  const session = await db.session();
  await cycle(session, [alter('t', 'token', 'text'), alter('t', 'code', 'int')]);
  const rows = () =>
    session.query('select token = token_old::text as same, code, code_old from t where id >= 30 order by id');
  await session.query(`
    insert into t (id, code) values (31, 5);
    insert into t (id, token, code) values (32, '00000000-0000-0000-0000-000000000001', 6);
  `);
  expect((await rows()).rows).toEqual([
    { same: true, code: 30, code_old: '030' },
    { same: true, code: 5, code_old: '5' },
    { same: true, code: 6, code_old: '6' },
  ]);
  // The text had zeros that the number has not: it is kept.
  const plan = await compile(session, [
    { op: 'drop_column', table: 't', column: 'token_old' },
    { op: 'drop_column', table: 't', column: 'code_old' },
  ]);
  expect(plan.archives).toEqual(['godwit_archive.t_code_old']);
  await up(session, plan);
  await session.query('insert into t (id, code) values (33, 7)');
  await down(session, plan);
  expect((await rows()).rows.map(({ code_old }) => code_old)).toEqual(['030', '5', '6', '7']);
  await session.query('update t set code = 9 where id = 33');
  expect((await rows()).rows.at(-1)).toEqual({ same: true, code: 9, code_old: '9' });
});

test('a primary key moves to the new column, and its sequence with it', async () => {
  await using db = await testDatabase({
    sql: `
      create table log (id serial primary key, at timestamptz default now());
      comment on constraint log_pkey on log is 'key';
      comment on index log_pkey is 'index of the key';
      alter table log cluster on log_pkey;
      insert into log (at) select now() from generate_series(1, 30);
      create table tags (tag text, owner varchar(36) default gen_random_uuid(), n int, primary key (owner, tag) include (n));
      insert into tags select 't' || n, gen_random_uuid(), n from generate_series(1, 30) n;
    `,
  });
  const session = await db.session();
  const log = await cycle(session, alter('log', 'id', 'bigint'));
  expect(log.steps.flatMap(({ kind, up: sql }) => (kind === 'concurrent' ? [sql] : []))).toEqual([
    'CREATE UNIQUE INDEX CONCURRENTLY "log_pkey_id_new" ON "public"."log" USING btree ("id_new");',
    'CREATE UNIQUE INDEX CONCURRENTLY "log_pkey_old" ON "public"."log" USING btree (id);',
  ]);
  await session.query('insert into log default values');
  expect(await db.query('select id, id_old from log where id > 30')).toEqual([{ id: 31, id_old: 31 }]);
  expect(
    await db.query(
      `select pg_get_serial_sequence('log', 'id') as name, format_type(seqtypid, null) as type from pg_sequence`,
    ),
  ).toEqual([{ name: 'public.log_id_seq', type: 'bigint' }]);
  await cycle(session, { op: 'drop_column', table: 'log', column: 'id_old' });
  await session.query('insert into log (id) values (3000000000) on conflict (id) do nothing');
  await cycle(session, alter('tags', 'owner', 'uuid'));
  await session.query(`insert into tags (tag) values ('new') on conflict (owner, tag) do nothing`);
  expect(await db.query(`select owner::text = owner_old as same from tags where tag = 'new'`)).toEqual([
    { same: true },
  ]);
});

test('long and odd names, one request after another', async () => {
  const [table, column] = [`${'ü'.repeat(30)}"T`, `${'ß'.repeat(30)}'"`];
  const quoted = `"${table.replaceAll('"', '""')}"`;
  await using db = await testDatabase({
    sql: `
      create table ${quoted} ("${column.replaceAll('"', '""')}" int not null default 1 check ("${column.replaceAll('"', '""')}" > 0) unique, "select" text);
      create index "${'ä'.repeat(31)}" on ${quoted} ("${column.replaceAll('"', '""')}") where "select" is null;
      insert into ${quoted} select n from generate_series(1, 20) n;
    `,
  });
  await cycle(await db.shared(), [
    { op: 'alter_type', table, column, type: 'bigint' },
    { op: 'add_column', table, column: 'from', type: 'integer' },
    { op: 'alter_type', table, column: 'select', type: 'varchar(9)' },
    { op: 'drop_index', name: 'ä'.repeat(31) },
  ]);
});

test('refusals', async () => {
  await using db = await testDatabase({
    sql: `
      create domain posint as int check (value > 0);
      create table t (
        id int primary key, n int generated always as identity, parent int references t (id), d posint, code text unique, a int, b int, twice int generated always as (b * 2) stored,
        at timestamptz, money money, watched int
      );
      create table refs (code text references t (code));
      create table parts (id int, name text, at date) partition by range (at);
      create table part partition of parts for values from ('2020-01-01') to ('2021-01-01');
      create table base (n int);
      create table child () inherits (base);
      create table ruled (n int);
      create rule twice as on insert to ruled do also delete from refs;
      create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger watch after update of watched on t for each row execute function f();
    `,
  });
  const session = await db.session();
  const no = (column: string, type: string, message: string, table = 't'): Promise<void> =>
    refused(db, alter(table, column, type), message);
  await no('id', 'numeric', 'foreign key t_parent_fkey of public.t depends on it');
  await no('n', 'smallint', 'it is an identity column');
  await no('d', 'int', 'type public.posint: it is neither a usual type');
  await no('a', 'posint', 'type posint: it is neither a usual type');
  await no('code', 'int', 'foreign key refs_code_fkey of public.refs depends on it');
  await no('twice', 'bigint', 'it is a generated column');
  await no('watched', 'bigint', 'trigger watch depends on it');
  await no('at', 'text', 'no cast there and back that gives the same in every session');
  await no('money', 'text', 'no cast there and back');
  await no('a', 'uuid', 'no cast there and back');
  await no('a', 'int4', 'public.t.a: it is integer already');
  await db.query('create index just_here on part (name)');
  await no('name', 'int', 'partition public.part has index just_here of its own on it', 'parts');
  await no('name', 'int', 'public.part is a partition', 'part');
  await no('at', 'timestamp', 'it is part of the partition key, RANGE (at)', 'parts');
  await no('n', 'bigint', 'inherits or is inherited from', 'base');
  await no('n', 'bigint', 'public.ruled has the rules twice, which no trigger can keep right', 'ruled');
  await up(session, await compile(session, { op: 'rename_column', table: 't', column: 'a', to: 'c' }));
  await no('a', 'bigint', 'it is kept equal to another column');
  await session.query(
    `alter table t drop column d, drop column money; create publication p for table t ${since(15, '(id, b)')}`,
  );
  if (serverMajor >= 15) await no('b', 'bigint', 'publication');
});

test('a type that cannot refer to the key is refused', async () => {
  await using db = await testDatabase({
    sql: `
      create table p (id int primary key);
      create table parted (id int primary key) partition by hash (id);
      create table part partition of parted for values with (modulus 1, remainder 0);
      create table c (id int primary key, p int references p, parted int references parted on delete cascade);
    `,
  });
  const session = await db.session();
  await expect(compile(session, alter('c', 'p', 'text'))).rejects.toThrow(
    'foreign key c_p_fkey refers to integer, which text cannot be compared with',
  );
  await cycle(session, alter('c', 'p', 'bigint'));
  await cycle(session, alter('c', 'parted', 'bigint'));
  // A key of the same name as what a foreign key refers to is no reason to have that one twice.
  await cycle(session, alter('c', 'id', 'bigint'));
  expect(
    await db.query(
      `select conname from pg_constraint where conrelid = 'c'::regclass and contype = 'f' and conparentid = 0 order by 1`,
    ),
  ).toEqual(
    ['c_p_fkey', 'c_p_fkey_old', 'c_parted_fkey', 'c_parted_fkey_old'].map((conname) => ({ conname })),
  );
});
