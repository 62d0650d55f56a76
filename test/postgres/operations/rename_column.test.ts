import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down, type Given, up } from './cycle.ts';

const progress = `
  create table users (id int primary key);
  insert into users select generate_series(1, 50);
  create table user_progress (
    id bigint generated always as identity primary key,
    user_id int not null references users (id),
    score integer not null default 0 check (score >= 0),
    updated_at timestamptz default '2020-01-01'
  );
  comment on column user_progress.score is 'reached so far';
  create index user_progress_score_idx on user_progress (score desc, user_id) where score > 10;
  create index by_expression on user_progress ((score * 2));
  create view leaders as select user_id, score from user_progress where score > 20;
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on user_progress for each row execute function touch();
  insert into user_progress (user_id, score) select n % 50 + 1, n % 97 from generate_series(1, 2200) n;
`;
const rename = { op: 'rename_column', table: 'user_progress', column: 'score', to: 'points' } as const;

test('score becomes points: an old and a new application are both right', async () => {
  await using db = await testDatabase({ sql: progress });
  const session = await db.session();
  const plan = await cycle(session, rename);
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'batched',
    'transactional',
    'transactional',
    'transactional',
    'concurrent',
    'concurrent',
  ]);
  expect(plan.steps[0]?.up).toContain('WHEN (NEW."points" IS DISTINCT FROM NEW."score")');
  expect(plan.steps.slice(5).map(({ up: sql }) => sql)).toEqual([
    'CREATE INDEX CONCURRENTLY "by_expression_points" ON "public"."user_progress" USING btree ((("points" * 2)));',
    'CREATE INDEX CONCURRENTLY "user_progress_points_idx" ON "public"."user_progress" USING btree ("points" DESC, user_id) WHERE ("points" > 10);',
  ]);
  const row = async (sql: string): Promise<unknown> =>
    (await session.query(`${sql} returning score, points`)).rows[0];
  const insert = 'insert into user_progress (user_id';
  expect(await row(`${insert}, score) values (1, 7)`)).toEqual({ score: 7, points: 7 });
  expect(await row(`${insert}, points) values (1, 8)`)).toEqual({ score: 8, points: 8 });
  expect(await row(`${insert}) values (1)`)).toEqual({ score: 0, points: 0 });
  expect(await row(`${insert}, score, points) values (1, 3, 4)`)).toEqual({ score: 4, points: 4 });
  expect(await row(`update user_progress set score = 11 where id = 1`)).toEqual({ score: 11, points: 11 });
  expect(await row(`update user_progress set points = 12 where id = 1`)).toEqual({ score: 12, points: 12 });
  expect(await row(`update user_progress set points = points + 1 where id = 1`)).toEqual({
    score: 13,
    points: 13,
  });
  await expect(row('update user_progress set points = -1 where id = 1')).rejects.toThrow(
    'user_progress_points_check',
  );
  await expect(row('update user_progress set points = null where id = 1')).rejects.toThrow('not-null');
  expect(await db.query('select count(*)::int from leaders where score = 96')).toEqual([{ count: 22 }]);
  expect(
    await db.query(
      `select col_description('user_progress'::regclass, attnum) as comment from pg_attribute where attname = 'points' and attrelid = 'user_progress'::regclass`,
    ),
  ).toEqual([{ comment: 'reached so far' }]);
  expect(plan.followUps.map(({ what }) => what)).toEqual([
    'drop_column public.user_progress.score by a later migration, when no application names it any more',
    'before that, let view public.leaders use points',
  ]);
});

test('the way back keeps what was written through the new name', async () => {
  await using db = await testDatabase({ sql: progress });
  const session = await db.session();
  const plan = await compile(session, rename);
  await up(session, plan);
  await session.query(
    'update user_progress set points = 500 where id = 5; insert into user_progress (user_id, points) values (2, 600)',
  );
  await down(session, plan);
  expect(await db.query('select score from user_progress where score >= 500 order by 1')).toEqual([
    { score: 500 },
    { score: 600 },
  ]);
});

