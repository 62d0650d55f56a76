import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down, up } from './cycle.ts';

const tasks = `
  create type mood as enum ('good', 'bad');
  create table tasks (id uuid default gen_random_uuid(), part int, title text, score numeric(6, 2), state mood, doc json, primary key (id, part));
  insert into tasks (part, title, score, state, doc)
    select n, case when n % 4 = 0 then null else 'task ' || n end, nullif(n % 5, 0), 'good', '{"a": 1}' from generate_series(1, 3300) n;
`;

test('in batches of pages, committed one by one; what was there before is kept', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'backfill',
    table: 'tasks',
    column: 'score',
    expression: 'length(title) / 3.0',
  });
  const [archive, fill] = plan.steps;
  expect(archive?.up).toContain(
    'CREATE TABLE "godwit_archive"."tasks_score_backfill" (k1 uuid, k2 integer, was numeric(6,2), became numeric(6,2), PRIMARY KEY ("k1", "k2"));',
  );
  expect(fill?.kind).toBe('batched');
  expect(
    fill?.up,
  ).toContain(`          WITH godwit_done AS (UPDATE "public"."tasks" SET "score" = (length(title) / 3.0)::numeric(6,2) FROM (SELECT ctid AS godwit_at, "score" AS godwit_was FROM "public"."tasks" WHERE ctid >= godwit_from AND ctid < godwit_to AND (godwit_mine IS NULL OR ctid = ANY (godwit_mine))) AS godwit_old WHERE ctid >= godwit_from AND ctid < godwit_to AND (godwit_mine IS NULL OR ctid = ANY (godwit_mine)) AND "tasks".ctid = godwit_at AND "tasks"."score" IS DISTINCT FROM (length(title) / 3.0)::numeric(6,2) AND (SELECT true FROM "godwit_archive"."tasks_score_backfill" AS godwit_kept WHERE godwit_kept.k1 = "tasks"."id" AND godwit_kept.k2 = "tasks"."part") IS NULL RETURNING "tasks"."id", "tasks"."part", godwit_was, "tasks"."score") INSERT INTO "godwit_archive"."tasks_score_backfill" (k1, k2, was, became) SELECT * FROM godwit_done;
          GET DIAGNOSTICS godwit_rows = ROW_COUNT;
          godwit_done := godwit_done + godwit_rows;`);
  expect(plan.archives).toEqual(['godwit_archive.tasks_score_backfill']);
  expect(
    await db.query(
      'select count(*)::int from tasks where score is distinct from round(length(title) / 3.0, 2)',
    ),
  ).toEqual([{ count: 0 }]);
});

test('expressions that give NULL, other types, enums, json, or something made of themselves', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  await cycle(session, [
    { op: 'backfill', table: 'tasks', column: 'score', expression: 'nullif(part, part)' },
    { op: 'backfill', table: 'tasks', column: 'title', expression: `title || '!'`, where: 'part <= 10' },
    { op: 'backfill', table: 'tasks', column: 'state', expression: `case when part % 2 = 0 then 'bad' end` },
    { op: 'backfill', table: 'tasks', column: 'doc', expression: `json_build_object('b', part)` },
  ]);
  expect(
    await db.query('select part, title, score, state, doc from tasks where part < 4 order by 1'),
  ).toEqual([
    { part: 1, title: 'task 1!', score: null, state: null, doc: { b: 1 } },
    { part: 2, title: 'task 2!', score: null, state: 'bad', doc: { b: 2 } },
    { part: 3, title: 'task 3!', score: null, state: null, doc: { b: 3 } },
  ]);
});

test('a volatile expression fills only what is missing', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  await cycle(session, {
    op: 'backfill',
    table: 'tasks',
    column: 'score',
    expression: '(random() * 100)::int',
  });
  expect(await db.query('select count(*)::int from tasks where part % 5 <> 0 and score <> part % 5')).toEqual(
    [{ count: 0 }],
  );
  expect(await db.query('select count(score)::int from tasks')).toEqual([{ count: 3300 }]);
});

test('two in one request keep the values before each', async () => {
  await using db = await testDatabase({ sql: tasks });
  const plan = await cycle(await db.shared(), [
    { op: 'backfill', table: 'tasks', column: 'score', expression: 'part' },
    { op: 'backfill', table: 'tasks', column: 'score', expression: 'part + 1' },
  ]);
  expect(plan.archives).toEqual([
    'godwit_archive.tasks_score_backfill',
    'godwit_archive.tasks_score_backfill_2',
  ]);
});

test('the way back restores only what nobody has written since', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const plan = await compile(session, { op: 'backfill', table: 'tasks', column: 'score', expression: '9' });
  await up(session, plan);
  await session.query('update tasks set score = 77 where part = 1');
  await session.query('delete from tasks where part = 2');
  await session.query(`insert into tasks (part, score) values (9999, 9)`);
  await down(session, plan);
  expect(
    await db.query('select part, score::float from tasks where part in (1, 2, 3, 5, 9999) order by 1'),
  ).toEqual([
    { part: 1, score: 77 },
    { part: 3, score: 3 },
    { part: 5, score: null },
    { part: 9999, score: 9 },
  ]);
});

test('waits for locked rows, and leaves what the application writes meanwhile', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const other = await db.session();
  const plan = await compile(session, {
    op: 'backfill',
    table: 'tasks',
    column: 'score',
    expression: '9',
    where: 'part <= 1500',
  });
  await other.query('begin; update tasks set title = title where part in (1, 1200)');
  let finished = false;
  const running = up(session, plan).then(() => {
    finished = true;
  });
  const watch = await db.session();
  for (;;) {
    const { rows } = await watch.query(
      'select count(*)::int as done from tasks where score = 9 and part <= 1500',
    );
    if (rows[0].done === 1498) break;
  }
  await watch.query('update tasks set score = 3 where part = 7');
  expect(finished).toBe(false);
  await other.query('commit');
  await running;
  const { rows } = await watch.query(
    'select part from tasks where part <= 1500 and score is distinct from 9',
  );
  expect(rows).toEqual([{ part: 7 }]);
});

test('the archive is closed to ordinary roles', async () => {
  await using db = await testDatabase({ sql: tasks });
  const session = await db.session();
  const role = `reader_${process.pid}`;
  await session.query(`create role ${role}; alter default privileges grant all on tables to ${role}`);
  try {
    await up(
      session,
      await compile(session, { op: 'backfill', table: 'tasks', column: 'score', expression: '9' }),
    );
    await session.query(`set role ${role}`);
    await expect(session.query('select * from godwit_archive.tasks_score_backfill')).rejects.toThrow(
      'permission denied',
    );
    await session.query(`reset role; grant usage on schema godwit_archive to ${role}; set role ${role}`);
    expect((await session.query('select * from godwit_archive.tasks_score_backfill')).rows).toEqual([]);
  } finally {
    await session.query(`reset role; drop owned by ${role}; drop role ${role}`);
  }
});
