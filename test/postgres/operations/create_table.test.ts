import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const auth = (role: string): string => `
  create role ${role};
  -- Roles belong to the server: other tests make this one, too.
  do $$ begin create role authenticated; exception when duplicate_object or unique_violation then null; end $$;
  grant authenticated to ${role};
  create schema auth; grant usage on schema auth to ${role};
  create function auth.uid() returns uuid language sql stable as $$ select nullif(current_setting('app.uid', true), '')::uuid $$;
  create table users (id uuid primary key default gen_random_uuid(), name text);
  alter default privileges in schema public grant all on tables to ${role};
`;
const preferences: Given = {
  op: 'create_table',
  table: 'user_preferences',
  columns: [
    {
      name: 'user_id',
      type: 'uuid',
      notNull: true,
      unique: true,
      references: { table: 'users', onDelete: 'cascade', onUpdate: 'cascade' },
    },
    {
      name: 'theme',
      type: 'text',
      notNull: true,
      default: `'light'`,
      check: `theme in ('light', 'dark')`,
      comment: 'how it looks',
    },
    { name: 'settings', type: 'jsonb', default: `'{}'` },
  ],
  ownerPolicy: { column: 'user_id' },
  updatedAt: true,
  comment: "a user's own",
};

test('user preferences: key, reference, owner policy, updated_at', async () => {
  const role = `someone_${process.pid}`;
  await using db = await testDatabase({ sql: auth(role) });
  const session = await db.session();
  try {
    const plan = await cycle(session, preferences);
    expect(plan.steps).toHaveLength(1);
    expect(plan.steps[0]?.up).toBe(`CREATE TABLE "public"."user_preferences" (
  "id" uuid DEFAULT gen_random_uuid(),
  "user_id" uuid NOT NULL,
  "theme" text DEFAULT 'light' NOT NULL,
  "settings" jsonb DEFAULT '{}',
  "updated_at" timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT "user_preferences_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "user_preferences_user_id_key" UNIQUE ("user_id"),
  CONSTRAINT "user_preferences_theme_check" CHECK (theme in ('light', 'dark')),
  CONSTRAINT "user_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
ALTER TABLE "public"."user_preferences" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "user_preferences_owner" ON "public"."user_preferences" TO "authenticated" USING ((SELECT auth.uid()) = "user_id") WITH CHECK ((SELECT auth.uid()) = "user_id");
CREATE FUNCTION "public"."user_preferences_set_updated_at"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $godwit$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$godwit$;
CREATE TRIGGER "set_updated_at" BEFORE UPDATE ON "public"."user_preferences" FOR EACH ROW EXECUTE FUNCTION "public"."user_preferences_set_updated_at"();
COMMENT ON TABLE "public"."user_preferences" IS 'a user''s own';
COMMENT ON COLUMN "public"."user_preferences"."theme" IS 'how it looks';`);
    const [one, two] = await db.query<{ id: string }>(
      `insert into users (name) values ('a'), ('b') returning id`,
    );
    await session.query(
      `insert into user_preferences (user_id, updated_at) values ('${one?.id}', '2020-01-01'), ('${two?.id}', '2020-01-01')`,
    );
    await session.query(`set role ${role}; set app.uid = '${one?.id}'`);
    expect((await session.query('select user_id from user_preferences')).rows).toEqual([
      { user_id: one?.id },
    ]);
    expect((await session.query(`update user_preferences set theme = 'dark'`)).rowCount).toBe(1);
    await expect(
      session.query(`insert into user_preferences (user_id) values ('${two?.id}')`),
    ).rejects.toThrow('row-level security');
    await session.query('reset role');
    expect(
      await db.query(`select count(*)::int from user_preferences where updated_at > '2020-01-01'`),
    ).toEqual([{ count: 1 }]);
  } finally {
    await session.query(`reset role; drop owned by ${role}; drop role ${role}`);
  }
});

