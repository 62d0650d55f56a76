import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, type Given } from './cycle.ts';

const schema = `
  create type status as enum ('open', 'done');
  create table people (id int primary key, email text, code text unique);
  create table tasks (
    id int primary key, title text default 'none', owner int, state status default 'open' check (state <> 'done' or id > 0),
    states status[], note text
  );
  create index tasks_open on tasks (owner) where state = 'open';
  insert into people values (1, 'a@x', 'a'), (2, 'b@x', 'b'), (3, null, null), (4, null, null);
  insert into tasks select n, case when n % 2 = 0 then 't' || n end, n % 2 + 1, 'open', '{open,done}' from generate_series(1, 1500) n;
`;
const sql = async (given: Given): Promise<string[]> => {
  await using db = await testDatabase({ sql: schema });
  return (await cycle(await db.shared(), given)).steps.flatMap(({ kind, up }) => `${kind}: ${up}`);
};

test('add_index', async () => {
  expect(
    await sql({ op: 'add_index', table: 'tasks', columns: ['owner', 'title'], where: 'note is null' }),
  ).toEqual([
    'concurrent: CREATE INDEX CONCURRENTLY "tasks_owner_title_idx" ON "public"."tasks" USING btree ("owner", "title") WHERE (note is null);',
  ]);
  expect(
    await sql({ op: 'add_index', table: 'tasks', columns: ['states'], method: 'gin', name: 'by state' }),
  ).toEqual(['concurrent: CREATE INDEX CONCURRENTLY "by state" ON "public"."tasks" USING gin ("states");']);
});

test('add_unique becomes a constraint through an index built while the table is in use', async () => {
  expect(await sql({ op: 'add_unique', table: 'people', columns: ['email'] })).toEqual([
    'concurrent: CREATE UNIQUE INDEX CONCURRENTLY "people_email_key" ON "public"."people" ("email");',
    'transactional: ALTER TABLE "public"."people" ADD CONSTRAINT "people_email_key" UNIQUE USING INDEX "people_email_key";',
  ]);
});

test('add_check', async () => {
  expect(await sql({ op: 'add_check', table: 'tasks', check: 'length(title) < 80' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_title_check" CHECK (length(title) < 80) NOT VALID;',
    'transactional: ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "tasks_title_check";',
  ]);
});

test('add_foreign_key: index first', async () => {
  expect(
    await sql({
      op: 'add_foreign_key',
      table: 'tasks',
      column: 'owner',
      references: { table: 'people', onDelete: 'restrict' },
    }),
  ).toEqual([
    'concurrent: CREATE INDEX CONCURRENTLY "tasks_owner_idx" ON "public"."tasks" ("owner");',
    'transactional: ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_owner_fkey" FOREIGN KEY ("owner") REFERENCES "public"."people" ("id") ON DELETE RESTRICT NOT VALID;',
    'transactional: ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "tasks_owner_fkey";',
  ]);
});

test('set_not_null, with and without filling', async () => {
  expect(await sql({ op: 'set_not_null', table: 'tasks', column: 'owner' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_owner_not_null_check" CHECK ("owner" IS NOT NULL) NOT VALID;',
    'transactional: ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "tasks_owner_not_null_check";',
    'transactional: ALTER TABLE "public"."tasks" ALTER COLUMN "owner" SET NOT NULL;\nALTER TABLE "public"."tasks" DROP CONSTRAINT "tasks_owner_not_null_check";',
  ]);
  await using db = await testDatabase({ sql: schema });
  const plan = await cycle(await db.shared(), {
    op: 'set_not_null',
    table: 'tasks',
    column: 'title',
    fill: `'task ' || id`,
  });
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'batched',
    'transactional',
    'transactional',
    'transactional',
  ]);
  expect(await db.query('select title from tasks where id in (1, 2) order by id')).toEqual([
    { title: 'task 1' },
    { title: 't2' },
  ]);
});

test('set_default, drop_default, comment, create_enum', async () => {
  expect(await sql({ op: 'set_default', table: 'tasks', column: 'title', default: `'new'` })).toEqual([
    `transactional: ALTER TABLE "public"."tasks" ALTER COLUMN "title" SET DEFAULT 'new';`,
  ]);
  expect(await sql({ op: 'drop_default', table: 'tasks', column: 'title' })).toEqual([
    'transactional: ALTER TABLE "public"."tasks" ALTER COLUMN "title" DROP DEFAULT;',
  ]);
  expect(await sql({ op: 'comment', table: 'tasks', column: 'title', text: "it's" })).toEqual([
    `transactional: COMMENT ON COLUMN "public"."tasks"."title" IS 'it''s';`,
  ]);
  expect(await sql({ op: 'comment', table: 'tasks', text: 'back\\slash' })).toEqual([
    `transactional: COMMENT ON TABLE "public"."tasks" IS E'back\\\\slash';`,
  ]);
  expect(await sql({ op: 'create_enum', name: 'Mood', labels: ['good', "it's"] })).toEqual([
    `transactional: CREATE TYPE "public"."Mood" AS ENUM ('good', 'it''s');`,
  ]);
});

