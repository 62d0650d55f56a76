import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, up } from './cycle.ts';

const users = `
  create table users (
    id bigint generated always as identity primary key,
    name text not null,
    phone1 text check (phone1 ~ '^[0-9 ]*$'),
    phone2 text check (phone2 ~ '^[0-9 ]*$'),
    phone3 text check (phone3 ~ '^[0-9 ]*$') check (phone3 <> '0'),
    updated_at timestamptz default '2020-01-01'
  );
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on users for each row execute function touch();
  insert into users (name, phone1, phone2, phone3)
    select 'u' || n, case when n % 3 = 0 then null else '1' || n end, case when n % 2 = 0 then '2' || n end,
      case when n % 5 = 0 then '3' || n end
    from generate_series(1, 2300) n;
`;
const phones = {
  op: 'split_table',
  table: 'users',
  into: 'phones',
  rows: { columns: ['phone1', 'phone2', 'phone3'], to: 'phone' },
} as const;
const phonesGiven = { ...phones, rows: { ...phones.rows, columns: [...phones.rows.columns] } };

const tasks = `
  create table tasks (id int primary key, title text, tags text[]);
  comment on column tasks.tags is 'what it is about';
  insert into tasks select n, 't' || n, case n % 4 when 0 then null when 1 then '{}' when 2 then array['a' || n, null, 'b']
    else array['x', 'x'] end from generate_series(1, 1200) n;
`;
const tags = {
  op: 'split_table' as const,
  table: 'tasks',
  into: 'task_tags',
  rows: { columns: ['tags'], to: 'tag' },
};

test('phone1, phone2 and phone3 become rows of phones: an old and a new application are both right', async () => {
  await using db = await testDatabase({ sql: users });
  const session = await db.session();
  const plan = await cycle(session, phonesGiven);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['transactional', 'batched']);
  expect(plan.steps[0]?.up).toContain(
    `CREATE TABLE "public"."phones" (
  "id" uuid DEFAULT gen_random_uuid() NOT NULL,
  "user_id" bigint NOT NULL,
  "position" integer NOT NULL,
  "phone" text NOT NULL,
  CONSTRAINT "phones_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "phones_user_id_position_key" UNIQUE ("user_id", "position"),
  CONSTRAINT "phones_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "phones_position_check" CHECK ("position" >= 1),
  CONSTRAINT "phones_position_has_column" CHECK ("position" <= 3),
  CONSTRAINT "phones_phone_check" CHECK (("phone" ~ '^[0-9 ]*$'::text))
);`,
  );
  expect(plan.indexes).toEqual(['public.phones.user_id']);
  expect(plan.followUps.map(({ what }) => what)).toEqual([
    'drop_column public.users.phone1, public.users.phone2, public.users.phone3 by a later migration, ' +
      'when no application names them any more, and with them phones_position_has_column of public.phones',
    'until then no row of public.phones has a position beyond 3',
    `public.phones.phone does not have users_phone3_check1, CHECK ((phone3 <> '0'::text)): add there what the rows need`,
  ]);
  expect(await db.query(`select count(*)::int from users where updated_at > '2020-01-01'`)).toEqual([
    { count: 0 },
  ]);
  const old = async (id: number): Promise<unknown> =>
    (await session.query('select phone1, phone2, phone3 from users where id = $1', [id])).rows[0];
  const now = async (id: number): Promise<unknown> =>
    (await session.query('select position, phone from phones where user_id = $1 order by 1', [id])).rows.map(
      ({ position, phone }) => `${position}: ${phone}`,
    );
  const run = (sql: string): Promise<{ rows: { id: number }[] }> => session.query(sql);
  // NULL makes no row, and the others keep their places
  expect(await now(6)).toEqual(['2: 26']);
  expect(await now(30)).toEqual(['2: 230', '3: 330']);

  // an old application writes
  const { rows } = await run(`insert into users (name, phone2) values ('old', '22') returning id`);
  const one = rows[0]?.id ?? 0;
  expect(await now(one)).toEqual(['2: 22']);
  const key = await db.query(`select id from phones where user_id = ${one}`);
  await run(`update users set phone1 = '11', phone2 = '222' where id = ${one}`);
  expect(await now(one)).toEqual(['1: 11', '2: 222']);
  expect(await db.query(`select id from phones where user_id = ${one} and position = 2`)).toEqual(key);
  await run(`update users set phone2 = null, phone3 = '33' where id = ${one}`);
  expect(await now(one)).toEqual(['1: 11', '3: 33']);
  await run('delete from users where id = 7');
  expect(await now(7)).toEqual([]);

  // a new application writes
  const { rows: added } = await run(`insert into users (name) values ('new') returning id`);
  const two = added[0]?.id ?? 0;
  await run(`insert into phones (user_id, position, phone) values (${two}, 1, '1'), (${two}, 3, '3')`);
  expect(await old(two)).toEqual({ phone1: '1', phone2: null, phone3: '3' });
  await run(`update phones set phone = '4' where user_id = ${two} and position = 3`);
  await run(`update phones set position = 2 where user_id = ${two} and position = 3`);
  expect(await old(two)).toEqual({ phone1: '1', phone2: '4', phone3: null });
  await run(`update phones set user_id = ${one}, position = 2 where user_id = ${two} and position = 1`);
  expect(await old(two)).toEqual({ phone1: null, phone2: '4', phone3: null });
  expect(await old(one)).toEqual({ phone1: '11', phone2: '1', phone3: '33' });
  await run(`delete from phones where user_id = ${one} and position < 3`);
  expect(await old(one)).toEqual({ phone1: null, phone2: null, phone3: '33' });
  await run(`insert into phones (user_id, position, phone) values (${one}, 3, '5')
    on conflict (user_id, position) do update set phone = excluded.phone`);
  expect(await old(one)).toEqual({ phone1: null, phone2: null, phone3: '5' });
  await expect(run(`insert into phones (user_id, position, phone) values (${two}, 4, '4')`)).rejects.toThrow(
    'phones_position_has_column',
  );
  await expect(run(`update phones set phone = 'x' where user_id = ${two}`)).rejects.toThrow(
    'phones_phone_check',
  );
  await expect(run(`update phones set phone = '0' where user_id = ${one}`)).rejects.toThrow(
    'users_phone3_check1',
  );
  expect(Object.values(await counts(session, plan.verifications))).toEqual([0]);

  await down(session, plan);
  expect(await old(one)).toEqual({ phone1: null, phone2: null, phone3: '5' });
  expect(await old(two)).toEqual({ phone1: null, phone2: '4', phone3: null });
});

