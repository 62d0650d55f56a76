import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, expectAllZero, type Given, up } from './cycle.ts';

const shop = `
  create table users (
    id int primary key, name text, "Bio" text collate "C" default 'none', level int not null default 1 check (level > 0), email text unique
  );
  comment on column users."Bio" is 'who it is';
  create table profiles (id uuid primary key default gen_random_uuid(), "user" int not null unique references users on delete cascade, city text);
  create function touch() returns trigger language plpgsql as $$ begin new.city := 'touched'; return new; end $$;
  create trigger touch before update of city on profiles for each row execute function touch();
  insert into users select n, 'u' || n, case when n % 3 > 0 then 'bio ' || n end, n % 5 + 1 from generate_series(1, 1300) n;
  insert into profiles ("user", city) select id, 'Bonn' from users;
  create table empty (id int primary key, a text);
`;
const move: Given = {
  op: 'move_columns',
  table: 'users',
  columns: [{ from: 'Bio' }, { from: 'level', to: 'rank' }],
  into: { table: 'profiles' },
  key: { from: 'id', to: 'user' },
};

test('both tables have the columns, and an application of either age is right', async () => {
  await using db = await testDatabase({ sql: shop });
  const session = await db.session();
  const plan = await cycle(session, move);
  expect(plan.steps.map(({ kind, up: sql }) => `${kind}: ${sql.split('\n')[0]?.slice(0, 70)}`)).toEqual([
    'transactional: ALTER TABLE "public"."users" ALTER COLUMN "level" DROP NOT NULL;',
    `transactional: ALTER TABLE "public"."profiles" ADD COLUMN "Bio" text COLLATE "C" DEFA`,
    'transactional: CREATE OR REPLACE FUNCTION "public"."godwit_move_users_Bio_take"() RET',
    'transactional: CREATE OR REPLACE FUNCTION "public"."godwit_move_profiles_Bio_take"() ',
    'batched: DO $godwit$',
    'transactional: ALTER TABLE "public"."profiles" ADD CONSTRAINT "profiles_rank_check" C',
    'transactional: ALTER TABLE "public"."profiles" VALIDATE CONSTRAINT "profiles_rank_che',
  ]);
  const both = async (id: number): Promise<unknown> =>
    (
      await session.query(
        `select u."Bio" as b, u.level as l, p."Bio" as pb, p.rank as pr from users u left join profiles p on p."user" = u.id where u.id = ${id}`,
      )
    ).rows[0];
  expect(await both(3)).toEqual({ b: null, l: 4, pb: null, pr: 4 });
  expect(await db.query(`select count(*)::int from profiles where city <> 'Bonn'`)).toEqual([{ count: 0 }]);

  // an old application
  await session.query(`insert into users (id, name, "Bio") values (2001, 'old', 'mine')`);
  expect(await both(2001)).toEqual({ b: 'mine', l: 1, pb: null, pr: null });
  await session.query(`insert into profiles ("user") values (2001)`);
  expect(await both(2001)).toEqual({ b: 'mine', l: 1, pb: 'mine', pr: 1 });
  await session.query(`update users set level = 7, "Bio" = null where id = 2001`);
  expect(await both(2001)).toEqual({ b: null, l: 7, pb: null, pr: 7 });
  // a new one
  await session.query(`insert into users (id, name) values (2002, 'new')`);
  await session.query(`insert into profiles ("user", "Bio", rank) values (2002, 'fresh', 3)`);
  expect(await both(2002)).toEqual({ b: 'fresh', l: 3, pb: 'fresh', pr: 3 });
  await session.query(`update profiles set rank = 9 where "user" = 2002`);
  expect(await both(2002)).toEqual({ b: 'fresh', l: 9, pb: 'fresh', pr: 9 });
  await session.query(`delete from profiles where "user" = 2002`);
  expect(await both(2002)).toEqual({ b: 'none', l: 1, pb: null, pr: null });
  await expect(session.query(`update profiles set rank = 0 where "user" = 1`)).rejects.toThrow(
    'profiles_rank_check',
  );
  await session.query(`update profiles set rank = 2 where "user" = 5; delete from users where id = 6`);
  await expectAllZero(session, plan.verifications);
  await down(session, plan);
  expect(await db.query('select id, level from users where id in (5, 6, 2001, 2002) order by id')).toEqual([
    { id: 5, level: 2 },
    { id: 2001, level: 7 },
    { id: 2002, level: 1 },
  ]);
});