test('keys follow what the tables here have', async () => {
  await using db = await testDatabase({
    sql: 'create table a (id bigint generated always as identity primary key)',
  });
  const plan = await cycle(await db.shared(), {
    op: 'create_table',
    table: 'b',
    columns: [{ name: 'note', type: 'text' }],
  });
  expect(plan.steps[0]?.up).toContain('"id" bigint GENERATED ALWAYS AS IDENTITY,');
});

test('one foreign key a transaction, also to itself and to a table of the same request', async () => {
  await using db = await testDatabase({
    sql: 'create table a (id uuid primary key); create table b (id uuid primary key)',
  });
  const plan = await cycle(await db.shared(), [
    {
      op: 'create_table',
      table: 'Order "Items"',
      primaryKey: ['a', 'select'],
      columns: [
        { name: 'a', type: 'uuid', references: { table: 'a' } },
        { name: 'select', type: 'uuid', references: { table: 'b' } },
        { name: 'newer', type: 'uuid', references: { table: 'c' } },
      ],
    },
    {
      op: 'create_table',
      table: 'c',
      columns: [
        { name: 'id', type: 'uuid' },
        { name: 'parent', type: 'uuid', references: { table: 'c' } },
        { name: 'state', type: 'mood', default: `'good'` },
      ],
    },
    { op: 'create_enum', name: 'mood', labels: ['good'] },
    { op: 'add_index', table: 'c', columns: ['state'] },
  ]);
  expect(plan.operations.map(({ op }) => op)).toEqual([
    'create_enum',
    'create_table',
    'create_table',
    'add_index',
  ]);
  expect(plan.preconditions).toEqual([]);
  expect(plan.steps.map(({ locks }) => locks)).toEqual([
    ['public.c'],
    ['public.a'],
    ['public.b'],
    ['public.c'],
    undefined,
  ]);
});

test('refusals', async () => {
  await using db = await testDatabase({ sql: 'create table users (id uuid primary key)' });
  const session = await db.session();
  await expect(compile(session, preferences)).rejects.toMatchObject({
    message:
      'policy for the owner of rows of user_preferences: the database has no function auth.uid() that says who is signed in',
  });
  const fails = (given: object, message: string): Promise<void> =>
    expect(compile(session, { ...preferences, ownerPolicy: undefined, ...given } as Given)).rejects.toThrow(
      message,
    );
  await fails({ table: 'users' }, 'table "public.users" exists already');
  await fails({ primaryKey: ['x'] }, 'there is no column "public.user_preferences.x"');
  await fails(
    {
      columns: [
        { name: 'a', type: 'int' },
        { name: 'a', type: 'int' },
      ],
    },
    'column "a" is given twice',
  );
  await fails(
    { columns: [{ name: 'a', type: 'int', references: { table: 'users' } }] },
    'it is uuid, the referencing column int',
  );
  await fails({ columns: [{ name: 'a', type: 'int', default: '1, b int' }] }, 'not one SQL expression');
});