test('the old columns and the limit of places go by a later migration, and come back with what the rows say', async () => {
  await using db = await testDatabase({ sql: users });
  const session = await db.session();
  const split = await compile(session, phonesGiven);
  await up(session, split);
  const plan = await cycle(session, split.followUps[0]?.operations ?? []);
  expect(plan.destroys).toEqual(['the values of public.users.phone2', 'the values of public.users.phone3']);
  expect(await db.query(`select tgname from pg_trigger where tgname like 'zz_godwit%'`)).toEqual([]);
  expect(await db.query(`select proname from pg_proc where proname like 'godwit%'`)).toEqual([]);
  await session.query(`update phones set phone = '9' where user_id = 2 and position = 2;
    delete from phones where user_id = 4;
    insert into users (name) values ('later');
    insert into phones (user_id, position, phone) values (2, 4, '4'), ((select max(id) from users), 1, '1')`);
  await down(session, plan);
  expect(
    await db.query(
      `select name, phone1, phone2, phone3 from users where id in (2, 4, 5) or name = 'later' order by id`,
    ),
  ).toEqual([
    { name: 'u2', phone1: '12', phone2: '9', phone3: null },
    { name: 'u4', phone1: null, phone2: null, phone3: null },
    { name: 'u5', phone1: '15', phone2: null, phone3: '35' },
    { name: 'later', phone1: '1', phone2: null, phone3: null },
  ]);
  // what was written beyond the columns stays
  await session.query(`update users set phone1 = '8' where id = 2`);
  expect(await db.query('select position, phone from phones where user_id = 2 order by 1')).toEqual([
    { position: 1, phone: '8' },
    { position: 2, phone: '9' },
    { position: 4, phone: '4' },
  ]);
});