test('constraints of every kind are there for the new name', async () => {
  await using db = await testDatabase({
    sql: `
      create table codes (code text primary key);
      insert into codes select 'c' || n from generate_series(1, 20) n;
      create table t (id int primary key, code text default 'c1' references codes (code) on delete cascade on update cascade,
        constraint odd unique (code, id) deferrable initially deferred);
      create unique index once on t (lower(code)) include (id) where id > 3;
      insert into t select n, case when n > 15 then null else 'c' || n end from generate_series(1, 20) n;
    `,
  });
  const session = await db.session();
  const plan = await cycle(session, { op: 'rename_column', table: 't', column: 'code', to: 'Kürzel' });
  expect(plan.steps.map(({ up: sql }) => sql).filter((sql) => /CONCURRENTLY|CONSTRAINT/.test(sql))).toEqual([
    'CREATE UNIQUE INDEX CONCURRENTLY "once_Kürzel" ON "public"."t" USING btree (lower("Kürzel")) INCLUDE (id) WHERE (id > 3);',
    'CREATE UNIQUE INDEX CONCURRENTLY "odd_Kürzel" ON "public"."t" USING btree ("Kürzel", id);',
    'ALTER TABLE "public"."t" ADD CONSTRAINT "odd_Kürzel" UNIQUE USING INDEX "odd_Kürzel" DEFERRABLE INITIALLY DEFERRED;',
    'ALTER TABLE "public"."t" ADD CONSTRAINT "t_Kürzel_fkey" FOREIGN KEY ("Kürzel") REFERENCES public.codes(code) ON UPDATE CASCADE ON DELETE CASCADE NOT VALID;',
    'ALTER TABLE "public"."t" VALIDATE CONSTRAINT "t_Kürzel_fkey";',
  ]);
  const row = async (sql: string): Promise<unknown> =>
    (await session.query(`${sql} returning code, "Kürzel"`)).rows[0];
  expect(await row('insert into t (id, code) values (31, null)')).toEqual({ code: null, Kürzel: null });
  expect(await row('insert into t (id, "Kürzel") values (32, null)')).toEqual({ code: null, Kürzel: null });
  await session.query(`update codes set code = 'x' where code = 'c3'`);
  expect(await db.query('select code, "Kürzel" from t where id = 3')).toEqual([{ code: 'x', Kürzel: 'x' }]);
});

test('a default that differs from row to row stays one value per row', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int primary key, token uuid not null default gen_random_uuid(), doc json)',
  });
  const session = await db.session();
  await cycle(session, [
    { op: 'rename_column', table: 't', column: 'token', to: 'secret' },
    { op: 'rename_column', table: 't', column: 'doc', to: 'body' },
  ]);
  await session.query(
    `insert into t (id) values (1); insert into t (id, secret, body) values (2, '00000000-0000-0000-0000-000000000001', '{"a":  1}')`,
  );
  expect((await compile(session, { op: 'drop_not_null', table: 't', column: 'secret' })).breaking).toContain(
    'NULL is still refused in public.t.secret until token, its other name, allows NULL or is dropped',
  );
  expect(await db.query('select token = secret as same, doc::text, body::text from t order by id')).toEqual([
    { same: true, doc: null, body: null },
    { same: true, doc: '{"a":  1}', body: '{"a":  1}' },
  ]);
});

