import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, type Given, up } from './cycle.ts';

const people = `
  create table "The People" (
    id int primary key, "E-Mail" text not null unique check ("E-Mail" <> ''), city varchar(20), note text, team text
  );
  create unique index one_a_city on "The People" (note, city) where city <> 'none';
  create unique index low on "The People" (lower(team));
  insert into "The People" select n, case n % 3 when 0 then ' A' || n || '@X.com' else 'a' || n || '@x.com' end,
    case n % 4 when 0 then '' when 1 then 'NYC' when 2 then E' new \\t york ' else 'Bonn' end, 'n' || n from generate_series(1, 1300) n;
`;
const emails: Given = { op: 'normalise', table: 'The People', column: 'E-Mail', rules: ['trim', 'lower'] };

test('values get one way of writing, and come back to the letter', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await cycle(session, [
    emails,
    {
      op: 'normalise',
      table: 'The People',
      column: 'city',
      rules: ['trim', 'collapse_spaces', 'lower', 'empty_to_null'],
      lookup: [
        { from: 'nyc', to: 'New York' },
        { from: 'new york', to: 'New York' },
        { from: 'bonn', to: null },
      ],
      where: 'id > 10',
    },
  ]);
  expect(plan.steps[1]?.up).toContain(
    `SET "E-Mail" = (lower(regexp_replace("E-Mail", '^\\s+|\\s+$', '', 'g')))::text FROM`,
  );
  expect(plan.archives).toEqual([
    'godwit_archive.The People_E-Mail_backfill',
    'godwit_archive.The People_city_backfill',
  ]);
  expect(
    await db.query(
      `select city, count(*)::int, count(*) filter (where "E-Mail" = lower(trim("E-Mail")))::int as right from "The People" where id > 10 group by 1 order by 1`,
    ),
  ).toEqual([
    { city: 'New York', count: 644, right: 644 },
    { city: null, count: 646, right: 646 },
  ]);
  await session.query(`update "The People" set "E-Mail" = 'new@x.com' where id = 3`);
  await down(session, plan);
  expect(await db.query(`select id, "E-Mail" from "The People" where id in (3, 6) order by 1`)).toEqual([
    { id: 3, 'E-Mail': 'new@x.com' },
    { id: 6, 'E-Mail': ' A6@X.com' },
  ]);
});

test('asks whether rows would collide, lose their value or break a check', async () => {
  await using db = await testDatabase({
    sql: `${people} insert into "The People" values (2001, 'A1@x.com', 'nyc', 'n1'), (2002, ' ', 'Bonn', 'x')`,
  });
  const session = await db.session();
  const asked = async (given: Given): Promise<Record<string, number>> =>
    counts(session, (await compile(session, given)).preconditions);
  expect(await asked(emails)).toEqual({
    'no two rows of public.The People become the same for The People_E-Mail_key': 1,
    'every row of public.The People still meets The People_E-Mail_check': 1,
    'no row of public.The People loses its E-Mail': 0,
  });
  expect(
    await asked({ op: 'normalise', table: 'The People', column: 'E-Mail', rules: ['trim', 'empty_to_null'] }),
  ).toMatchObject({ 'no row of public.The People loses its E-Mail': 1 });
  const city: Given = { op: 'normalise', table: 'The People', column: 'city', rules: ['lower'] };
  expect(await asked(city)).toEqual({ 'no two rows of public.The People become the same for one_a_city': 1 });
  expect(await asked({ ...city, where: 'id < 2000' })).toEqual({
    'no two rows of public.The People become the same for one_a_city': 1,
  });
  expect(await asked({ ...city, lookup: [{ from: 'nyc', to: 'none' }] })).toEqual({
    'no two rows of public.The People become the same for one_a_city': 0,
  });
  await up(session, await compile(session, { ...city, where: 'id = 2' }));
  expect(await db.query('select city from "The People" where id = 2')).toEqual([{ city: ' new \t york ' }]);
});

test('refusals', async () => {
  await using db = await testDatabase({
    sql: `${people} create table loose (a text); create table t (id int primary key, n int, p text, code text unique);
      create table c (id int primary key, code text references t (code));`,
  });
  const session = await db.session();
  const ask = (change: Partial<Given>): Promise<unknown> =>
    compile(session, { op: 'normalise', table: 't', column: 'p', rules: ['trim'], ...change } as Given);
  await expect(ask({ column: 'n' })).rejects.toThrow('public.t.n: it is integer, not text');
  await expect(ask({ rules: [] })).rejects.toThrow('nothing is to change');
  await expect(ask({ column: 'code' })).rejects.toThrow('foreign key c_code_fkey');
  await expect(ask({ table: 'c', column: 'code' })).rejects.toThrow('foreign key c_code_fkey');
  await expect(ask({ table: 'loose', column: 'a' })).rejects.toThrow('it has no primary key');
  await expect(ask({ table: 'The People', column: 'team' })).rejects.toThrow('unique index low');
  await expect(
    ask({
      lookup: [
        { from: 'a', to: 'b' },
        { from: 'a', to: 'c' },
      ],
    } as Partial<Given>),
  ).rejects.toThrow('"a" becomes two values');
});