test('a list becomes rows in its order; NULL and empty stay apart', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await cycle(session, tags);
  expect(plan.steps[0]?.up).toContain(
    `CREATE TABLE "public"."task_tags" (
  "id" uuid DEFAULT gen_random_uuid() NOT NULL,
  "task_id" integer NOT NULL,
  "position" integer NOT NULL,
  "tag" text,
  CONSTRAINT "task_tags_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "task_tags_task_id_position_key" UNIQUE ("task_id", "position"),
  CONSTRAINT "task_tags_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "public"."tasks" ("id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "task_tags_position_check" CHECK ("position" >= 1)
);
COMMENT ON COLUMN "public"."task_tags"."tag" IS 'what it is about';`,
  );
  const old = async (id: number): Promise<unknown> =>
    (await session.query('select tags from tasks where id = $1', [id])).rows[0]?.tags;
  const now = async (id: number): Promise<unknown> =>
    (await session.query('select position, tag from task_tags where task_id = $1 order by 1', [id])).rows.map(
      ({ position, tag }) => `${position}: ${tag}`,
    );
  const run = (sql: string): Promise<unknown> => session.query(sql);
  expect(await now(2)).toEqual(['1: a2', '2: null', '3: b']);

  // an old application writes
  await run(`insert into tasks values (5000, 'old', '{p,q}'), (5001, 'none', null), (5002, 'empty', '{}')`);
  expect(await now(5000)).toEqual(['1: p', '2: q']);
  await run(`update tasks set tags = tags || '{r}' where id in (5000, 5001)`);
  expect(await now(5000)).toEqual(['1: p', '2: q', '3: r']);
  expect(await now(5001)).toEqual(['1: r']);
  await run(`update tasks set tags = array_remove(tags, 'p') where id = 5000`);
  expect(await now(5000)).toEqual(['1: q', '2: r']);
  await run(
    `update tasks set id = 5100 where id = 5000; update tasks set id = 5000, tags = '{s}' where id = 5100`,
  );
  expect(await now(5100)).toEqual([]);
  expect(await now(5000)).toEqual(['1: s']);
  await run(`update tasks set tags = '{q,r}' where id = 5000`);
  for (const odd of [`'[0:1]={a,b}'`, `'{{a},{b}}'`]) {
    await expect(run(`update tasks set tags = ${odd} where id = 5000`)).rejects.toThrow(
      'public.tasks.tags: only a list of one dimension that begins at 1 can be rows of public.task_tags',
    );
  }

  // a new application writes
  await run(`insert into tasks (id) values (6000)`);
  expect(await old(6000)).toBeNull();
  await run(
    `insert into task_tags (task_id, position, tag) values (6000, 10, 'z'), (6000, 5, 'y'), (5002, 1, 'e')`,
  );
  expect(await old(6000)).toEqual(['y', 'z']);
  expect(await old(5002)).toEqual(['e']);
  await run(`update task_tags set position = 1 where task_id = 6000 and tag = 'z'`);
  expect(await old(6000)).toEqual(['z', 'y']);
  expect(Object.values(await counts(session, plan.verifications))).toEqual([0]);
  await run(`update tasks set tags = tags || '{w}' where id = 6000`);
  expect(await now(6000)).toEqual(['1: z', '2: y', '3: w']);
  await run(`update task_tags set task_id = 5002, position = 2 where task_id = 6000 and position = 2`);
  expect([await old(6000), await old(5002)]).toEqual([
    ['z', 'w'],
    ['e', 'y'],
  ]);
  await run(`delete from task_tags where task_id = 5002`);
  expect(await old(5002)).toEqual([]);
  expect([await old(4), await old(1)]).toEqual([null, []]);
  await down(session, plan);
  expect([await old(6000), await old(5002)]).toEqual([['z', 'w'], []]);
});

test.each([
  ['text[]', ['godwit_archive.tasks_tags'], null],
  [`text[] not null default '{}'`, [], []],
])('a list %s goes by a later migration and comes back', async (type, archives, without) => {
  await using db = await testDatabase({
    sql: tasks
      .replace('tags text[]', `tags ${type}`)
      .replace('when 0 then null', `when 0 then ${without === null ? 'null' : `'{}'`}`),
  });
  const session = await db.session();
  const split = await compile(session, tags);
  await up(session, split);
  await session.query(`delete from task_tags where task_id = 6; insert into tasks (id) values (5000)`);
  const plan = await cycle(session, split.followUps[0]?.operations ?? []);
  expect(plan.archives).toEqual(archives);
  await session.query(`insert into tasks (id) values (6000), (6001);
    insert into task_tags (task_id, position, tag) values (6000, 2, 'b'), (6000, 1, 'a'), (4, 1, 'c');
    delete from task_tags where task_id = 2`);
  await down(session, plan);
  expect(
    await db.query('select id, tags from tasks where id in (1, 2, 3, 4, 6, 8, 5000, 6000, 6001) order by id'),
  ).toEqual([
    { id: 1, tags: [] },
    { id: 2, tags: [] },
    { id: 3, tags: ['x', 'x'] },
    { id: 4, tags: ['c'] },
    { id: 6, tags: [] },
    { id: 8, tags: without },
    { id: 5000, tags: without },
    { id: 6000, tags: ['a', 'b'] },
    { id: 6001, tags: without },
  ]);
});

