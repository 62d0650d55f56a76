import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, expectAllZero, type Given, runStep, up } from './cycle.ts';

const role = `labeller_${process.pid}`;
const type = `"Or ders"."St""age ü"`;
const at = `"Or ders"."Order"`;
const odd = `
  create role ${role};
  create schema "Or ders";
  create type ${type} as enum ('new', 'started', 'paused', 'it''s off', 'back\\slash');
  comment on type ${type} is 'how far';
  revoke all on type ${type} from public; grant usage on type ${type} to ${role};
  create table ${at} (id int primary key, "sta te" ${type} not null default 'started', note text, constraint known check ("sta te" is not null));
  comment on column ${at}."sta te" is 'today';
  create index "by ""state" on ${at} ("sta te") where note is not null;
  create function touch() returns trigger language plpgsql as $$ begin new.note := 'was ' || new."sta te"; return new; end $$;
  create trigger touch before insert or update on ${at} for each row execute function touch();
  insert into ${at} select n, (array['new', 'started', 'paused', 'back\\slash'])[1 + n % 4]::${type} from generate_series(1, 1200) n;
`;
const merge = {
  op: 'replace_enum' as const,
  name: 'St"age ü',
  schema: 'Or ders',
  labels: ['back\\slash', 'work"ing', 'new'],
  map: [
    { from: 'started', to: 'work"ing' },
    { from: 'paused', to: 'work"ing' },
  ],
} satisfies Given;