test('a key that changes takes its values along, also before they are copied', async () => {
  await using db = await testDatabase({
    sql: `create table a (id int primary key, note text);
      create table b (a int primary key references a on update cascade);
      create function tidy() returns trigger language plpgsql as $$ begin new.note := lower(new.note); return new; end $$;
      create trigger tidy before insert or update on a for each row execute function tidy();
      insert into a select n, 'note ' || n from generate_series(1, 3) n; insert into b select id from a`,
  });
  const session = await db.session();
  const { steps } = await compile(session, {
    op: 'move_columns',
    table: 'a',
    columns: [{ from: 'note' }],
    into: { table: 'b' },
    key: { from: 'id', to: 'a' },
  });
  await up(session, { steps: steps.slice(0, -1) as never });
  await session.query(`update a set id = 11 where id = 1; update a set id = 12, note = 'both' where id = 2`);
  await up(session, { steps: steps.slice(-1) as never });
  await session.query(`update a set id = 13, note = 'last' where id = 3; update a set id = 21 where id = 11`);
  // What the table's own triggers make of a value counts in either place.
  await session.query(`update b set note = 'New' where a = 12`);
  const notes = [
    { id: 12, note: 'new' },
    { id: 13, note: 'last' },
    { id: 21, note: 'note 1' },
  ];
  expect(await db.query('select id, note from a order by id')).toEqual(notes);
  expect(await db.query('select a as id, note from b order by a')).toEqual(notes);
});

test('the old columns go by a later migration, and come back with what was written since', async () => {
  await using db = await testDatabase({ sql: shop });
  const session = await db.session();
  await up(session, await compile(session, move));
  const plan = await cycle(session, [
    { op: 'drop_column', table: 'users', column: 'Bio' },
    { op: 'drop_column', table: 'users', column: 'level' },
  ]);
  expect(plan.breaking).toContain(
    'public.users.level is no longer kept equal to what it became: drop it, too',
  );
  // "level" went without its trigger, so its values are kept.
  expect(plan.archives).toEqual(['godwit_archive.users_level']);
  await session.query(
    `update profiles set "Bio" = 'since' where "user" = 4; insert into users (id) values (3000)`,
  );
  await down(session, plan);
  expect(await db.query('select id, "Bio" from users where id in (3, 4, 5, 3000) order by id')).toEqual([
    { id: 3, Bio: null },
    { id: 4, Bio: 'since' },
    { id: 5, Bio: 'bio 5' },
    { id: 3000, Bio: 'none' },
  ]);
  await session.query(`update users set "Bio" = 'again' where id = 5`);
  expect(await db.query('select "Bio" from profiles where "user" = 5')).toEqual([{ Bio: 'again' }]);
});

test('a value without a row to go to is asked about; refusals', async () => {
  await using db = await testDatabase({ sql: shop });
  const session = await db.session();
  const lonely = await compile(session, { ...move, into: { table: 'empty' }, key: { from: 'id', to: 'id' } });
  expect(await counts(session, lonely.preconditions)).toEqual({
    'every row of public.users with something to move has its row in public.empty': 1300,
  });
  const fails = (change: object, message: string): Promise<void> =>
    expect(compile(session, { ...move, ...change } as Given)).rejects.toThrow(message);
  await fails({ key: { from: 'id', to: 'city' } }, 'public.profiles.city: it is not unique');
  await fails({ key: { from: 'id', to: 'id' } }, 'it is uuid, id of public.users is integer');
  await fails({ columns: [{ from: 'email' }] }, 'unique users_email_key stands on it');
  await fails({ columns: [{ from: 'name', to: 'city' }] }, 'column "public.profiles.city" exists already');
  await fails({ columns: [] }, 'nothing moves');
  await fails({ into: { table: 'users' } }, 'nothing moves');
});