const emails = {
  op: 'split_table' as const,
  table: 'people',
  into: 'emails',
  rows: { columns: ['email1', 'email2'], to: 'email' },
};
const people = `create table people (id int primary key, name text, email1 text not null default '', email2 text default 'none');
  insert into people select n, 'p' || n, 'e' || n, case when n % 2 = 0 then 'f' || n end from generate_series(1, 600) n;`;

test('before a row is copied, what a new application writes does not pass for all there is', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await compile(session, tags);
  await up(session, { steps: plan.steps.filter(({ kind }) => kind !== 'batched') as never });
  const add = (task: number, position: number): Promise<unknown> =>
    session.query(`insert into task_tags values (default, ${task}, ${position}, 'new')`);
  await expect(add(3, 1)).rejects.toThrow('task_tags_task_id_position_key');
  await add(3, 7);
  await add(4, 1);
  const move = 'update task_tags set task_id = 7';
  await expect(session.query(`${move} where task_id = 4`)).rejects.toThrow('task_tags_task_id_position_key');
  // Whether it is meant for the row that comes with it, nobody can tell: it is refused until that row is there.
  await expect(
    session.query(
      `insert into task_tags values (default, 11, 1, 'new') on conflict (task_id, position) do update set tag = excluded.tag`,
    ),
  ).rejects.toThrow('cannot affect row a second time');
  await session.query(`update task_tags set task_id = 7, position = 3 where task_id = 4`);
  await session.query(`update tasks set tags = tags || '{old}' where id = 11`);
  await up(session, { steps: plan.steps.filter(({ kind }) => kind === 'batched') as never });
  expect(await db.query('select id, tags from tasks where id in (3, 4, 7, 11) order by id')).toEqual([
    { id: 3, tags: ['x', 'x', 'new'] },
    { id: 4, tags: [] },
    { id: 7, tags: ['x', 'x', 'new'] },
    { id: 11, tags: ['x', 'x', 'old'] },
  ]);
  expect(Object.values(await counts(session, plan.verifications))).toEqual([0]);
});

test('required columns and defaults: a row by default gives way, and the way back knows both', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await cycle(session, emails);
  expect(plan.followUps.map(({ what }) => what)).toContain('until then public.people.email1 may be NULL');
  await session.query(`insert into people (id) values (1000), (1001), (1002)`);
  await session.query(
    `insert into emails (people_id, position, email) values (1000, 1, 'a'), (1000, 2, 'b')`,
  );
  await session.query(`delete from emails where people_id = 1001`);
  await session.query(`update people set id = 1009, email2 = 'g' where id = 1000`);
  expect(await db.query('select position, email from emails where people_id = 1009 order by 1')).toEqual([
    { position: 1, email: 'a' },
    { position: 2, email: 'g' },
  ]);
  await session.query(`update people set id = 1000, email2 = 'b' where id = 1009`);
  const held = (): Promise<unknown> =>
    db.query('select id, email1, email2 from people where id in (1, 2) or id >= 1000 order by id');
  const rows = [
    { id: 1, email1: 'e1', email2: null },
    { id: 2, email1: 'e2', email2: 'f2' },
    { id: 1000, email1: 'a', email2: 'b' },
  ];
  const silent = [
    { id: 1001, email1: null, email2: null },
    { id: 1002, email1: '', email2: 'none' },
  ];
  expect(await held()).toEqual([...rows, ...silent]);
  const contract = await compile(session, plan.followUps[0]?.operations ?? []);
  await up(session, contract);
  await session.query('insert into people (id) values (1003)');
  await down(session, contract);
  // what is required has its default again where nothing is said
  expect(await held()).toEqual([
    ...rows,
    { id: 1001, email1: '', email2: null },
    { id: 1002, email1: '', email2: 'none' },
    { id: 1003, email1: '', email2: null },
  ]);
  await session.query(`insert into emails (people_id, position, email) values (1003, 1, 'c')`);
  await session.query(`update people set email2 = 'd' where id = 1003`);
  expect(await db.query('select position, email from emails where people_id = 1003 order by 1')).toEqual([
    { position: 1, email: 'c' },
    { position: 2, email: 'd' },
  ]);
  await down(session, plan);
  expect(await db.query('select email1, email2 from people where id = 1003')).toEqual([
    { email1: 'c', email2: 'd' },
  ]);
});

