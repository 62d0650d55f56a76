import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, type Given, up } from './cycle.ts';

const schema = `
  create type mood as enum ('good', 'bad');
  create table "Plans" (
    id bigint generated always as identity primary key, "Code" varchar(8) not null, region text, moods mood[],
    price numeric, active boolean default true, info jsonb, twice numeric generated always as (price * 2) stored,
    unique ("Code", region)
  );
  insert into "Plans" ("Code", region) values ('old', 'eu');
  create table users (id int primary key, plan bigint references "Plans" on delete cascade);
  create table loose (a int);
`;
const plans: Given = {
  op: 'insert_rows',
  table: 'Plans',
  columns: ['Code', 'region', 'moods', 'price', 'info'],
  rows: [
    ['free', 'eu', '{good}', 0, null],
    ["it's", 'eu', '{good,bad}', 9.5, '{"a": [1, "$godwit$"]}'],
  ],
  key: ['Code', 'region'],
};

test('reference rows, by their key', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const plan = await cycle(session, plans);
  expect(plan.steps[0].up).toBe(
    `INSERT INTO "public"."Plans" ("Code", "region", "moods", "price", "info") VALUES
  ('free'::text, 'eu'::text, '{good}'::public.mood[], '0'::numeric, NULL),
  ('it''s'::text, 'eu'::text, '{good,bad}'::public.mood[], '9.5'::numeric, '{"a": [1, "$godwit$"]}'::jsonb);`,
  );
  expect(
    await db.query(`select "Code", moods::text, price::float, active, info from "Plans" order by "Code"`),
  ).toEqual([
    { Code: 'free', moods: '{good}', price: 0, active: true, info: null },
    { Code: "it's", moods: '{good,bad}', price: 9.5, active: true, info: { a: [1, '$godwit$'] } },
    { Code: 'old', moods: null, price: null, active: true, info: null },
  ]);
  expect(await counts(session, plan.preconditions)).toEqual({
    'public.Plans has none of the rows yet': 2,
  });
  // A row to which somebody refers since stays, and so does who refers to it.
  await session.query(`insert into users select 1, id from "Plans" where "Code" = 'free'`);
  const warnings: string[] = [];
  session.on('notice', ({ message = '' }) => warnings.push(message));
  await down(session, plan);
  expect(warnings).toEqual(['1 of the inserted rows of public.Plans stay: other rows refer to them']);
  expect(await db.query(`select "Code" from "Plans" order by 1`)).toEqual([
    { Code: 'free' },
    { Code: 'old' },
  ]);
  expect(await db.query('select count(*)::int from users')).toEqual([{ count: 1 }]);
});

test('a number that is given is not given out again', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  await cycle(session, {
    op: 'insert_rows',
    table: 'Plans',
    columns: ['id', 'Code'],
    rows: [
      [2, 'a'],
      [50, 'b'],
    ],
  });
  const [next] = await db.query<{ id: number }>(`insert into "Plans" ("Code") values ('c') returning id`);
  expect(next?.id).toBeGreaterThan(50);
});

test('a reference without a value refers to nothing', async () => {
  await using db = await testDatabase({
    sql: 'create table nodes (id int primary key, parent int references nodes)',
  });
  await cycle(await db.shared(), {
    op: 'insert_rows',
    table: 'nodes',
    columns: ['id', 'parent'],
    rows: [[1, null]],
  });
});

test('refusals', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const fails = (change: object, message: string): Promise<void> =>
    expect(compile(session, { ...plans, ...change } as Given)).rejects.toThrow(message);
  await fails({ key: undefined }, 'the rows give no id, by which they would be found again');
  await fails({ key: ['Code'] }, '(Code) is not unique');
  await fails({ table: 'loose', columns: ['a'], rows: [[1]], key: undefined }, 'it has no primary key');
  await fails({ columns: ['Code', 'region'] }, 'row 1 has 5 values for 2 columns');
  await fails({ columns: ['Code', 'region'], rows: [['a', null]] }, 'a row has no value in its key');
  await fails(
    {
      columns: ['Code', 'region'],
      rows: [
        ['a', 'b'],
        ['a', 'b'],
      ],
    },
    'two rows have the key "a","b"',
  );
  await fails({ columns: ['Code', 'region', 'twice'], rows: [['a', 'b', 1]] }, 'twice is a generated column');
  await fails({ rows: [] }, '0 rows are to be inserted');
});