test('identity and generated columns, keys and checks over several columns, exclusions', async () => {
  await using db = await testDatabase({ sql: 'create extension btree_gist' });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'create_table',
    table: 'Booking "s"',
    columns: [
      { name: 'room', type: 'int', notNull: true },
      { name: 'order', type: 'bigint', identity: 'by default' },
      { name: 'from', type: 'date' },
      { name: 'to', type: 'date' },
      { name: 'days', type: 'int', generated: '"to" - "from"' },
    ],
    primaryKey: ['room', 'order'],
    uniques: [['room', 'from']],
    checks: [{ check: '"from" <= "to"' }, { name: "it's short", check: '"to" - "from" < 30' }],
    exclusions: [
      {
        elements: [
          { column: 'room', operator: '=' },
          { expression: 'daterange("from", "to")', operator: '&&' },
        ],
        where: 'room > 0',
      },
    ],
    unlogged: true,
  });
  expect(plan.steps[0]?.up).toBe(`CREATE UNLOGGED TABLE "public"."Booking ""s""" (
  "room" int NOT NULL,
  "order" bigint GENERATED BY DEFAULT AS IDENTITY,
  "from" date,
  "to" date,
  "days" int GENERATED ALWAYS AS ("to" - "from") STORED,
  CONSTRAINT "Booking ""s""_pkey" PRIMARY KEY ("room", "order"),
  CONSTRAINT "Booking ""s""_room_from_key" UNIQUE ("room", "from"),
  CONSTRAINT "Booking ""s""_check" CHECK ("from" <= "to"),
  CONSTRAINT "it's short" CHECK ("to" - "from" < 30),
  CONSTRAINT "Booking ""s""_room_excl" EXCLUDE USING gist ("room" WITH =, (daterange("from", "to")) WITH &&) WHERE (room > 0)
);`);
  const insert = `insert into "Booking ""s""" (room, "from", "to")`;
  await session.query(`${insert} values (1, '2026-01-01', '2026-01-05')`);
  expect(await db.query(`select "order"::int, days from "Booking ""s"""`)).toEqual([{ order: 1, days: 4 }]);
  await expect(session.query(`${insert} values (1, '2026-01-04', '2026-01-06')`)).rejects.toThrow('_excl');
  await expect(session.query(`${insert} values (2, '2026-01-04', '2026-03-06')`)).rejects.toThrow('short');
});

test('a partitioned table and its first partition in one request', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const columns = [
    { name: 'id', type: 'bigint' },
    { name: 'at', type: 'timestamptz' },
    { name: 'note', type: 'text' },
  ];
  const shape = { op: 'create_table', columns, primaryKey: ['id', 'at'] } as const;
  const checks = [{ name: 'short', check: 'length(note) < 5' }];
  const plan = await cycle(session, [
    {
      op: 'partition_table',
      action: 'attach',
      table: 'events',
      partition: 'events_2026',
      from: "'2026-01-01 00:00:00+00'",
      to: 'MAXVALUE',
    },
    { ...shape, table: 'events', checks, partitionBy: { strategy: 'range', columns: ['at'] } },
    { ...shape, table: 'events_2026', checks },
  ] as unknown as Given[]);
  expect(plan.steps[0]?.up).toContain('\n) PARTITION BY RANGE ("at");');
  expect(plan.followUps.map(({ what }) => what)).toEqual([
    'partition_table attaches partitions to public.events; without one no row can be written',
  ]);
  await session.query(`insert into events values (1, '2026-06-01', 'now')`);
  await expect(session.query(`insert into events values (2, '2025-06-01')`)).rejects.toThrow('no partition');
});

test('what a table cannot be made of', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const fails = (given: object, message: string): Promise<void> =>
    expect(
      compile(session, { op: 'create_table', table: 't', columns: [], ...given } as Given),
      message,
    ).rejects.toThrow(message);
  const column = (more: object) => ({ columns: [{ name: 'a', type: 'int', ...more }] });
  await fails(column({ default: '1', identity: 'always' }), 'column "a" gets its value in 2 ways');
  await fails(column({ type: 'text', identity: 'always' }), 'column "a" is text, which cannot be numbered');
  await fails({ uniques: [['b']] }, 'there is no column "public.t.b"');
  await fails({ exclusions: [{ elements: [{ operator: '=' }] }] }, 'compares a column or an expression');
  await fails({ exclusions: [{ elements: [{ column: 'id', operator: '= id' }] }] }, 'is not an operator');
  await fails(
    { ...column({}), partitionBy: { strategy: 'list', columns: ['a'] } },
    'each key has to hold a, by which it is partitioned',
  );
  await fails({ partitionBy: { strategy: 'hash', columns: [] } }, 'it is partitioned by nothing');
  await fails(
    { ...column({}), primaryKey: ['a'], unlogged: true, partitionBy: { strategy: 'hash', columns: ['a'] } },
    'a partitioned table has no rows of its own',
  );
});
