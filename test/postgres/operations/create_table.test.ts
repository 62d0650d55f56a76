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
      references: { table: 'users', onDelete: 'cascade' },
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
  CONSTRAINT "user_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") ON DELETE CASCADE
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
  const plan = await cycle(await db.session(), {
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
  const plan = await cycle(await db.session(), [
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
