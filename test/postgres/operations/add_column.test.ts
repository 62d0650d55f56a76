import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle } from './cycle.ts';

const tasks = `
  create table tasks (id bigint generated always as identity primary key, title text, updated_at timestamptz default '2020-01-01');
  insert into tasks (title) select case when n % 3 = 0 then null else 'task ' || n end from generate_series(1, 2500) n;
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on tasks for each row execute function touch();
`;

test('difficulty from 1 to 10, default 5: the check comes with the column and is validated later', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'add_column',
    table: 'tasks',
    column: 'difficulty',
    type: 'integer',
    default: '5',
    min: 1,
    max: 10,
    comment: "how hard it is; 'easy' is 1",
  });
  expect(plan.steps).toEqual([
    {
      kind: 'transactional',
      up: `ALTER TABLE "public"."tasks" ADD COLUMN "difficulty" integer DEFAULT 5;
COMMENT ON COLUMN "public"."tasks"."difficulty" IS 'how hard it is; ''easy'' is 1';
ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_difficulty_check" CHECK ("difficulty" BETWEEN 1 AND 10) NOT VALID;`,
      down: `ALTER TABLE "public"."tasks" DROP CONSTRAINT "tasks_difficulty_check";
ALTER TABLE "public"."tasks" DROP COLUMN "difficulty";`,
      locks: ['public.tasks'],
    },
    {
      kind: 'transactional',
      up: 'ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "tasks_difficulty_check";',
      down: '-- The constraint goes in the step before.\nSELECT 1;',
    },
  ]);
  expect(plan.breaking).toEqual([]);
  await session.query(`insert into tasks (title) values ('new')`);
  expect(await db.query('select distinct difficulty from tasks')).toEqual([{ difficulty: 5 }]);
  await expect(session.query('insert into tasks (difficulty) values (11)')).rejects.toThrow(
    'tasks_difficulty_check',
  );
});

test('a volatile default is written in batches, without waking updated_at', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'add_column',
    table: 'tasks',
    column: 'token',
    type: 'uuid',
    default: 'gen_random_uuid()',
    notNull: true,
  });
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'batched',
    'transactional',
    'transactional',
    'transactional',
  ]);
  expect(
    await db.query(
      'select count(distinct token)::int as tokens, max(updated_at)::date as touched from tasks',
    ),
  ).toEqual([{ tokens: 2500, touched: '2020-01-01' }]);
  expect(plan.followUps.map(({ what }) => what)).toEqual([
    'triggers of tasks do not fire for rows that the migration fills: touch',
  ]);
});

test('a stable default is stored in the catalog: no row is written', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const node = `select relfilenode from pg_class where relname = 'tasks'`;
  const before = await db.query(node);
  const plan = await cycle(session, {
    op: 'add_column',
    table: 'tasks',
    column: 'created_at',
    type: 'timestamptz',
    default: 'now()',
    notNull: true,
  });
  expect(plan.steps).toHaveLength(1);
  expect(await db.query(node)).toEqual(before);
});

test('backfill calculates from the row, falls back to the default, and ends where the value is NULL', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  await cycle(session, [
    {
      op: 'add_column',
      table: 'tasks',
      column: 'letters',
      type: 'smallint',
      default: '0',
      min: 0,
      notNull: true,
      backfill: 'length(title)',
    },
    { op: 'add_column', table: 'tasks', column: 'short', type: 'varchar(7)', backfill: 'left(title, 7)' },
  ]);
  expect(
    await db.query(
      'select letters, short, title is null as untitled, count(*)::int from tasks where id <= 5 group by 1, 2, 3 order by 1, 2',
    ),
  ).toEqual([
    { letters: 0, short: null, untitled: true, count: 1 },
    ...['task 1', 'task 2', 'task 4', 'task 5'].map((short) => ({
      letters: 6,
      short,
      untitled: false,
      count: 1,
    })),
  ]);
});

test('a reference gets its index first and a constraint validated on its own', async () => {
  await using db = await testDatabase({ sql: `${tasks} create table projects (id uuid primary key);` });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'add_column',
    table: 'tasks',
    column: 'project_id',
    type: 'uuid',
    references: { table: 'projects', onDelete: 'set null', onUpdate: 'cascade' },
  });
  expect(plan.steps.slice(1).map(({ kind, up }) => [kind, up])).toEqual([
    ['concurrent', 'CREATE INDEX CONCURRENTLY "tasks_project_id_idx" ON "public"."tasks" ("project_id");'],
    [
      'transactional',
      'ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "public"."projects" ("id") ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;',
    ],
    ['transactional', 'ALTER TABLE "public"."tasks" VALIDATE CONSTRAINT "tasks_project_id_fkey";'],
  ]);
  expect(plan.indexes).toEqual(['public.tasks.project_id']);
});

test('odd names are names', async () => {
  const table = 'Order "Items"; select';
  const column = 'ü'.repeat(31);
  await using db = await testDatabase({
    sql: `create schema "My Schema"; create table "My Schema"."Order ""Items""; select" ("select" int primary key); insert into "My Schema"."Order ""Items""; select" values (1), (2);`,
  });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'add_column',
    schema: 'My Schema',
    table,
    column,
    type: 'integer',
    default: 'random()::int',
    min: 0,
    notNull: true,
  });
  for (const { up } of plan.steps)
    for (const [, name = ''] of up.matchAll(/CONSTRAINT "((?:[^"]|"")+)"/g))
      expect(Buffer.byteLength(name.replaceAll('""', '"'))).toBeLessThanOrEqual(63);
});

test('refusals name what is there', async () => {
  await using db = await testDatabase({
    sql: `${tasks} create view open as select * from tasks; create table projects (id uuid primary key);`,
  });
  const session = await db.session();
  const add = { op: 'add_column', table: 'tasks', column: 'x', type: 'integer' } as const;
  await expect(compile(session, { ...add, table: 'task' })).rejects.toMatchObject({
    message: 'there is no table "public.task"',
    hint: 'did you mean "public.tasks"?',
  });
  await expect(compile(session, { ...add, column: 'title' })).rejects.toThrow(
    'column "public.tasks.title" exists already',
  );
  await expect(compile(session, { ...add, table: 'open' })).rejects.toThrow('public.open: it is a view');
  await expect(compile(session, { ...add, type: 'bigserial' })).rejects.toThrow('writes every row');
  await expect(compile(session, { ...add, min: 3, max: 2 })).rejects.toThrow('at least 3');
  await expect(compile(session, { ...add, type: 'integer[]', min: 3 })).rejects.toThrow(
    'no number that could',
  );
  await expect(compile(session, { ...add, references: { table: 'projects' } })).rejects.toThrow(
    'public.projects.id: it is uuid, the referencing column integer',
  );
  await expect(compile(session, { ...add, default: '5); drop table tasks; --' })).rejects.toThrow(
    'not one SQL expression',
  );
  const plan = await compile(session, { ...add, default: '50', max: 10 });
  expect(await counts(session, plan.preconditions)).toEqual({ 'the default 50 meets "x" <= 10': 1 });
  const blind = await compile(session, { ...add, notNull: true });
  expect(await counts(session, blind.preconditions)).toEqual({ 'public.tasks is empty': 2500 });
});