test('replace_enum: values go, merge and change order while an old and a new application write', async () => {
  await using db = await testDatabase({ sql: odd });
  const session = await db.session();
  const say = (sql: string): Promise<unknown> => session.query(sql);
  const states = (columns: string, where: string): Promise<object[]> =>
    db.query(`select ${columns} from ${at} where ${where} order by id`);
  try {
    const plan = await compile(session, merge);
    const [create, expand] = plan.steps;
    expect(create?.up.split('\n')[0]).toBe(
      `CREATE TYPE "Or ders"."St""age ü_new" AS ENUM ( E'back\\\\slash', 'work"ing', 'new');`.replace(
        '( ',
        '(',
      ),
    );
    expect(create?.down).toBe('DROP TYPE "Or ders"."St""age ü_new";');
    expect(expand?.up.split('\n').slice(0, 2)).toEqual([
      `ALTER TABLE ${at} ADD COLUMN "sta te_new" "Or ders"."St""age ü_new";`,
      `ALTER TABLE ${at} ALTER COLUMN "sta te_new" SET DEFAULT 'work"ing'::"Or ders"."St""age ü_new";`,
    ]);
    const swap = plan.steps.at(-1);
    expect(swap?.up.split('\n').slice(0, 6)).toEqual([
      `ALTER TYPE ${type} RENAME TO "St""age ü_old";`,
      `ALTER TYPE "Or ders"."St""age ü_new" RENAME TO "St""age ü";`,
      `DROP TRIGGER IF EXISTS "zz_godwit_sync_sta te_sta te_new" ON ${at};`,
      `DROP FUNCTION IF EXISTS "Or ders"."godwit_sync_Order_sta te_sta te_new"();`,
      `ALTER TABLE ${at} RENAME COLUMN "sta te" TO "sta te_old";`,
      `ALTER TABLE ${at} RENAME COLUMN "sta te_new" TO "sta te";`,
    ]);
    expect(plan.breaking.slice(0, 5)).toEqual([
      'Or ders.St"age ü has the labels back\\slash, work"ing, new, in this order, and no others',
      'rows of Or ders.Order.sta te give work"ing for started, work"ing for paused',
      'applications that send started, paused fail from the moment the names change: release one that sends none of them before',
      "writes of it's off to Or ders.Order.sta te fail from the first step on",
      'a rollback makes started of what is written as work"ing meanwhile',
    ]);
    expect(plan.followUps.map(({ what }) => what)).toEqual([
      'drop_column Or ders.Order.sta te_old by a later migration, when nobody asks any more which of the merged values a row had',
      'drop_enum Or ders.St"age ü_old by the migration after that',
      'triggers of Order do not fire for rows that the migration fills: touch',
    ]);

    // The second column grows: an application of the old labels goes on, and the other column follows.
    for (const step of plan.steps.slice(0, -1)) await runStep(session, step, 'up');
    await say(`insert into ${at} (id, "sta te") values (2001, 'paused'), (2002, 'new'::${type})`);
    await say(`insert into ${at} (id) values (2003)`);
    await expect(say(`insert into ${at} (id, "sta te") values (2004, 'it''s off')`)).rejects.toThrow(
      'cannot both hold this value exactly',
    );
    expect(await states('"sta te" as is, "sta te_new" as next', 'id > 2000')).toEqual([
      { is: 'paused', next: 'work"ing' },
      { is: 'new', next: 'new' },
      { is: 'started', next: 'work"ing' },
    ]);
    if (swap === undefined) throw new Error('no step');
    await runStep(session, swap, 'up');

    // An application of the new ones writes under the same names; the old column keeps which value a row had.
    await say(`insert into ${at} (id, "sta te") values (2005, 'work"ing'::${type})`);
    await say(`insert into ${at} (id) values (2006)`);
    await say(`update ${at} set "sta te" = 'new' where id = 3`);
    await say(`update ${at} set note = 'touched' where id = 2001`);
    await say(`update ${at} set "sta te" = 'work"ing' where id in (2, 2002)`);
    await expect(say(`update ${at} set "sta te" = 'paused'`)).rejects.toThrow('invalid input value for enum');
    const both = 'id, "sta te" as is, "sta te_old" as was';
    expect(await states(both, 'id in (2, 3) or id > 2000')).toEqual([
      { id: 2, is: 'work"ing', was: 'paused' },
      { id: 3, is: 'new', was: 'new' },
      { id: 2001, is: 'work"ing', was: 'paused' },
      { id: 2002, is: 'work"ing', was: 'started' },
      { id: 2003, is: 'work"ing', was: 'started' },
      { id: 2005, is: 'work"ing', was: 'started' },
      { id: 2006, is: 'work"ing', was: 'started' },
    ]);
    // The order is that of the labels.
    expect(await db.query(`select max("sta te") as last from ${at}`)).toEqual([{ last: 'new' }]);
    await down(session, plan);
    expect(await states('id, "sta te" as is', 'id in (2, 3) or id > 2000')).toEqual([
      { id: 2, is: 'paused' },
      { id: 3, is: 'new' },
      { id: 2001, is: 'paused' },
      { id: 2002, is: 'started' },
      { id: 2003, is: 'started' },
      { id: 2005, is: 'started' },
      { id: 2006, is: 'started' },
    ]);

    // Nothing is left of it but what was written; and it can be done again.
    await cycle(session, merge, async () => {
      expect(
        await db.query(
          `select format_type(t.oid, null) as type, array(select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder) as labels,
             obj_description(t.oid, 'pg_type') as comment, has_type_privilege('${role}', t.oid, 'usage') as usage, has_type_privilege('public', t.oid, 'usage') as everybody
           from pg_attribute a join pg_type t on t.oid = a.atttypid where attrelid = '${at}'::regclass and attname like 'sta te%' order by attname`,
        ),
      ).toEqual([
        {
          type,
          labels: merge.labels,
          comment: 'how far',
          usage: true,
          everybody: false,
        },
        {
          type: `"Or ders"."St""age ü_old"`,
          labels: ['new', 'started', 'paused', "it's off", 'back\\slash'],
          comment: 'how far',
          usage: true,
          everybody: false,
        },
      ]);
    });
    // What it leaves for later: the old column, of which an archive keeps the values, then its type.
    const where = { schema: 'Or ders', table: 'Order', column: 'sta te_old' };
    await cycle(session, { op: 'drop_column', ...where });
    await cycle(session, { op: 'drop_enum', schema: 'Or ders', name: 'St"age ü_old' });
    await say(`insert into ${at} (id) values (3000)`);
    expect(await states('"sta te" as is', 'id = 3000')).toEqual([{ is: 'work"ing' }]);
  } finally {
    await session.query(`drop owned by ${role} cascade; drop role ${role}`);
  }
});

