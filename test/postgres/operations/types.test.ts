import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, type Given } from './cycle.ts';

const role = `typist_${process.pid}`;
const schema = `
  create role ${role};
  create schema "Ty pes";
  create type "Ty pes"."Mood ""ü" as enum ('good', 'it''s', 'bad');
  comment on type "Ty pes"."Mood ""ü" is 'kept';
  revoke all on type "Ty pes"."Mood ""ü" from public; grant usage on type "Ty pes"."Mood ""ü" to ${role};
  alter type "Ty pes"."Mood ""ü" owner to ${role};
  create type status as enum ('open', 'done');
  create table tasks (id int primary key, state status default 'open' check (state <> 'done' or id > 0), states status[]);
  insert into tasks select n from generate_series(1, 5) n;
  create view open_tasks as select id from tasks where state = 'open';
  create function is_open(s status) returns boolean language plpgsql as $$ begin return s = 'open'; end $$;
`;
const mood = { name: 'Mood "ü', schema: 'Ty pes' } as const;
const dropRole = `drop owned by ${role} cascade; drop role ${role}`;

test('rename_enum_value: rows, defaults, checks and views follow', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const plan = await cycle(session, {
      op: 'rename_enum_value',
      name: 'status',
      value: 'open',
      to: "it's \\ new",
    });
    expect(plan.steps).toEqual([
      {
        kind: 'transactional',
        up: `ALTER TYPE "public"."status" RENAME VALUE 'open' TO E'it''s \\\\ new';`,
        down: `ALTER TYPE "public"."status" RENAME VALUE E'it''s \\\\ new' TO 'open';`,
        locks: [],
      },
    ]);
    expect(plan.breaking).toEqual([
      'applications that send or expect "open" for public.status fail: release one that takes both before',
      `public.is_open(public.status) says 'open', perhaps of this enum`,
    ]);
    await session.query('insert into tasks values (6)');
    expect(await db.query('select count(*)::int from open_tasks')).toEqual([{ count: 6 }]);
    const first = await cycle(session, { op: 'add_enum_value', ...mood, value: 'best', before: 'good' });
    expect(first.steps[0]?.up).toBe(`ALTER TYPE "Ty pes"."Mood ""ü" ADD VALUE 'best' BEFORE 'good';`);
  } finally {
    await session.query(dropRole);
  }
});

test('drop_enum, and create_enum with replace: labels in order, owner, grants and comment come back', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const replaced = await cycle(session, {
      op: 'create_enum',
      ...mood,
      labels: ['bad', 'good'],
      replace: true,
    });
    expect(replaced.steps[0]?.up).toContain(`DROP TYPE "Ty pes"."Mood ""ü";
CREATE TYPE "Ty pes"."Mood ""ü" AS ENUM ('bad', 'good');
ALTER TYPE "Ty pes"."Mood ""ü" OWNER TO "${role}";
REVOKE ALL ON TYPE "Ty pes"."Mood ""ü" FROM PUBLIC;`);
    const dropped = await cycle(session, { op: 'drop_enum', ...mood });
    expect(dropped.steps[0]?.up).toBe('DROP TYPE "Ty pes"."Mood ""ü";');
    // Gone and made anew, in one request.
    await cycle(session, { op: 'create_enum', ...mood, labels: [] });
    await cycle(session, [
      { op: 'drop_enum', ...mood },
      { op: 'create_table', table: mood.name, schema: mood.schema, columns: [] },
    ]);
  } finally {
    await session.query(dropRole);
  }
});

test('a type goes with the last column of it, and whoever wants the column back hears of the type', async () => {
  await using db = await testDatabase({
    sql: `create type mood as enum ('good', 'bad'); create domain short as text check (length(value) < 9);
          create table t (id int primary key, mood mood not null default 'bad', more mood[], word short); insert into t values (1, 'good', '{bad}', 'w');
          create type kind as enum ('a'); create table u (id int primary key, kind kind)`,
  });
  const session = await db.session();
  const drop = (column: string): Given => ({ op: 'drop_column', table: 't', column });
  await expect(compile(session, [drop('mood'), { op: 'drop_enum', name: 'mood' }])).rejects.toThrow(
    'public.mood: column more of table public.t uses it',
  );
  // In any order.
  const plan = await cycle(session, [
    { op: 'drop_enum', name: 'mood' },
    drop('mood'),
    { op: 'drop_domain', name: 'short' },
    drop('word'),
    drop('more'),
  ]);
  expect(plan.breaking).toContain(
    'restore_archive t_mood needs public.mood again: create_enum it before, with the labels good, bad',
  );
  await expect(compile(session, { op: 'restore_archive', name: 't_more' })).rejects.toThrow(
    'godwit_archive.t_more: type public.mood[] of more is gone',
  );
  await cycle(session, [
    { op: 'create_enum', name: 'mood', labels: ['good', 'bad'] },
    { op: 'restore_archive', name: 't_mood' },
  ]);
  expect(await db.query('select mood from t')).toEqual([{ mood: 'good' }]);
  // A table is kept as it is, with its types.
  const both = compile(session, [
    { op: 'drop_table', table: 'u' },
    { op: 'drop_enum', name: 'kind' },
  ]);
  await expect(both).rejects.toMatchObject({
    message: 'public.kind: column kind of table godwit_archive.u uses it',
    hint: expect.stringContaining('drop the type by a later migration, when that table is gone'),
  });
});