test('NULL that is written to either name stays, beside a default that differs from row to row', async () => {
  const kinds = {
    uuid: 'gen_random_uuid()',
    text: 'md5(random()::text)',
    varchar: `'x' || random()::text`,
    int: '(random() * 9)::int',
    bigint: '(random() * 9)::bigint',
    timestamp: 'clock_timestamp()',
    timestamptz: 'clock_timestamp()',
  };
  const columns = Object.keys(kinds).map((_, at) => `c${at}`);
  await using db = await testDatabase({
    sql: `create table t (id int primary key, ${Object.entries(kinds).map(([type, start], at) => `c${at} ${type} default ${start}`)});
      create table n (id int primary key, c numeric default random());
      insert into t (id) values (1); insert into t values (2)`,
  });
  const session = await db.session();
  await session.query(`set timezone = 'Asia/Kolkata'`);
  const plan = await cycle(
    session,
    columns.map((column) => ({ op: 'rename_column' as const, table: 't', column, to: `${column} n` })),
  );
  expect(plan.breaking).toEqual([]);
  const old = columns.join(', ');
  const now = columns.map((name) => `"${name} n"`).join(', ');
  const nulls = columns.map(() => 'null').join(', ');
  await session.query(`insert into t (id, ${old}) values (11, ${nulls});
    insert into t (id, ${now}) values (12, ${nulls}), (13, ${nulls});
    insert into t (id) values (14), (15);
    insert into t (id, ${now}) select 16, ${now} from t where id = 1`);
  const filled = (names: string): Promise<unknown[]> =>
    db.query(`select id, num_nonnulls(${names}) as filled from t where id > 10 order by id`);
  const expected = [0, 0, 0, 7, 7, 7].map((count, at) => ({ id: 11 + at, filled: count }));
  expect(await filled(old)).toEqual(expected);
  expect(await filled(now)).toEqual(expected);
  expect(await db.query(`select from t where (${old}) is distinct from (${now})`)).toEqual([]);
  expect(await db.query('select from t a, t b where a.id = 1 and b.id = 16 and a.c0 <> b.c0')).toEqual([]);

  // With the old names go their defaults, to the new ones; and back.
  await cycle(
    session,
    columns.map((column) => ({ op: 'drop_column' as const, table: 't', column })),
  );
  await session.query('insert into t (id) values (21), (22)');
  expect(
    await db.query(`select count(distinct "c0 n")::int, min(num_nonnulls(${now})) from t where id > 20`),
  ).toEqual([{ count: 2, min: 7 }]);
  expect(
    (await compile(session, { op: 'rename_column', table: 'n', column: 'c', to: 'd' })).breaking,
  ).toEqual([
    'until c is dropped, an INSERT that gives NULL for d of public.n stores random(): let it give NULL for c, or write NULL by an UPDATE',
  ]);
});