test('replace_enum: one to one, in a key, with what a request says after it', async () => {
  await using db = await testDatabase({
    sql: `create type day as enum ('mon', 'sun', 'tue'); create table plans (id int, on_day day, primary key (on_day, id));
          create type mood as enum ('good', 'bad'); create table people (id int primary key, mood mood unique);
          insert into people values (1, 'bad'), (2, null);
          insert into plans select n, (array['mon', 'tue'])[1 + n % 2]::day from generate_series(1, 50) n`,
  });
  const session = await db.session();
  const reorder: Given = { op: 'replace_enum', name: 'day', labels: ['mon', 'tue', 'sun'] };
  const plan = await cycle(session, [
    reorder,
    { op: 'set_default', table: 'plans', column: 'on_day', default: "'sun'" },
  ]);
  expect(plan.breaking.some((one) => one.startsWith('a rollback makes'))).toBe(false);
  await session.query("insert into plans (id) values (0); insert into plans values (0, 'tue')");
  expect(await db.query('select on_day from plans where id = 0 order by on_day')).toEqual([
    { on_day: 'tue' },
    { on_day: 'sun' },
  ]);
  await session.query(`insert into plans values (51, $$mon$$)`);
  // Two values change places: neither keeps its name.
  await cycle(session, {
    op: 'replace_enum',
    name: 'mood',
    labels: ['good', 'bad'],
    map: [
      { from: 'good', to: 'bad' },
      { from: 'bad', to: 'good' },
    ],
  });
  expect(await db.query('select mood, mood_old from people order by id')).toEqual([
    { mood: 'good', mood_old: 'bad' },
    { mood: null, mood_old: null },
  ]);
  await session.query("update people set mood = 'bad' where id = 2");
  expect(await db.query('select mood_old from people where id = 2')).toEqual([{ mood_old: 'good' }]);
});

test('replace_enum: several columns, in two tables, change at once', async () => {
  await using db = await testDatabase({
    sql: `create schema s; create type s.state as enum ('new', 'open', 'shut', 'gone');
          create table moves (was s.state not null default 'new', became s.state, n int, note text,
            constraint moves_key primary key (was, n), constraint once unique (was, became, n), unique (became, n));
          create index moves_both on moves (became, was) where n > 3; comment on column moves.became is 'then';
          create table s."Task s" (id int primary key, state s.state default 'open' not null);
          create index foo on s."Task s" (state);
          insert into moves select (array['new', 'open'])[1 + n % 2]::s.state, (array['open', 'shut', null])[1 + n % 3]::s.state, n from generate_series(1, 90) n;
          insert into s."Task s" select n, (array['new', 'open', 'shut'])[1 + n % 3]::s.state from generate_series(1, 300) n`,
  });
  const session = await db.session();
  const given: Given = {
    op: 'replace_enum',
    schema: 's',
    name: 'state',
    labels: ['shut', 'busy', 'new'],
    map: [{ from: 'open', to: 'busy' }],
  };
  const plan = await compile(session, given);
  expect(Object.keys(await counts(session, plan.preconditions))).toEqual([
    'no row of public.moves has gone in was',
    'no row of public.moves has gone in became',
    'no row of s.Task s has gone in state',
  ]);
  const swap = plan.steps.at(-1);
  if (swap === undefined) throw new Error('no step');
  expect(swap.up).toMatch(/^LOCK TABLE "public"."moves", "s"."Task s" IN ACCESS EXCLUSIVE MODE;/);
  expect(swap.down).toMatch(/^LOCK TABLE "public"."moves", "s"."Task s" IN ACCESS EXCLUSIVE MODE;/);
  expect(swap.locks).toEqual(['public.moves', 's.Task s']);
  // An old application writes in each phase, a new one after the last step; both name the type.
  for (const step of plan.steps.slice(0, -1)) await runStep(session, step, 'up');
  await session.query(`insert into moves values ('open'::s.state, 'new'::s.state, 1000), (default, 'shut', 1001);
    insert into s."Task s" values (1000, 'open'::s.state)`);
  await runStep(session, swap, 'up');
  await expectAllZero(session, plan.verifications);
  await session.query(`insert into moves (was, became, n) values ('busy'::s.state, 'new'::s.state, 1002), (default, 'busy', 1003);
    update moves set became = 'new' where n = 1001; insert into s."Task s" (id, state) values (1001, 'busy'::s.state), (1002, default)`);
  await down(session, plan);
  expect(await db.query('select was, became, n from moves where n >= 1000 order by n')).toEqual([
    { was: 'open', became: 'new', n: 1000 },
    { was: 'new', became: 'new', n: 1001 },
    { was: 'open', became: 'new', n: 1002 },
    { was: 'new', became: 'open', n: 1003 },
  ]);
  expect(await db.query('select state from s."Task s" where id >= 1000')).toEqual(
    ['open', 'open', 'open'].map((state) => ({ state })),
  );
  await cycle(session, [given, { op: 'set_default', table: 'moves', column: 'was', default: "'busy'" }]);
  await session.query('insert into moves (n) values (2000)');
  expect(await db.query('select was, was_old from moves where n = 2000')).toEqual([
    { was: 'busy', was_old: 'open' },
  ]);
  // What it leaves for later, table by table.
  expect(plan.followUps.map(({ what }) => what.replace(/ by .*/, ''))).toEqual([
    'drop_column public.moves.was_old, public.moves.became_old',
    'drop_column s.Task s.state_old',
    'drop_enum s.state_old',
  ]);
  for (const { operations } of plan.followUps) await cycle(session, operations);
});