test('create_domain: over an enum of the same request, with checks', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const plan = await cycle(session, [
      {
        op: 'create_domain',
        name: 'select',
        type: 'text',
        notNull: true,
        default: "'a'",
        checks: [
          { check: 'length(VALUE) < 5' },
          { check: `VALUE <> ''` },
          { name: "it's", check: `VALUE > ' '` },
        ],
        comment: 'short',
      },
      { op: 'create_domain', name: 'warm', type: 'heat', checks: [{ check: "VALUE > 'cold'" }] },
      { op: 'create_enum', name: 'heat', labels: ['cold', 'warm', 'hot'] },
    ]);
    expect(plan.steps[0]?.up).toContain(
      `CREATE DOMAIN "public"."select" AS text DEFAULT 'a' NOT NULL CONSTRAINT "select_check" CHECK (length(VALUE) < 5) CONSTRAINT "select_check_2" CHECK (VALUE <> '') CONSTRAINT "it's" CHECK (VALUE > ' ');
COMMENT ON DOMAIN "public"."select" IS 'short';`,
    );
    await expect(session.query(`select 'abcdef'::"select"`)).rejects.toThrow('select_check');
    await expect(session.query(`select 'cold'::warm`)).rejects.toThrow('warm_check');
  } finally {
    await session.query(dropRole);
  }
});

