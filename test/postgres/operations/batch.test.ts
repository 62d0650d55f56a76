import pg from 'pg';
import { expect, test } from 'vitest';
import { applyOnBranch, ConnectionLost } from '../../../postgres/apply/index.ts';
import type { CompiledPlan } from '../../../postgres/operations/index.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { eventually, migration, options, sessionsOf } from '../apply/support.ts';
import { compile, down, type Given, runStep, up } from './cycle.ts';

const notes = `
  create table notes (id int primary key, title text, size int);
  insert into notes select n, repeat('x', n % 50), 0 from generate_series(1, 2400) n;
`;
const fill: Given = { op: 'backfill', table: 'notes', column: 'size', expression: 'length(title)' };

/** Made after the plan, so that it fires: each row takes a millisecond, and is written down where it counts. */
const slow = `
  create table written (id int, transaction xid8, at timestamptz);
  create function slow() returns trigger language plpgsql as $$ begin
    perform pg_sleep(0.001);
    insert into written values (new.id, pg_current_xact_id(), clock_timestamp());
    return new; end $$;
  create trigger slow before update of size on notes for each row execute function slow();
`;

const asMigration = ({ steps: [first, ...rest] }: CompiledPlan) =>
  migration('fill', [
    [first.kind, first.up, first.down],
    ...rest.map((step): [typeof step.kind, string, string] => [step.kind, step.up, step.down]),
  ]);

const wrong = (db: TestDatabase): Promise<unknown[]> =>
  db.query('select id, size from notes where size is distinct from length(title)');

test('short transactions, their progress, and after a crash only what is left', async () => {
  await using db = await testDatabase({ sql: notes });
  const session = await db.session();
  const plan = asMigration(await compile(session, fill));
  await session.query(slow);
  await session.query(`create sequence fuse;
    create function crash() returns trigger language plpgsql as $$ begin
      if nextval('fuse') = 900 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
    create trigger crash before update of size on notes for each row execute function crash()`);
  await expect(applyOnBranch(sessionsOf(db), plan, options())).rejects.toThrow(ConnectionLost);
  const [before] = await db.query<{ done: number; kept: number }>(
    `select (select count(*)::int from notes where size > 0) as done,
       (select count(*)::int from godwit_archive.notes_size_backfill where became > 0) as kept`,
  );
  expect(before?.done).toBeGreaterThan(400);
  expect(before?.done).toBeLessThan(900);
  expect(before?.kept).toBe(before?.done);

  // An application writes to rows all over the table meanwhile.
  const again = options();
  let applied = false;
  const running = applyOnBranch(sessionsOf(db), plan, again).finally(() => {
    applied = true;
  });
  const started = performance.now();
  let longestMs = 0;
  for (let at = 1; !applied; at = (at + 601) % 2400) {
    const since = performance.now();
    await session.query('update notes set title = title where id = $1', [at]);
    longestMs = Math.max(longestMs, performance.now() - since);
  }
  await running;
  // One transaction for all rows would hold some of them nearly to its end.
  expect(longestMs).toBeLessThan((performance.now() - started) / 4);
  expect(await wrong(db)).toEqual([]);
  expect(again.lines).toContainEqual(
    expect.stringMatching(/^step \d+: \d+ rows done, \d+ rows\/s, 00:00:0\d left$/),
  );
  expect(again.lines).toContainEqual(expect.stringMatching(/^step \d+: \d+ rows done, \d+ rows\/s$/));
  const [spans] = await db.query(
    `select count(*)::int as transactions, max(took) as longest, sum(rows)::int as rows, sum(ids)::int as ids
     from (select count(*) as rows, count(distinct id) as ids, extract(epoch from max(at) - min(at))::float as took
           from written group by transaction) as each`,
  );
  // 48 rows have no letter, and nothing to be filled with.
  expect(spans).toMatchObject({ rows: 2352, ids: 2352 });
  expect(spans?.transactions).toBeGreaterThan(20);
  expect(spans?.longest).toBeLessThan(0.2);
});

test('what others hold is passed by, what they wrote is read again', async () => {
  await using db = await testDatabase({ sql: notes });
  const session = await db.session();
  const plan = await compile(session, [
    { op: 'add_column', table: 'notes', column: 'letters', type: 'int', backfill: 'length(title)' },
    fill,
  ]);
  const [add, ...rest] = plan.steps;
  await session.query(add.up);
  const other = await db.session();
  await other.query(`begin; update notes set title = 'changed' where id in (1, 1200, 1201)`);
  const running = rest.reduce(
    (done, step) => done.then(() => runStep(session, step, 'up')),
    Promise.resolve(),
  );
  await eventually(db, 'select 1 where (select count(letters) from notes) = 2397');
  await other.query(`commit; begin; lock table notes in share mode`);
  await eventually(db, `select 1 from pg_locks where relation = 'notes'::regclass and not granted`);
  await other.query('commit');
  await running;
  expect(await wrong(db)).toEqual([]);
  expect(
    await db.query(
      'select id, letters, size from notes where id in (1, 1200, 1201) or letters is null order by id',
    ),
  ).toEqual([
    { id: 1, letters: 7, size: 7 },
    { id: 1200, letters: 7, size: 7 },
    { id: 1201, letters: 7, size: 7 },
  ]);
  await down(session, plan);
  expect(await db.query('select count(*)::int from notes where size = 0')).toEqual([{ count: 2400 }]);
});

