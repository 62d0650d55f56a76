import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down, up } from './cycle.ts';

const tasks = `
  create table tasks (
    id bigint generated always as identity primary key,
    title text not null,
    type text not null default 'text' check (type in ('text', 'quiz')),
    content text,
    updated_at timestamptz default '2020-01-01'
  );
  comment on column tasks.content is 'what it says';
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on tasks for each row execute function touch();
  insert into tasks (title, type, content)
    select 't' || n, case when n % 2 = 0 then 'quiz' else 'text' end, case when n % 5 = 0 then null else 'say ' || n end
    from generate_series(1, 2300) n;
`;
const split = {
  op: 'split_table',
  table: 'tasks',
  into: 'task_content',
  columns: [
    { from: 'type', to: 'content_type' },
    { from: 'content', to: 'content', type: 'jsonb' },
  ],
} as const;

test('tasks becomes tasks and task_content: an old and a new application are both right', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await cycle(session, { ...split, columns: [...split.columns] });
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['transactional', 'transactional', 'batched']);
  expect(plan.steps[1]?.up).toMatch(
    `CREATE TABLE "public"."task_content" (
  "id" uuid DEFAULT gen_random_uuid() NOT NULL,
  "task_id" bigint NOT NULL,
  "content_type" text DEFAULT 'text'::text NOT NULL,
  "content" jsonb,
  CONSTRAINT "task_content_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "task_content_task_id_key" UNIQUE ("task_id"),
  CONSTRAINT "task_content_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "public"."tasks" ("id") ON UPDATE CASCADE ON DELETE CASCADE,`,
  );
  expect(plan.indexes).toEqual(['public.task_content.task_id']);
  const old = async (id: number): Promise<unknown> =>
    (await session.query('select type, content from tasks where id = $1', [id])).rows[0];
  const now = async (id: number): Promise<unknown> =>
    (await session.query('select content_type, content from task_content where task_id = $1', [id])).rows[0];
  expect(await now(2)).toEqual({ content_type: 'quiz', content: 'say 2' });
  expect(await now(5)).toEqual({ content_type: 'text', content: null });

  // an old application writes
  const insert = async (sql: string): Promise<number> =>
    (await session.query(`${sql} returning id`)).rows[0].id;
  const one = await insert(`insert into tasks (title, type, content) values ('old', 'quiz', 'hello')`);
  expect(await now(one)).toEqual({ content_type: 'quiz', content: 'hello' });
  await session.query(`update tasks set content = 'changed' where id = ${one}`);
  expect(await now(one)).toEqual({ content_type: 'quiz', content: 'changed' });
  await session.query(`delete from tasks where id = 7`);
  expect(await now(7)).toBeUndefined();

  // a new application writes
  const two = await insert(`insert into tasks (title) values ('new')`);
  await session.query(
    `insert into task_content (task_id, content_type, content) values (${two}, 'quiz', '"first"')`,
  );
  expect(await old(two)).toEqual({ type: 'quiz', content: 'first' });
  await session.query(`update task_content set content = '"second"' where task_id = ${two}`);
  expect(await old(two)).toEqual({ type: 'quiz', content: 'second' });
  await expect(session.query(`insert into task_content (task_id) values (${two})`)).rejects.toThrow(
    'task_content_task_id_key',
  );
  await session.query(`delete from task_content where task_id = 9`);
  expect(await old(9)).toEqual({ type: null, content: null });
  await expect(session.query(`update task_content set content_type = 'x' where task_id = 2`)).rejects.toThrow(
    'task_content_content_type_check',
  );
  expect(
    await db.query(`select count(*)::int from tasks where updated_at > '2020-01-01' and id <= 2300`),
  ).toEqual([{ count: 1 }]);
});

test('the way back keeps what was written to the new table', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await compile(session, { ...split, columns: [...split.columns] });
  await up(session, plan);
  await session.query(
    `update task_content set content = '"new"' where task_id = 3; insert into tasks (title) values ('later')`,
  );
  await down(session, plan);
  expect(
    await db.query(`select id, type, content from tasks where id in (3, 4) or title = 'later' order by id`),
  ).toEqual([
    { id: 3, type: 'text', content: 'new' },
    { id: 4, type: 'quiz', content: 'say 4' },
    { id: expect.any(Number), type: 'text', content: null },
  ]);
});

test('the old columns can go at once, and come back with what the new table says', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await cycle(session, { ...split, columns: [...split.columns], dropSource: true });
  expect(plan.archives).toEqual(['godwit_archive.tasks_content']);
  await session.query(`update task_content set content = '"new"', content_type = 'quiz' where task_id = 3`);
  await session.query(`with t as (insert into tasks (title) values ('later') returning id)
    insert into task_content (task_id, content) select id, '"later"' from t`);
  await down(session, plan);
  expect(
    await db.query(`select type, content from tasks where id in (3, 4) or title = 'later' order by id`),
  ).toEqual([
    { type: 'quiz', content: 'new' },
    { type: 'quiz', content: 'say 4' },
    { type: 'text', content: 'later' },
  ]);
});