test('drop_domain: all that it was made of comes back, and who may use it', async () => {
  await using db = await testDatabase({
    sql: `${schema}
      create collation "Ty pes"."Coll ""x" (provider = libc, locale = 'C');
      create function "Ty pes"."Fine"(t text) returns boolean language sql immutable as 'select length(t) < 50';
      create domain "Ty pes"."Do main ""ü" as varchar(40) collate "Ty pes"."Coll ""x" default 'it''s'
        constraint "not nothing" not null constraint "it's" check (value <> 'x') check ("Ty pes"."Fine"(value));
      alter domain "Ty pes"."Do main ""ü" add constraint later check (length(value) > 1) not valid;
      comment on constraint "it's" on domain "Ty pes"."Do main ""ü" is 'it''s kept';
      comment on constraint later on domain "Ty pes"."Do main ""ü" is 'later';
      comment on domain "Ty pes"."Do main ""ü" is 'a domain';
      revoke all on type "Ty pes"."Do main ""ü" from public; grant usage on type "Ty pes"."Do main ""ü" to ${role};
      alter domain "Ty pes"."Do main ""ü" owner to ${role};
      create domain rated as integer default 3; create domain unrated as rated; alter domain unrated drop default;
      create domain many as "Ty pes"."Mood ""ü"[]; create domain lone as interval day to second (2);
      create function reads() returns text language plpgsql as $$ begin return 'x'::lone; end $$;
      create domain email as text check (value like '%@%'); create table mails (a email, b email[]);
      create view mail_view as select 'a@b'::email as mail; create function mailed(e email) returns int language sql as 'select 1';
      create domain strict_email as email;`,
  });
  const session = await db.session();
  const fails = (name: string, message: string): Promise<void> =>
    expect(compile(session, { op: 'drop_domain', name }), message).rejects.toThrow(message);
  const domain = { op: 'drop_domain', name: 'Do main "ü', schema: 'Ty pes' } as const;
  try {
    await fails(
      'email',
      'public.email: column a of table public.mails, column b of table public.mails, column mail of view public.mail_view, function public.mailed(public.email), type public.strict_email, view public.mail_view use it',
    );
    await fails('emial', 'there is no type "public.emial"');
    await fails('status', 'it is of the kind enum');
    await fails('rated', 'type public.unrated uses it');
    const [atLeast17] = await db.query("select current_setting('server_version_num')::int >= 170000 as is");
    const plan = await cycle(session, domain);
    expect(plan.steps[0]?.up).toBe('DROP DOMAIN "Ty pes"."Do main ""ü";');
    expect(plan.steps[0]?.down).toContain(
      `CREATE DOMAIN "Ty pes"."Do main ""ü" AS character varying(40) COLLATE "Ty pes"."Coll ""x" DEFAULT 'it''s'::character varying` +
        `${atLeast17?.is ? ' CONSTRAINT "not nothing"' : ''} NOT NULL CONSTRAINT "Do main ""ü_check" CHECK ("Ty pes"."Fine"((VALUE)::text)) ` +
        `CONSTRAINT "it's" CHECK (((VALUE)::text <> 'x'::text));
ALTER DOMAIN "Ty pes"."Do main ""ü" ADD CONSTRAINT "later" CHECK ((length((VALUE)::text) > 1)) NOT VALID;
COMMENT ON CONSTRAINT "it's" ON DOMAIN "Ty pes"."Do main ""ü" IS 'it''s kept';
COMMENT ON CONSTRAINT "later" ON DOMAIN "Ty pes"."Do main ""ü" IS 'later';
ALTER TYPE "Ty pes"."Do main ""ü" OWNER TO "${role}";
REVOKE ALL ON TYPE "Ty pes"."Do main ""ü" FROM PUBLIC;`,
    );
    const others = await cycle(session, [
      { op: 'drop_domain', name: 'unrated' },
      { op: 'drop_domain', name: 'many' },
      { op: 'drop_domain', name: 'lone' },
    ]);
    expect(others.steps[0]?.down).toContain(
      'AS public.rated;\nALTER DOMAIN "public"."unrated" DROP DEFAULT;',
    );
    expect(others.breaking).toContain('public.reads() says lone, perhaps this domain');
    await cycle(session, { op: 'drop_domain', name: 'rated' });
    // Its own place is free again; and what one request makes, a later operation of it can take away.
    await cycle(session, {
      op: 'create_domain',
      name: 'rated',
      type: 'integer',
      checks: [{ check: 'VALUE > 0' }],
    });
    await cycle(session, [
      { op: 'create_domain', name: 'brief', type: 'text', notNull: true, checks: [{ check: "VALUE <> ''" }] },
      { op: 'drop_domain', name: 'brief' },
    ]);
  } finally {
    await session.query(dropRole);
  }
});

test('create_extension: where it is to be, and what it needs on the server', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const plan = await cycle(session, { op: 'create_extension', name: 'citext' });
    expect(plan.steps).toMatchObject([
      {
        up: 'CREATE EXTENSION "citext" WITH SCHEMA "public";',
        down: 'DROP EXTENSION "citext";',
      },
    ]);
    await session.query('create schema extensions');
    const both = await cycle(session, [
      { op: 'create_domain', name: 'query_tree', type: 'extensions.ltree' },
      { op: 'create_extension', name: 'ltree' },
      { op: 'create_extension', name: 'cube', schema: 'Ty pes' },
    ]);
    expect(both.operations.map(({ op }) => op)).toEqual([
      'create_extension',
      'create_extension',
      'create_domain',
    ]);
    const { preconditions } = await compile(session, [
      { op: 'create_extension', name: 'no such' },
      { op: 'create_extension', name: 'earthdistance' },
    ]);
    await session.query('drop extension cube');
    expect(await counts(session, preconditions)).toEqual({
      'extension no such can be had on this server': 1,
      'every extension that no such requires is there': 0,
      'extension no such may be in schema extensions': 0,
      'extension earthdistance can be had on this server': 0,
      'every extension that earthdistance requires is there': 1,
      'extension earthdistance may be in schema extensions': 0,
    });
  } finally {
    await session.query(dropRole);
  }
});

