import { describe, expect, test } from 'vitest';
import { UnknownRun } from '../../../graph/errors.ts';
import { type LiveFilter, listLive } from '../../../graph/queue/list-live.ts';
import { StoredJournal } from '../../../graph/store/journal.ts';
import { leaseRun } from '../../../graph/store/lease.ts';
import { findRun, insertRun, listRuns, type RunSpec, updateRun } from '../../../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../../../graph/store/state-database.ts';
import { listEvents, StoredTimeline } from '../../../graph/store/timeline.ts';
import type { Target } from '../../../postgres/connection/target.ts';
import { testDatabase } from '../../support/database.ts';

const spec: RunSpec = {
  request: {
    source: { kind: 'text', ref: '--text' },
    title: 'Add a column',
    body: '',
    frontMatter: {},
    sha256: '0'.repeat(64),
    notes: [],
  },
  workspace: '/tmp/somewhere',
  target: 'app on localhost:5432',
  database: 'url',
  model: 'playbook',
  requester: 'kim',
};

async function opened(): Promise<{ state: StateDatabase; target: Target } & AsyncDisposable> {
  const db = await testDatabase();
  const state = await openStateDatabase(db.target);
  return {
    state,
    target: db.target,
    async [Symbol.asyncDispose]() {
      await state.close();
      await db[Symbol.asyncDispose]();
    },
  };
}

const insert = (state: StateDatabase, id: string) =>
  insertRun(state.pool, { id, title: 'Add a column', spec, graphVersion: 'v1' });

test('several processes may set the state database up at once', async () => {
  await using db = await testDatabase();
  const all = await Promise.all([1, 2, 3, 4].map(() => openStateDatabase(db.target)));
  await Promise.all(all.map((state) => state.close()));
});

test('to open it once more waits for nobody who reads its tables, as a dump of it does', async () => {
  await using it = await opened();
  const { pool } = it.state;
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'godwit'`,
  );
  const dump = await pool.connect();
  await dump.query('BEGIN');
  for (const { name } of rows) await dump.query(`LOCK TABLE ${name} IN ACCESS SHARE MODE`);
  const again = await openStateDatabase(it.target, 'opened again');
  await again.close();
  dump.release(true);
  expect(rows.length).toBeGreaterThan(8);
}, 60_000);

describe('runs', () => {
  test('are listed without the question that another version asked', async () => {
    await using it = await opened();
    const { pool } = it.state;
    await insert(it.state, 'abc0');
    await pool.query(
      `UPDATE godwit.run SET status = 'waiting', question = '{"kind": "riddle"}' WHERE id = 'abc0'`,
    );
    expect(await findRun(pool, 'abc0')).toMatchObject({ status: 'waiting', question: null });
  });

  test('are found by an unambiguous beginning of their id', async () => {
    await using it = await opened();
    const { pool } = it.state;
    await insert(it.state, 'abc1');
    await insert(it.state, 'abd2');
    expect((await findRun(pool, 'abc')).id).toBe('abc1');
    await expect(findRun(pool, 'ab')).rejects.toThrow(UnknownRun);
    await expect(findRun(pool, 'zzz')).rejects.toThrow('there is no run "zzz"');
    await updateRun(pool, 'abc1', { status: 'done', result: { report: 'r' } });
    expect((await listRuns(pool, { status: ['done'], limit: 5 })).map(({ id }) => id)).toEqual(['abc1']);
    expect((await listRuns(pool, { limit: 5 })).map(({ id }) => id)).toEqual(['abd2', 'abc1']);
  });
});

test('runs are found by what they are now, by whom, where and since when', async () => {
  await using it = await opened();
  const { pool } = it.state;
  const others = { r1: {}, r2: { requester: 'Lou' }, r3: { target: 'Shop on db.example:5432' } };
  for (const [id, other] of Object.entries(others))
    await insertRun(pool, { id, title: 'Add a column', spec: { ...spec, ...other }, graphVersion: 'v1' });
  await pool.query(`UPDATE godwit.run SET created_at = '2026-01-02T03:04Z' WHERE id = 'r1'`);
  await updateRun(pool, 'r2', { status: 'waiting' });
  const found = async (filter: Omit<LiveFilter, 'limit'>) =>
    (await listLive(pool, { ...filter, limit: 1 })).map(({ id, status }) => `${id} ${status}`);
  // Nobody holds it: its process was killed.
  expect(await found({})).toEqual(['r3 interrupted']);
  const lease = await leaseRun(it.state, 'r3');
  expect(await found({})).toEqual(['r3 running']);
  await lease.release();
  expect(await found({ status: ['waiting', 'done'] })).toEqual(['r2 waiting']);
  expect(await found({ status: ['running'] })).toEqual([]);
  expect(await found({ requester: 'lou' })).toEqual(['r2 waiting']);
  expect(await found({ target: 'shop' })).toEqual(['r3 interrupted']);
  expect(await found({ target: 'app on', requester: 'kim' })).toEqual(['r1 interrupted']);
  expect(await found({ target: 'app on', requester: 'kim', since: new Date('2026-01-03') })).toEqual([]);
});

describe('the journal', () => {
  test('answers a finished effect from its record and runs an unfinished one again', async () => {
    await using it = await opened();
    await insert(it.state, 'r1');
    const journal = new StoredJournal(it.state.pool, 'r1');
    const call = { id: 'c1', tool: 'Write', input: { a: 1, b: { c: 2, d: 3 } } };
    let ran = 0;
    await expect(
      journal.once(call, async () => {
        ran++;
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    const attempts: number[] = [];
    const again = () =>
      journal.once(call, async (attempt) => {
        attempts.push(attempt);
        return { ran: ++ran };
      });
    expect(await again()).toEqual({ ran: 2 });
    // A database keeps JSON without the order of its keys.
    const reordered = { ...call, input: { b: { d: 3, c: 2 }, a: 1 } };
    expect(await journal.once(reordered, async () => ({ ran: 9 }))).toEqual({ ran: 2 });
    expect(attempts).toEqual([2]);
    await expect(journal.once({ ...call, input: { a: 2 } }, async () => ({}))).rejects.toThrow(
      'another input',
    );
  });
});

test('what jsonb refuses is replaced before it is kept, and comes back as the effect gave it', async () => {
  await using it = await opened();
  await insert(it.state, 'r1');
  const journal = new StoredJournal(it.state.pool, 'r1');
  const run = () =>
    journal.once({ id: 'c1', tool: 'Bash', input: {} }, async () => ({
      text: 'zero \0, half \ud83d, whole 😀',
    }));
  const first = await run();
  expect(first).toEqual({ text: 'zero \u{fffd}, half \u{fffd}, whole 😀' });
  expect(await run()).toEqual(first);
});

test('an event that is told again after a crash is the same event', async () => {
  await using it = await opened();
  await insert(it.state, 'r1');
  const heard: string[] = [];
  const timeline = new StoredTimeline(it.state.pool, 'r1', ({ event }) => heard.push(event.text));
  await timeline.tell('a', { kind: 'progress', agent: null, text: 'one' });
  await timeline.tell('a', { kind: 'progress', agent: null, text: 'one' });
  await timeline.tell('b', { kind: 'progress', agent: null, text: 'zero \0 byte' });
  expect(heard).toEqual(['one', 'zero \0 byte']);
  const events = await listEvents(it.state.pool, 'r1');
  expect(events.map(({ event }) => event.text)).toEqual(['one', 'zero \u{fffd} byte']);
});