test('or by a later migration', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  await up(session, await compile(session, { ...split, columns: [...split.columns] }));
  const plan = await cycle(session, [
    { op: 'drop_column', table: 'tasks', column: 'content' },
    { op: 'drop_column', table: 'tasks', column: 'type' },
  ]);
  expect(plan.destroys).toEqual(['the values of public.tasks.type']);
  expect(await db.query(`select tgname from pg_trigger where tgname like 'zz_godwit%'`)).toEqual([]);
  expect(await db.query(`select proname from pg_proc where proname like 'godwit%'`)).toEqual([]);
});

test('a row that came without one in the new table comes back with what it must have', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, kind text not null default 'x', note text default 'n', more text);
      create function tidy() returns trigger language plpgsql as $$ begin new.kind := lower(new.kind); return new; end $$;
      create trigger tidy before insert or update on t for each row execute function tidy();
      insert into t values (1, 'a', null, 'm')`,
  });
  const session = await db.session();
  const names = ['kind', 'note', 'more'];
  await up(
    session,
    await compile(session, {
      op: 'split_table',
      table: 't',
      into: 'k',
      columns: names.map((name) => ({ from: name, to: name })),
    }),
  );
  // An old application changes a key, and a value with it; what follows is no word of a new one.
  await session.query(`update t set id = 7; update t set id = 8, kind = 'c'; update t set id = 1`);
  expect(await db.query('select t_id, kind from k')).toEqual([{ t_id: 1, kind: 'c' }]);
  // What the table's own triggers make of a value counts in either place.
  await session.query(`update k set kind = 'B'`);
  expect(await db.query('select kind from t')).toEqual([{ kind: 'b' }]);
  expect(await db.query('select t_id, kind, note, more from k')).toEqual([
    { t_id: 1, kind: 'b', note: null, more: 'm' },
  ]);
  const contract = await compile(
    session,
    names.map((column) => ({ op: 'drop_column' as const, table: 't', column })),
  );
  expect(contract.breaking).toContain(
    'trigger tidy names public.t.kind: what fires it fails until its function does not',
  );
  await up(session, contract);
  await session.query('drop trigger tidy on t; insert into t values (2)');
  await down(session, contract);
  expect(await db.query('select * from t order by id')).toEqual([
    { id: 1, kind: 'b', note: null, more: 'm' },
    { id: 2, kind: 'x', note: null, more: null },
  ]);
});

test('two splits whose names run together do not share a function', async () => {
  await using db = await testDatabase({
    sql: `create table a (id int primary key, x text); create table a_b (id int primary key, x text);
      create table other (y int constraint b_c_pkey primary key);
      insert into a values (1, 'a'); insert into a_b values (1, 'a_b')`,
  });
  const session = await db.session();
  const columns = [{ from: 'x', to: 'x' }];
  await cycle(session, [
    { op: 'split_table', table: 'a', into: 'b_c', columns },
    { op: 'split_table', table: 'a_b', into: 'c', columns },
  ]);
  await session.query(`update a set x = 'one'; update a_b set x = 'two'`);
  expect(await db.query('select b_c.x, c.x as y from b_c, c')).toEqual([{ x: 'one', y: 'two' }]);
});

test('text with JSON in it comes back to the letter', async () => {
  await using db = await testDatabase({
    sql: `create table notes (id uuid primary key default gen_random_uuid(), body text not null); insert into notes (body) values ('{"b":1,  "a":[]}'), ('3')`,
  });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'split_table',
    table: 'notes',
    into: 'bodies',
    dropSource: true,
    columns: [{ from: 'body', to: 'doc', type: 'jsonb', using: 'body::jsonb' }],
  });
  await session.query(`update bodies set doc = '{"c": 2}' where doc = '3'`);
  await down(session, plan);
  expect(await db.query('select body from notes order by body')).toEqual([
    { body: '{"b":1,  "a":[]}' },
    { body: '{"c": 2}' },
  ]);
});

test('who sees a row sees what belongs to it, and nothing more', async () => {
  const [anna, bert] = [`anna_${process.pid}`, `bert_${process.pid}`];
  await using db = await testDatabase({
    sql: `create role ${anna}; create role ${bert};
      create table posts (id int primary key, owner text not null default current_user, secret text, draft boolean default false);
      alter table posts enable row level security;
      create policy own on posts using (owner = current_user) with check (owner = current_user);
      create policy published on posts for select using (not draft and exists (select from posts p where p.id = 0 and p.owner <> posts.owner) is not null);
      create policy calm on posts as restrictive for delete using (draft);
      grant select, insert, update, delete on posts to ${anna}, ${bert};
      insert into posts values (1, '${anna}', 'a', true), (2, '${anna}', 'b', false), (3, '${bert}', 'c', true);
      alter default privileges grant all on tables to public;`.replace(/ and exists \(.*?\) is not null/, ''),
  });
  const session = await db.session();
  const as = async (role: string, sql: string): Promise<unknown> => {
    await session.query(`set role ${role}`);
    try {
      const { rows, rowCount } = await session.query(sql);
      return sql.startsWith('select') ? rows : rowCount;
    } finally {
      await session.query('reset role');
    }
  };
  try {
    await cycle(session, {
      op: 'split_table',
      table: 'posts',
      into: 'secrets',
      columns: [{ from: 'secret', to: 'secret' }],
    });
    expect(
      await db.query(
        `select grantee, count(*)::int from information_schema.role_table_grants where table_name = 'secrets' and grantee <> 'postgres' and grantee <> current_user group by 1 order by 1`,
      ),
    ).toEqual([
      { grantee: anna, count: 4 },
      { grantee: bert, count: 4 },
    ]);
    const seen = 'select post_id, secret from secrets order by 1';
    expect(await as(anna, seen)).toEqual([
      { post_id: 1, secret: 'a' },
      { post_id: 2, secret: 'b' },
    ]);
    expect(await as(bert, seen)).toEqual([
      { post_id: 2, secret: 'b' },
      { post_id: 3, secret: 'c' },
    ]);
    expect(await as(bert, `update secrets set secret = 'stolen' where post_id = 2`)).toBe(0);
    expect(await as(anna, `update secrets set secret = 'mine' where post_id = 2`)).toBe(1);
    expect(await db.query('select secret from posts where id = 2')).toEqual([{ secret: 'mine' }]);
    expect(await as(bert, `update posts set secret = 'changed' where id = 3`)).toBe(1);
    expect(await as(bert, seen)).toContainEqual({ post_id: 3, secret: 'changed' });
    expect(await as(anna, 'delete from secrets where post_id = 2')).toBe(0);
    await session.query(`insert into posts (id, owner) values (4, '${anna}'), (5, '${bert}')`);
    await expect(as(anna, `insert into secrets (post_id, secret) values (5, 'x')`)).rejects.toThrow(
      'row-level security',
    );
    expect(await as(anna, `insert into secrets (post_id, secret) values (4, 'x')`)).toBe(1);
    expect(await as(anna, `insert into posts (id, secret) values (6, 'six')`)).toBe(1);
    expect(await db.query('select secret from secrets where post_id = 6')).toEqual([{ secret: 'six' }]);
  } finally {
    await session.query(`drop owned by ${anna}, ${bert}; drop role ${anna}, ${bert}`);
  }
});

test('moved references, odd names, empty tables', async () => {
  await using db = await testDatabase({
    sql: `create table owners (id int primary key) partition by range (id);
      create table some_owners partition of owners for values from (1) to (9);
      create table "Order ""Items""" ("select" uuid primary key, "Größe" varchar(5) collate "C", owner int references owners on delete set null, doc json);`,
  });
  await cycle(await db.shared(), {
    op: 'split_table',
    table: 'Order "Items"',
    into: 'ü'.repeat(31),
    keyColumn: 'Key',
    foreignKey: 'from',
    columns: [
      { from: 'Größe', to: 'size' },
      { from: 'owner', to: 'owner' },
      { from: 'doc', to: 'doc' },
    ],
  });
});

test('refusals', async () => {
  await using db = await testDatabase({
    sql: `${tasks} create table loose (a int, b int); create view v as select 1`,
  });
  const session = await db.session();
  const ask = (change: object): Promise<unknown> =>
    compile(session, { ...split, columns: [...split.columns], ...change });
  await expect(ask({ table: 'loose', columns: [{ from: 'b', to: 'b' }] })).rejects.toThrow(
    'it has no primary key',
  );
  await expect(ask({ into: 'v' })).rejects.toThrow('table "public.v" exists already');
  await expect(ask({ columns: [] })).rejects.toThrow('no column moves');
  await expect(ask({ columns: [{ from: 'id', to: 'x' }] })).rejects.toThrow('it is the primary key');
  await expect(ask({ columns: [{ from: 'type', to: 'id' }] })).rejects.toThrow(
    'column "public.task_content.id" exists already',
  );
  await up(session, await compile(session, { ...split, columns: [...split.columns] }));
  await expect(compile(session, { op: 'drop_table', table: 'task_content' })).rejects.toThrow(
    'keeping "public.tasks + public.task_content" equal',
  );
});