test('a default that changes while both names live is that of both, and none of what they stand for goes another way', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, score int default 0 check (score < 100), note text, kept text);
      create function tidy() returns trigger language plpgsql as $$ begin new.note := lower(new.note); return new; end $$;
      create trigger tidy before insert on t for each row execute function tidy();
      insert into t (id) values (1)`,
  });
  const session = await db.session();
  const renames = [
    { op: 'rename_column' as const, table: 't', column: 'score', to: 'points' },
    { op: 'rename_column' as const, table: 't', column: 'note', to: 'remark' },
  ];
  const at = (column: string) => ({ table: 't', column });
  await cycle(session, [
    ...renames,
    { op: 'set_default', ...at('points'), default: '9' },
    { op: 'set_default', ...at('remark'), default: `'hi'` },
  ]);
  const rows = async (from: number): Promise<unknown[]> =>
    (
      await session.query({
        text: `select score, points, note, remark from t where id >= ${from} order by id`,
        rowMode: 'array',
      })
    ).rows;
  await session.query(`insert into t (id, score, note) values (11, 7, 'old'), (12, 9, null);
    insert into t (id, points, remark) values (13, 0, 'New'), (14, null, null); insert into t (id) values (15)`);
  expect(await rows(11)).toEqual([
    [7, 7, 'old', 'old'],
    [9, 9, null, null],
    [0, 0, 'new', 'new'],
    [null, null, null, null],
    [9, 9, 'hi', 'hi'],
  ]);
  const unchecked = await compile(session, { op: 'drop_constraint', table: 't', name: 't_score_check' });
  expect(unchecked.breaking).toContain(
    'constraint t_points_check asks the same of points, the other name of score: until it is dropped, too, nothing changes',
  );
  await cycle(session, { op: 'drop_default', ...at('points') });
  await cycle(session, { op: 'set_default', ...at('score'), default: '(random() * 0 + 5)::int' });
  await cycle(session, { op: 'drop_default', ...at('note') });
  await session.query(`insert into t (id, score) values (21, 7); insert into t (id, points) values (22, null); insert into t (id) values (23);
    insert into t (id, note) values (24, 'X')`);
  expect(await rows(21)).toEqual([
    [7, 7, null, null],
    [null, null, null, null],
    [5, 5, null, null],
    [5, 5, 'x', 'x'],
  ]);
  const refused = (given: Given): Promise<unknown> =>
    expect(compile(session, given)).rejects.toThrow('public.t.points: it is kept equal to another column');
  await refused({ op: 'rename_column', ...at('points'), to: 'third' });
  await refused({
    op: 'merge_columns',
    table: 't',
    columns: ['points'],
    into: 'said',
    expression: 'points::text',
  });
  await expect(
    compile(session, {
      op: 'insert_rows',
      table: 't',
      columns: ['id', 'score', 'points'],
      rows: [['31', '1', '1']],
    }),
  ).rejects.toThrow('score and points are kept equal, so a row has one value for both');
  await cycle(session, { op: 'drop_column', ...at('score') });
  await cycle(session, { op: 'split_table', table: 't', into: 'w', columns: [{ from: 'kept', to: 'kept' }] });
  await expect(compile(session, { op: 'set_default', ...at('kept'), default: `'k'` })).rejects.toThrow(
    'public.t.kept: triggers keep it equal to another column, and tell by its default',
  );
});

test('triggers of the table see what is written to either name, and what they make of it counts', async () => {
  await using db = await testDatabase({
    sql: `create table people (id int primary key, email text, told text) partition by range (id);
      create table people_1 partition of people default;
      create table heard (id int, email text);
      create function tidy() returns trigger language plpgsql as $$ begin new.email := lower(new.email); new.told := 'by ' || new.email; return new; end $$;
      create trigger tidy before insert or update on people for each row execute function tidy();
      create function hear() returns trigger language plpgsql as $$ begin insert into heard values (new.id, new.email); return null; end $$;
      create trigger hear after insert or update of email on people for each row execute function hear();
      alter table people disable trigger hear;
      insert into people values (1, 'a@x');
      alter table people enable always trigger hear`,
  });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'rename_column',
    table: 'people',
    column: 'email',
    to: 'address',
  });
  expect(plan.steps.at(-1)?.up).toContain('AFTER INSERT OR UPDATE OF "email", "address" ON public.people');
  await session.query(`insert into people (id, address) values (2, 'B@x'), (3, null);
    insert into people (id, email) values (4, 'C@x');
    update people set address = 'A@Y' where id = 1; update people set email = 'D@x' where id = 2;
    update people set id = id; update people set address = upper(address) where id = 4`);
  const rows = [
    { id: 1, email: 'a@y', address: 'a@y', told: 'by a@y' },
    { id: 2, email: 'd@x', address: 'd@x', told: 'by d@x' },
    { id: 3, email: null, address: null, told: null },
    { id: 4, email: 'c@x', address: 'c@x', told: 'by c@x' },
  ];
  expect(await db.query('select id, email, address, told from people order by id')).toEqual(rows);
  expect((await db.query<{ email: string }>('select email from heard')).map(({ email }) => email)).toEqual([
    'b@x',
    null,
    'c@x',
    'a@y',
    'd@x',
    'c@x',
  ]);

  // What the follow-ups ask for; then the old name goes.
  await session.query(
    `create or replace function tidy() returns trigger language plpgsql as $$ begin new.address := lower(new.address); return new; end $$;
     create or replace trigger hear after insert or update of address on people for each row execute function hear();
     create or replace function hear() returns trigger language plpgsql as $$ begin return null; end $$;
     update people set address = 'E@x' where id = 4; update people set email = 'F@x' where id = 3`,
  );
  expect(await db.query('select email, address from people where id > 2 order by id')).toEqual([
    { email: 'f@x', address: 'f@x' },
    { email: 'e@x', address: 'e@x' },
  ]);
  await cycle(session, { op: 'drop_column', table: 'people', column: 'email' });
  await session.query(`update people set address = 'G@x' where id = 4`);
  expect(await db.query('select address from people where id = 4')).toEqual([{ address: 'g@x' }]);
});

test('long and odd names', async () => {
  const table = `${'t'.repeat(60)}"ü`.slice(0, 62);
  const column = 'ü'.repeat(31);
  await using db = await testDatabase({
    sql: `create table "${table.replaceAll('"', '""')}" ("${column}" text); insert into "${table.replaceAll('"', '""')}" values ('x'), (null)`,
  });
  await cycle(await db.shared(), { op: 'rename_column', table, column, to: `${'ü'.repeat(30)}'"` });
});

test('refuses generated columns and taken names', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int primary key, a int, b int generated always as (a * 2) stored)',
  });
  const session = await db.session();
  const refused = (column: string, to: string): Promise<unknown> =>
    compile(session, { op: 'rename_column', table: 't', column, to });
  await expect(refused('b', 'c')).rejects.toThrow('public.t.b: it is a generated column');
  await expect(refused('a', 'b')).rejects.toThrow('column "public.t.b" exists already');
  await expect(refused('x', 'b')).rejects.toMatchObject({
    hint: 'did you mean "public.t.a"?',
  } satisfies Partial<Error & { hint: string }>);
});