test('what types and extensions refuse', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const fails = (given: Given, message: string): Promise<void> =>
    expect(compile(session, given), message).rejects.toThrow(message);
  try {
    const used =
      'public.status: column state of table public.tasks, column states of table public.tasks, constraint tasks_check on table public.tasks, ' +
      'default value for column state of table public.tasks, function public.is_open(public.status), view public.open_tasks use it';
    await fails({ op: 'drop_enum', name: 'status' }, used);
    await fails({ op: 'create_enum', name: 'status', labels: ['done'], replace: true }, used);
    await expect(
      compile(session, { op: 'create_enum', name: 'status', labels: ['done'], replace: true }),
    ).rejects.toMatchObject({ hint: expect.stringContaining('alter_type each column to it') });
    await fails({ op: 'drop_enum', name: 'statu' }, 'there is no enum "public.statu"');
    const rename = { op: 'rename_enum_value', name: 'status' } as const;
    await fails({ ...rename, value: 'opn', to: 'x' }, 'it has no label "opn"');
    await fails({ ...rename, value: 'open', to: 'done' }, 'label "done of public.status" exists already');
    const add = { op: 'add_enum_value', name: 'status', value: 'x' } as const;
    await fails({ ...add, before: 'y' }, 'it has no label "y"');
    await fails({ ...add, before: 'open', after: 'open' }, 'it has one place');
    await fails(add, 'the value could not be taken away again: function public.is_open(public.status)');
    await fails({ op: 'create_domain', name: 'tasks', type: 'int' }, 'type "public.tasks" exists already');
    await fails({ op: 'create_domain', name: 'd', type: 'int check (true)' }, 'is not a type');
    await fails({ op: 'create_extension', name: 'plpgsql' }, 'extension "plpgsql" exists already');
    await fails({ op: 'create_extension', name: 'cube', schema: 'Types' }, 'there is no schema "Types"');
  } finally {
    await session.query(dropRole);
  }
});

test('a value for columns of partitions and of tables that inherit', async () => {
  await using db = await testDatabase({
    sql: `create type mood as enum ('good'); create type state as enum ('open');
          create table parted (id int, m mood default 'good') partition by range (id);
          create table part partition of parted default; insert into parted values (1);
          create table parent (s state); create table child () inherits (parent);
          create type "Of it" as enum ('new', 'it''s', 'in \\ "work"');
          create table boxed (id int primary key, one "Of it" default 'it''s' check (one <> 'it''s' or one is null or id > 0), two "Of it",
            all_of "Of it"[] default '{new,"it''s","in \\\\ \\"work\\""}', third "Of it" default ('{new,"it''s"}'::"Of it"[])[2]);
          create index on boxed (id) where one = 'it''s'; insert into boxed values (1, default, 'new')`,
  });
  const session = await db.session();
  // What the database follows by itself, the operation after it writes with the new name.
  await cycle(session, [
    { op: 'set_default', table: 'boxed', column: 'two', default: `'it''s'` },
    { op: 'rename_enum_value', name: 'Of it', value: "it's", to: 'a "\\{}' },
    { op: 'add_enum_value', name: 'Of it', value: 'more' },
  ]);
  expect(await db.query('insert into boxed values (2) returning one, two, third')).toEqual([
    { one: 'a "\\{}', two: 'a "\\{}', third: 'a "\\{}' },
  ]);
  await cycle(session, { op: 'add_enum_value', name: 'mood', value: 'bad' });
  await expect(compile(session, { op: 'add_enum_value', name: 'state', value: 'done' })).rejects.toThrow(
    'inheritance of table public',
  );
  await session.query(
    `create table large as select 'good'::mood from generate_series(1, 10001); analyze large, part`,
  );
  const { breaking } = await compile(session, { op: 'add_enum_value', name: 'mood', value: 'odd' });
  expect(breaking).toEqual([
    'a rollback needs a window: reads and writes of public.large wait while it writes all rows again',
  ]);
});

test('a value may be added where policies read the column: on the way back they are as they were', async () => {
  await using db = await testDatabase({
    sql: `create type mood as enum ('good', 'bad');
          create table "T 1" (id int primary key, m mood not null default 'good', who text);
          create table other (id int primary key, t int references "T 1");
          alter table "T 1" enable row level security; alter table other enable row level security;
          create policy "good on top" on "T 1" for select using (m = 'good');
          create policy own on "T 1" as restrictive to current_user with check (m <> 'bad'::mood or who is not null);
          create policy through on other using (exists (select from "T 1" where "T 1".id = t and m in ('good', 'bad')));
          comment on policy "good on top" on "T 1" is 'why'; insert into "T 1" values (1)`,
  });
  const session = await db.session();
  const plan = await cycle(session, { op: 'add_enum_value', name: 'mood', value: 'so-so' });
  expect(plan.steps[0]?.down.match(/(?:DROP|CREATE) POLICY "[^"]+"/g)).toEqual([
    ...['DROP POLICY "good on top"', 'DROP POLICY "own"', 'DROP POLICY "through"'],
    ...['CREATE POLICY "good on top"', 'CREATE POLICY "own"', 'CREATE POLICY "through"'],
  ]);
});