test('triggers that do not see what is written to the rows are named', async () => {
  await using db = await testDatabase({
    sql: `${people};
      create function tidy() returns trigger language plpgsql as $$ begin new.email1 := lower(new.email1); return new; end $$;
      create trigger tidy before insert or update on people for each row execute function tidy()`,
  });
  expect((await compile(await db.session(), emails)).breaking).toEqual([
    'trigger tidy looks at email1 of public.people: what is written to public.emails.email passes it by',
  ]);
});

test('the old columns can go at once', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await cycle(session, { ...emails, dropSource: true });
  expect(await db.query(`select conname from pg_constraint where conname like '%has_column'`)).toEqual([]);
  await session.query(`insert into people (id) values (1000);
    insert into emails (people_id, position, email) values (1000, 2, 'b'), (1, 2, 'f1')`);
  await down(session, plan);
  expect(await db.query('select * from people where id in (1, 2, 1000) order by id')).toEqual([
    { id: 1, name: 'p1', email1: 'e1', email2: 'f1' },
    { id: 2, name: 'p2', email1: 'e2', email2: 'f2' },
    { id: 1000, name: null, email1: '', email2: 'b' },
  ]);
});

test('writers of one row wait for each other, and none of them is lost', async () => {
  await using db = await testDatabase({ sql: tasks });
  const [one, two] = [await db.session(), await db.session()];
  await up(one, await compile(one, tags));
  const write = (position: number): string =>
    `insert into task_tags values (default, 3, ${position}, 'w${position}')`;
  await one.query(`begin; ${write(3)}`);
  const waiting = two.query(write(4));
  await one.query('commit');
  await waiting;
  await one.query(`begin; update tasks set tags = tags || '{old}' where id = 3`);
  const late = two.query(write(6));
  await one.query('commit');
  await late;
  expect(await db.query('select tags from tasks where id = 3')).toEqual([
    { tags: ['x', 'x', 'w3', 'w4', 'old', 'w6'] },
  ]);
});

test('both applications write while rows are copied', async () => {
  await using db = await testDatabase({
    sql: `create table users (id int primary key, phone1 text, phone2 text, phone3 text);
      insert into users select n, 'a', case when n % 2 = 0 then 'b' end from generate_series(1, 20000) n`,
  });
  const [migrates, old, now] = [await db.session(), await db.session(), await db.session()];
  const plan = await compile(migrates, phonesGiven);
  const [expand, ...rest] = plan.steps;
  await up(migrates, { steps: [expand] });
  let done = false;
  const until = async (write: (id: number) => Promise<unknown>): Promise<void> => {
    for (let id = 1; !done || id < 500; id++) await write((id * 7919) % 20000);
  };
  const writers = [
    until((id) => old.query(`update users set phone2 = 'o${id}', phone3 = null where id = $1`, [id])),
    until((id) =>
      now.query(
        `insert into phones (user_id, position, phone) select id, 3, 'n${id}' from users where id = $1 on conflict (user_id, position) do update set phone = excluded.phone`,
        [20001 - id],
      ),
    ),
  ];
  await up(migrates, { steps: rest as never });
  done = true;
  await Promise.all(writers);
  expect(Object.values(await counts(migrates, plan.verifications))).toEqual([0]);
  expect(await db.query(`select count(*)::int from users where phone1 = 'a'`)).toEqual([{ count: 20000 }]);
});