test('replace_enum: rows that are in its way are named by their keys', async () => {
  await using db = await testDatabase({
    sql: `create type s as enum ('a', 'b', 'c'); create table t (id int primary key, s s, k int, unique (s, k));
          insert into t values (1, 'a', 1), (2, 'b', 1), (3, 'c', 1), (4, 'a', 2), (5, null, 1)`,
  });
  const session = await db.session();
  const without = await compile(session, { op: 'replace_enum', name: 's', labels: ['a', 'b'] });
  expect(await counts(session, without.preconditions)).toEqual({ 'no row of public.t has c in s': 1 });
  expect(await db.query(without.preconditions[0]?.samples ?? '')).toEqual([{ key: 'id 3' }]);
  const into = await compile(session, {
    op: 'replace_enum',
    name: 's',
    labels: ['a', 'c'],
    map: [{ from: 'b', to: 'a' }],
  });
  expect(await counts(session, into.preconditions)).toEqual({
    'no two rows of public.t have the same s, k with the new values': 1,
  });
  // One that comes in between is refused by the trigger, also where nothing is the default.
  await session.query("delete from t where s = 'c'");
  await up(session, without);
  await expect(session.query("insert into t (id, s) values (6, 'c')")).rejects.toThrow(
    'invalid input value for enum',
  );
  await down(session, without);
  const [create, expand] = without.steps;
  for (const step of [create, expand]) if (step) await runStep(session, step, 'up');
  await expect(session.query("insert into t (id, s) values (6, 'c')")).rejects.toThrow(
    '"public"."s" and "public"."s_new" cannot both hold this value exactly',
  );
});