test('a row that changes after it was read is asked again, not overwritten', async () => {
  await using db = await testDatabase({ sql: notes });
  const session = await db.session();
  const plan = await compile(session, [
    { op: 'add_column', table: 'notes', column: 'letters', type: 'int', backfill: 'length(title)' },
    fill,
  ]);
  await session.query(`create function wait() returns trigger language plpgsql as
    $$ begin if new.id = 1 then perform pg_sleep(0.5); end if; return new; end $$;
    create trigger wait before update on notes for each row execute function wait()`);
  for (const [at, step] of plan.steps.entries()) {
    const running = runStep(session, step, 'up');
    if (step.kind === 'batched') {
      // The statement has read the first rows, and waits before it writes the first of them.
      await eventually(
        db,
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      );
      await db.query(`update notes set title = 'changed ' || id || ' ${at}' where id in (8, 9)`);
    }
    await running;
  }
  expect(await wrong(db)).toEqual([]);
  expect(await db.query('select id, title, letters, size from notes where id in (8, 9) order by id')).toEqual(
    [
      { id: 8, title: 'changed 8 3', letters: 11, size: 11 },
      { id: 9, title: 'changed 9 3', letters: 11, size: 11 },
    ],
  );
  expect(
    await db.query('select k1, was from godwit_archive.notes_size_backfill where k1 in (8, 9) order by 1'),
  ).toEqual([
    { k1: 8, was: 0 },
    { k1: 9, was: 0 },
  ]);
});

test('rows that do not stay as they are written end the work with an error, not never', async () => {
  await using db = await testDatabase({ sql: notes });
  const session = await db.session();
  const plan = await compile(session, {
    op: 'add_column',
    table: 'notes',
    column: 'letters',
    type: 'int',
    backfill: 'length(title)',
  });
  const [add, letters] = plan.steps;
  await session.query(`${add.up} create function no() returns trigger language plpgsql as
    $$ begin if new.id = 7 then new.letters := null; end if; return new; end $$;
    create trigger no before update on notes for each row execute function no()`);
  await expect(session.query(letters?.up ?? '')).rejects.toThrow(
    'public.notes: 1 rows do not stay as they are written',
  );
  expect(await db.query('select id from notes where letters is null')).toEqual([{ id: 7 }]);
});

test('pauses for a standby that is behind, and for autovacuum', async () => {
  await using db = await testDatabase({
    sql: `${notes} create table a as select generate_series(1, 9000); create table b as table a; create table c as table a`,
  });
  const session = await db.session();
  const plan = await compile(session, { ...fill, where: 'id <= 1200' });
  await session.query(slow);
  const vacuums = await Promise.all(
    ['a', 'b', 'c'].map(async (table) => {
      const vacuum = await db.session();
      await vacuum.query('set vacuum_cost_delay = 100; set vacuum_cost_limit = 1');
      return { pid: vacuum, done: vacuum.query(`vacuum ${table}`).catch((error: Error) => error.message) };
    }),
  );
  const standby = new pg.Client({ ...db.target.clientConfig(), replication: 'true' } as pg.ClientConfig);
  standby.on('error', () => undefined);
  await standby.connect();
  // Without a slot of its own a checkpoint would take away the WAL that it is behind with, and end it.
  const slot = `slot_${db.target.database}`;
  await standby.query(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY PHYSICAL RESERVE_WAL`);
  const { rows } = await session.query('select pg_current_wal_flush_lsn() as here');
  const streaming = standby
    .query(`START_REPLICATION SLOT ${slot} PHYSICAL ${rows[0].here}`)
    .catch(() => undefined);
  await eventually(db, `select 1 from pg_stat_replication where state = 'streaming'`);
  // What is sent to it is read by nobody any more.
  standby.connection.stream.pause();
  await session.query(
    `select pg_logical_emit_message(false, 'test', repeat('x', 1 << 20)) from generate_series(1, 80)`,
  );
  const lines: string[] = [];
  session.on('notice', ({ message }) => lines.push(message ?? ''));
  const running = up(session, plan);
  const behind = 'public.notes: pauses, a standby is more than 64 MB behind';
  let ended = false;
  const ending = running.finally(() => {
    ended = true;
  });
  while (!lines.includes(behind) && !ended) await eventually(db, 'select pg_sleep(0.01)');
  expect(lines).toContain(behind);
  standby.connection.stream.destroy();
  await streaming;
  await ending;
  expect(lines).toContain('public.notes: pauses, every autovacuum worker is busy');
  await db.query(`select pg_cancel_backend(pid) from pg_stat_progress_vacuum`);
  await Promise.all(vacuums.map(({ done }) => done));
});
