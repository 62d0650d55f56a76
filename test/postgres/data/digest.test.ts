import { expect, test } from 'vitest';
import { compareData, type DataDigest, digestData } from '../../../postgres/data/index.ts';
import { testDatabase } from '../../support/database.ts';

const schema = `
  create table "Odd ""Name""" ("order" int primary key, t text, x xml, j json, b bytea, f float8, w timestamptz default now());
  create table empty (a int);
  create table nothing ();
  create table p (a int, b text) partition by range (a);
  create table p1 partition of p for values from (0) to (10);
  create table p2 partition of p for values from (10) to (20);
  create table parent (a int);
  create table child () inherits (parent);
  insert into "Odd ""Name""" values (1, null, '<a/>', '{"a": 1}', 'x', 0.1), (2, '', null, null, null, 'NaN');
  insert into p values (1, 'x'), (11, 'y');
  insert into child values (1);
`;

const changes: [string, string, string[]][] = [
  ['a value', `update "Odd ""Name""" set f = 0.2 where "order" = 1`, ['public."Odd ""Name"""']],
  [
    'null and the empty string',
    `update "Odd ""Name""" set t = '' where "order" = 1`,
    ['public."Odd ""Name"""'],
  ],
  [
    'white space in json',
    `update "Odd ""Name""" set j = '{"a":1}' where "order" = 1`,
    ['public."Odd ""Name"""'],
  ],
  ['xml', `update "Odd ""Name""" set x = '<b/>' where "order" = 1`, ['public."Odd ""Name"""']],
  ['a row in an empty table', 'insert into empty values (null)', ['public.empty']],
  ['a row in a table without columns', 'insert into nothing default values', ['public.nothing']],
  ['a row in a partition, once', "insert into p values (12, 'z')", ['public.p']],
  ['a row twice', "insert into p values (11, 'y')", ['public.p']],
  ['values swapped between two rows', "update p set b = case a when 1 then 'y' else 'x' end", ['public.p']],
  ['a row of a child is not one of its parent', 'insert into child values (2)', ['public.child']],
  ['a renamed column', 'alter table empty rename a to b', ['public.empty']],
  [
    'a dropped and a created table',
    'drop table empty; create table fresh ()',
    ['public.empty', 'public.fresh'],
  ],
];

test.each(changes)('notices %s', async (_, change, tables) => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const before: DataDigest = JSON.parse(JSON.stringify(await digestData(session)));
  await session.query(change);
  expect(compareData(before, await digestData(session))).toEqual(tables);
});

const silent: [string, string][] = [
  [
    'rows in another order',
    `create table copy as table p; truncate p; insert into p select * from copy order by a desc; drop table copy`,
  ],
  [
    'columns in another order',
    'alter table p add c text; update p set c = b; alter table p drop b; alter table p rename c to b; alter table p add z int; alter table p drop z',
  ],
  ['a row that moved within its table', `update "Odd ""Name""" set t = t`],
  [
    'settings of the session',
    "set datestyle = 'German'; set timezone = 'Asia/Tokyo'; set extra_float_digits = -3; set bytea_output = 'escape'",
  ],
  [
    'what Godwit keeps',
    'create schema godwit; create table godwit.migration (a int); insert into godwit.migration values (1)',
  ],
];

test.each(silent)('is silent about %s', async (_, change) => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const before = await digestData(session);
  await session.query(change);
  const after = await digestData(session);
  expect(compareData(before, after)).toEqual([]);
});

test('a partitioned table is read once, and holds no row values', async () => {
  await using db = await testDatabase({ sql: schema });
  const digest = await digestData(await db.session());
  expect(Object.keys(digest.tables)).toEqual(
    [
      'public.child',
      'public.empty',
      'public.nothing',
      'public."Odd ""Name"""',
      'public.p',
      'public.parent',
    ].sort(),
  );
  expect(digest.tables['public.p']?.rows).toBe('2');
});

test('a sequence that went back would give numbers out twice', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int generated always as identity, a int); insert into t (a) values (1), (2)',
  });
  const session = await db.session();
  const before = await digestData(session);
  await session.query("select nextval('t_id_seq')");
  expect(compareData(before, await digestData(session))).toEqual([]);
  await session.query('alter table t alter id restart');
  expect(compareData(before, await digestData(session))).toEqual(['public.t_id_seq']);
});

test('a role that sees only some rows gets an error, not a digest of some', async () => {
  await using db = await testDatabase({
    sql: `create table t (a int); alter table t enable row level security; create policy p on t using (a = 1); grant select on t to pg_monitor`,
  });
  const session = await db.session();
  await session.query('set role pg_monitor');
  await expect(digestData(session)).rejects.toThrow('row-level security');
});