test('what replace_enum refuses', async () => {
  await using db = await testDatabase({
    sql: `create type s as enum ('a', 'b'); create table t (id int primary key, s s default 'a');
          create type many as enum ('a', 'b'); create table m (x many, y many, check (x < y));
          create type parted as enum ('a', 'b'); create table p (x parted) partition by list (x); create table p_a partition of p for values in ('a');
          create type ranged as enum ('a', 'b'); create table r (id int, x ranged, primary key (id, x)) partition by range (id);
          create type unused as enum ('a', 'b');
          create type checked as enum ('a', 'b'); create table c (x checked, y text, check (x <> 'b'), check (x::text <> y));
          create index c_partial on c (y) where x = 'a'; create index c_expression on c ((x is null));
          create type viewed as enum ('a', 'b'); create table v (x viewed, y int); create view shown as select y from v where x = 'a';
          create type called as enum ('a', 'b'); create table f (x called); create function is_a(x called) returns boolean language sql as 'select true';
          create type narrow as enum ('a', 'b'); create table n (x narrow); create domain narrowed as narrow;
          create type policed as enum ('a', 'b'); create table o (x policed, y int); create policy seen on o using (x is not null);
          create type moving as enum ('a', 'b'); create table d (x moving default (array['a', 'b']::moving[])[1])`,
  });
  const session = await db.session();
  const fails = (given: Given, message: string): Promise<void> =>
    expect(compile(session, given), message).rejects.toThrow(message);
  const without = (name: string, rest: object = {}): Given =>
    ({ op: 'replace_enum', name, labels: ['a'], ...rest }) as Given;
  await fails(without('nothing'), 'there is no enum "public.nothing"');
  await fails(without('s', { labels: ['a', 'a'] }), 'a label is given twice');
  await fails(without('s', { labels: ['a', 'b'] }), 'its labels are a, b already');
  await fails(without('s', { labels: ['a', 'b', 'c'] }), 'no value becomes "c"');
  await fails(without('s', { map: [{ from: 'x', to: 'a' }] }), 'it has no label "x"');
  await fails(without('s', { map: [{ from: 'b', to: 'x' }] }), 'none of the new labels');
  const twice = [
    { from: 'b', to: 'a' },
    { from: 'b', to: 'a' },
  ];
  await fails(without('s', { map: twice }), 'the map says twice');
  await fails(without('s', { labels: ['b'] }), 'public.t.s: its default, a, would be no value any more');
  await fails(without('many'), 'constraint m_check on table public.m uses it beside public.m.x, public.m.y');
  await fails(without('unused'), 'no column is of the type or of an array of it');
  await fails(without('parted'), 'it is part of the partition key');
  await fails(
    without('ranged'),
    'primary key r_pkey of a partitioned table cannot be built while it is in use',
  );
  await fails(
    without('checked'),
    'constraint c_check on table public.c, index public.c_expression use it beside public.c.x: it says more of a column than which labels it has, one of its keys is an expression',
  );
  await fails(without('viewed'), 'view public.shown');
  await fails(without('called'), 'function public.is_a(public.called) uses it beside public.f.x');
  await fails(without('narrow'), 'type public.narrowed uses it beside public.n.x');
  await fails(without('policed'), 'policy seen');
  await fails(without('moving'), 'is more than a label');
  // What is under way is finished first.
  await up(session, await compile(session, without('s')));
  await fails(
    without('s', { labels: ['b'], map: [{ from: 'a', to: 'b' }] }),
    'it is kept equal to another column',
  );
});

test('labels that triggers translate stay as they are until the old column has gone', async () => {
  await using db = await testDatabase({
    sql: `create type s as enum ('a', 'b', 'c'); create table t (id int primary key, s s); insert into t values (1, 'a')`,
  });
  const session = await db.session();
  await up(
    session,
    await compile(session, {
      op: 'replace_enum',
      name: 's',
      labels: ['b', 'c'],
      map: [{ from: 'a', to: 'b' }],
    }),
  );
  const rename = (name: string): Given => ({ op: 'rename_enum_value', name, value: 'c', to: 'd' });
  for (const name of ['s', 's_old'])
    await expect(compile(session, rename(name))).rejects.toThrow(
      /is of it and is kept equal to public\.t\.s/,
    );
  await expect(compile(session, { op: 'add_enum_value', name: 's', value: 'e' })).rejects.toThrow(
    'is kept equal to',
  );
  await up(session, await compile(session, { op: 'drop_column', table: 't', column: 's_old' }));
  await cycle(session, rename('s'));
});