test('of two columns that are kept equal a row gives one', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, doc text not null, name text not null); insert into t values (1, '{}', 'a')`,
  });
  const session = await db.session();
  await up(session, await compile(session, { op: 'alter_type', table: 't', column: 'doc', type: 'jsonb' }));
  await up(session, await compile(session, { op: 'rename_column', table: 't', column: 'name', to: 'title' }));
  const insert = (columns: string[], row: (number | string)[]): Given => ({
    op: 'insert_rows',
    table: 't',
    columns: ['id', ...columns],
    rows: [[2, ...row]],
  });
  await expect(compile(session, insert(['doc', 'doc_old', 'title'], ['{}', 'x', 'b']))).rejects.toThrow(
    'doc and doc_old are kept equal, so a row has one value for both',
  );
  await cycle(session, insert(['doc', 'title'], ['{"a":1}', 'b']));
  expect(await db.query('select doc_old, name from t where id = 2')).toEqual([
    { doc_old: '{"a": 1}', name: 'b' },
  ]);
  // What a split makes of a row goes along with it.
  await session.query('create table s (id int primary key, note text)');
  const split: Given = {
    op: 'split_table',
    table: 's',
    into: 'notes',
    columns: [{ from: 'note', to: 'note' }],
  };
  await up(session, await compile(session, split));
  await cycle(session, { op: 'insert_rows', table: 's', columns: ['id', 'note'], rows: [[1, 'a']] });
  expect(await db.query('select note from notes')).toEqual([{ note: 'a' }]);
});

test('several rows do not share the default of a unique column', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, slot int unique default 4, made uuid unique default gen_random_uuid(),
            note varchar(9) unique default null);
          create table r (id int primary key, word text unique default 1, span int4range unique default int4range(1, 2))`,
  });
  const session = await db.session();
  const insert = (columns: string[], rows: number[][]): Given => ({
    op: 'insert_rows',
    table: 't',
    columns,
    rows,
  });
  await expect(compile(session, insert(['id'], [[1], [2]]))).rejects.toThrow(
    'each row would get the default of slot, which is unique',
  );
  await expect(compile(session, { ...insert(['id'], [[1], [2]]), table: 'r' } as Given)).rejects.toThrow(
    'each row would get the default of span, which is unique',
  );
  await cycle(session, { ...insert(['id'], [[1]]), table: 'r' } as Given);
  await cycle(session, insert(['id'], [[1]]));
  const { preconditions } = await compile(session, insert(['id'], [[9]]));
  expect(await counts(session, preconditions)).toMatchObject({
    'no two rows of public.t have the same slot': 1,
  });
  const rows = [
    [2, 20],
    [3, 30],
  ];
  await cycle(session, insert(['id', 'slot'], rows));
});

test('rows that could not be taken away again are asked about: a published table of which rows would go along', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key); create table child (t int references t on delete cascade);
          create publication p for table child`,
  });
  const session = await db.session();
  const insert: Given = { op: 'insert_rows', table: 't', columns: ['id'], rows: [[1]] };
  const asked = async () => counts(session, (await compile(session, insert)).preconditions);
  const identified = 'rows of public.child, which is published, have a REPLICA IDENTITY';
  expect(await asked()).toMatchObject({ [identified]: 1 });
  await session.query('alter table child replica identity full');
  expect(await asked()).toMatchObject({ [identified]: 0 });
  await cycle(session, insert);
  await session.query(
    'create table base (id int primary key); create table heir () inherits (base); create publication q for table base',
  );
  const plan = await cycle(session, { ...insert, table: 'base' });
  await session.query('insert into heir values (1)');
  await down(session, plan);
  expect(await db.query('select * from base')).toEqual([{ id: 1 }]);
});

test('only an unlogged table refers to an unlogged one', async () => {
  await using db = await testDatabase({
    sql: 'create unlogged table cache (id int primary key); create table kept (id int primary key, cache int)',
  });
  const session = await db.session();
  const references = { table: 'cache', column: 'id' };
  const create = (unlogged: boolean): Given => ({
    op: 'create_table',
    table: 'n',
    columns: [{ name: 'cache', type: 'integer', references }],
    unlogged,
  });
  const others: Given[] = [
    { op: 'add_column', table: 'kept', column: 'c', type: 'integer', references },
    { op: 'add_foreign_key', table: 'kept', column: 'cache', references },
  ];
  for (const given of [create(false), ...others])
    await expect(compile(session, given)).rejects.toThrow('public.cache: it is unlogged');
  await cycle(session, create(true));
});