test('add_enum_value: the way back makes the type anew, and fails while a row holds the value', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const plan = await cycle(session, { op: 'add_enum_value', name: 'status', value: 'late', after: 'open' });
  expect(plan.steps[0]?.up).toBe(`ALTER TYPE "public"."status" ADD VALUE 'late' AFTER 'open';`);
  await session.query(`update tasks set state = 'late' where id = 1`);
  await expect(session.query(plan.steps[0]?.down ?? '')).rejects.toThrow('invalid input value for enum');
  expect(await db.query('select unnest(enum_range(null::status))::text as label')).toEqual([
    { label: 'open' },
    { label: 'late' },
    { label: 'done' },
  ]);
});

test('row level security and policies, as a role sees it', async () => {
  const role = `reader_${process.pid}`;
  await using db = await testDatabase({
    sql: `${schema} create role ${role}; grant all on tasks to ${role};`,
  });
  const session = await db.session();
  try {
    const plan = await cycle(
      session,
      [
        {
          op: 'create_policy',
          table: 'tasks',
          name: "it's mine",
          command: 'select',
          using: 'owner = 1',
          roles: [role],
        },
        { op: 'enable_rls', table: 'tasks' },
      ].toReversed() as Given[],
    );
    expect(plan.steps).toHaveLength(1);
    await session.query(`set role ${role}`);
    expect((await session.query('select count(*)::int from tasks')).rows).toEqual([{ count: 750 }]);
    await session.query('reset role');
  } finally {
    await session.query(`reset role; drop owned by ${role}; drop role ${role}`);
  }
});

test('drop_default and the others say what they cannot do', async () => {
  await using db = await testDatabase({
    sql: `${schema} create table parts (id int, n int) partition by range (id);`,
  });
  const session = await db.session();
  const fails = (given: Given, message: string): Promise<void> =>
    expect(compile(session, given)).rejects.toThrow(message);
  await fails(
    { op: 'drop_default', table: 'tasks', column: 'owner' },
    'public.tasks.owner: it has no default',
  );
  await fails({ op: 'set_not_null', table: 'tasks', column: 'id' }, 'it is NOT NULL already');
  await fails(
    { op: 'add_unique', table: 'parts', columns: ['n'] },
    'of a partitioned table is not supported yet',
  );
  await fails({ op: 'add_index', table: 'tasks', columns: ['x'] }, 'there is no column "public.tasks.x"');
  await fails(
    { op: 'add_index', table: 'tasks', columns: ['id'], name: 'tasks_open' },
    'index "public.tasks_open" exists already',
  );
  await fails({ op: 'create_policy', table: 'tasks', name: 'p', using: 'true' }, 'row level security is off');
  await fails({ op: 'create_enum', name: 'status', labels: ['a'] }, 'type "public.status" exists already');
  await fails({ op: 'add_enum_value', name: 'statu', value: 'x' }, 'there is no enum "public.statu"');
  await fails({ op: 'add_enum_value', name: 'status', value: 'x', after: 'y' }, 'it has no label "y"');
  await fails(
    {
      op: 'add_foreign_key',
      table: 'tasks',
      column: 'owner',
      references: { table: 'people', column: 'email' },
    },
    'needs a unique column',
  );
  await fails({ op: 'custom_sql', up: 'SELECT 1', down: 'SELECT 1', reason: ' ' }, 'it gives no reason');
  const { preconditions } = await compile(session, [
    { op: 'add_unique', table: 'tasks', columns: ['owner'] },
    { op: 'set_not_null', table: 'tasks', column: 'title' },
    { op: 'add_check', table: 'tasks', check: 'id > 5' },
  ]);
  expect(await counts(session, preconditions)).toEqual({
    'no two rows of public.tasks have the same owner': 2,
    'no row of public.tasks has NULL in title': 750,
    'every row of public.tasks meets id > 5': 5,
  });
});

test('a table that refers to a partitioned one is dropped, and comes back with its foreign key', async () => {
  await using db = await testDatabase({
    sql: `create table parts (id int primary key) partition by range (id);
      create table parts_1 partition of parts for values from (0) to (9);
      create table used (part int references parts);
      insert into parts values (1); insert into used values (1);`,
  });
  const { steps } = await cycle(await db.shared(), { op: 'drop_table', table: 'used' });
  expect(steps[0]?.up).toBe('ALTER TABLE "public"."used" DROP CONSTRAINT "used_part_fkey";');
});

test('tables that refer to each other go in one request, the referring one first', async () => {
  await using db = await testDatabase({
    sql: `create table teams (id int primary key); insert into teams values (1);
      create table members (id int primary key, team_id int references teams on delete cascade);
      insert into members values (1, 1);
      alter table members enable row level security;
      create policy own on members using (exists (select from teams where teams.id = team_id));`,
  });
  const session = await db.session();
  const drop = (table: string): Given => ({ op: 'drop_table', table });
  await expect(compile(session, [drop('teams'), drop('members')])).rejects.toMatchObject({
    message: expect.stringContaining('members_team_id_fkey'),
  });
  await cycle(session, [drop('members'), drop('teams')]);
});