test('references that the columns share go along', async () => {
  await using db = await testDatabase({
    sql: `create table members (id int primary key); insert into members values (1), (2), (3);
      create table reviews (id int primary key, first int references members on delete set null,
        second int references members on delete set null, other int references members);
      insert into reviews values (1, 1, 2, null), (2, null, 3, null)`,
  });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'split_table',
    table: 'reviews',
    into: 'reviewers',
    rows: { columns: ['first', 'second'], to: 'member', position: 'rank' },
  });
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'batched',
    'concurrent',
    'transactional',
    'transactional',
  ]);
  expect(plan.steps[3]?.up).toBe(
    'ALTER TABLE "public"."reviewers" ADD CONSTRAINT "reviewers_member_fkey" FOREIGN KEY ("member") REFERENCES public.members(id) ON DELETE CASCADE NOT VALID;',
  );
  await session.query('delete from members where id in (1, 3)');
  expect(await db.query('select first, second from reviews order by id')).toEqual([
    { first: null, second: 2 },
    { first: null, second: null },
  ]);
  expect(await db.query('select review_id, rank, member from reviewers')).toEqual([
    { review_id: 1, rank: 2, member: 2 },
  ]);
});

test('odd names, odd types, empty tables', async () => {
  await using db = await testDatabase({
    sql: `create type "My mood" as enum ('good', 'so so');
      create table "Order ""Items""" ("select" uuid primary key, "Größe 1" varchar(5) collate "C", "Größe 2" varchar(5) collate "C",
        moods "My mood"[] default '{}', docs json[] default array[]::json[], sizes numeric(5, 2)[]);
      insert into "Order ""Items""" values ('00000000-0000-0000-0000-000000000001', null, 'a', '{good,so so}', array['{"b":1,  "a":[]}'::json], '{1.50,NULL}')`,
  });
  const session = await db.session();
  const table = 'Order "Items"';
  await cycle(session, {
    op: 'split_table',
    table,
    into: 'ü'.repeat(31),
    keyColumn: 'Key',
    foreignKey: 'from',
    rows: { columns: ['Größe 1', 'Größe 2'], to: 'größe\'s "value"', position: 'order' },
  });
  for (const column of ['moods', 'docs', 'sizes']) {
    await cycle(session, {
      op: 'split_table',
      table,
      into: `of ${column}`,
      foreignKey: 'item',
      rows: { columns: [column], to: 'value' },
    });
  }
  await session.query(`update "of moods" set value = 'good'; update "of docs" set value = '{}';
    insert into "of sizes" (item, position, value) select item, 9, 12.345 from "of sizes" limit 1`);
  expect(await db.query(`select moods::text, docs::text, sizes::text from "Order ""Items"""`)).toEqual([
    { moods: '{good,good}', docs: '{"{}"}', sizes: '{1.50,NULL,12.35}' },
  ]);
  await session.query(`truncate "Order ""Items""" cascade`);
  await cycle(session, {
    op: 'split_table',
    table,
    into: 'nothing',
    rows: { columns: ['moods'], to: 'value' },
  });
});

test('who sees a row sees the rows that belong to it, and nothing more', async () => {
  const [anna, bert, carl] = [`anna_${process.pid}`, `bert_${process.pid}`, `carl_${process.pid}`];
  await using db = await testDatabase({
    sql: `create role ${anna}; create role ${bert}; create role ${carl};
      create table posts (id int primary key, owner text not null default current_user, tags text[]);
      alter table posts enable row level security;
      create policy own on posts using (owner = current_user) with check (owner = current_user);
      grant select, insert, update, delete on posts to ${anna}, ${bert};
      grant select (id, owner, tags) on posts to ${carl};
      insert into posts values (1, '${anna}', '{a}'), (2, '${bert}', '{b,c}');
      alter default privileges grant all on tables to public;`,
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
    await cycle(session, { ...tags, table: 'posts', into: 'post_tags' });
    const seen = 'select post_id, tag from post_tags order by 1, 2';
    expect(await as(anna, seen)).toEqual([{ post_id: 1, tag: 'a' }]);
    expect(await as(carl, 'select position, tag from post_tags')).toEqual([]);
    await expect(as(carl, seen)).rejects.toThrow('permission denied');
    expect(await as(anna, `update post_tags set tag = 'stolen' where post_id = 2`)).toBe(0);
    await expect(
      as(anna, `insert into post_tags (post_id, position, tag) values (2, 3, 'x')`),
    ).rejects.toThrow('row-level security');
    expect(await as(anna, `insert into post_tags (post_id, position, tag) values (1, 2, 'x')`)).toBe(1);
    expect(await as(bert, `update posts set tags = '{d}' where id = 2`)).toBe(1);
    expect(await as(bert, seen)).toEqual([{ post_id: 2, tag: 'd' }]);
    expect(await db.query('select tags from posts order by id')).toEqual([
      { tags: ['a', 'x'] },
      { tags: ['d'] },
    ]);
  } finally {
    await session.query(`drop owned by ${anna}, ${bert}, ${carl}; drop role ${anna}, ${bert}, ${carl}`);
  }
});

test('lists that rows cannot give back are counted and named before anything is written', async () => {
  await using db = await testDatabase({
    sql: `${tasks} update tasks set tags = '{{a,b},{c,d}}' where id = 3; update tasks set tags = '[0:1]={a,b}' where id in (5, 7)`,
  });
  const session = await db.session();
  const { preconditions } = await compile(session, tags);
  expect(await counts(session, preconditions)).toEqual({
    'every tags of public.tasks has one dimension and begins at 1': 3,
  });
  const samples = preconditions.find(({ samples: sql }) => sql !== undefined)?.samples ?? '';
  expect(await db.query(samples)).toEqual([{ key: 'id 3' }, { key: 'id 5' }, { key: 'id 7' }]);
});

test('refusals', async () => {
  await using db = await testDatabase({
    sql: `create type pair as (a int, b int);
      create table loose (a text[]); create table two (a int, b int, c text[], primary key (a, b));
      create table parts (id int primary key, c text[]) partition by range (id);
      create table t (id int primary key, a text, b text, c varchar(9), d text collate "C", e text default random()::text,
        f text generated always as (a) stored, l text[] default '{x}', m pair[], n text);`,
  });
  const session = await db.session();
  const ask = (columns: string[], change: object = {}): Promise<unknown> =>
    compile(session, {
      op: 'split_table',
      table: 't',
      into: 'rows',
      rows: { columns, to: 'value' },
      ...change,
    });
  await expect(ask(['a'], { table: 'loose' })).rejects.toThrow('it has no primary key');
  await expect(ask(['c'], { table: 'two' })).rejects.toThrow('it has a composite primary key');
  await expect(ask(['c'], { table: 'parts' })).rejects.toThrow('of a partitioned table is not supported');
  await expect(ask(['a', 'b'], { into: 'two' })).rejects.toThrow('table "public.two" exists already');
  await expect(ask([])).rejects.toThrow('no column moves');
  await expect(ask(['a'])).rejects.toThrow('it is one column of type text, not an array');
  await expect(ask(['a', 'a'])).rejects.toThrow('it moves twice');
  await expect(ask(['id', 'a'])).rejects.toThrow('it is the primary key');
  await expect(ask(['a', 'nope'])).rejects.toThrow('nope');
  await expect(ask(['a', 'c'])).rejects.toThrow('it is character varying(9) and a is text');
  await expect(ask(['a', 'd'])).rejects.toThrow('it is text COLLATE');
  await expect(ask(['a', 'e'])).rejects.toThrow('its default (random())::text would make rows');
  await expect(ask(['a', 'f'])).rejects.toThrow('it is a generated column');
  await expect(ask(['l'])).rejects.toThrow(`its default '{x}'::text[] would make rows`);
  await expect(ask(['m'])).rejects.toThrow('its values are rows of type public.pair');
  await expect(ask(['a', 'b'], { columns: [{ from: 'n', to: 'n' }] })).rejects.toThrow(
    'columns move row for row',
  );
  await expect(
    compile(session, [
      { op: 'rename_column', table: 't', column: 'a', to: 'z' },
      { op: 'split_table', table: 't', into: 'rows', rows: { columns: ['a', 'z'], to: 'value' } },
    ]),
  ).rejects.toThrow('"public.t: a = z" keeps columns equal that would be rows of their own');
  await expect(ask(['a', 'b'], { foreignKey: 'value' })).rejects.toThrow(
    'column "public.rows.value" exists already',
  );
  await up(
    session,
    await compile(session, {
      op: 'split_table',
      table: 't',
      into: 'rows',
      rows: { columns: ['a', 'b'], to: 'value' },
    }),
  );
  await expect(compile(session, { op: 'drop_table', table: 'rows' })).rejects.toThrow(
    'keeping "public.t + public.rows" equal',
  );
});
