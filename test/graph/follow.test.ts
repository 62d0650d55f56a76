import { afterAll, beforeAll, expect, test } from 'vitest';
import { followRun } from '../../graph/follow.ts';
import { leaseRun } from '../../graph/store/lease.ts';
import { insertRun, updateRun } from '../../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../../graph/store/state-database.ts';
import { StoredTimeline } from '../../graph/store/timeline.ts';
import { requestFromText } from '../../triggers/issue-file.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let db: TestDatabase;
/** Who works, and who follows: two machines. */
let worker: StateDatabase;
let follower: StateDatabase;

beforeAll(async () => {
  db = await testDatabase();
  worker = await openStateDatabase(db.target, 'worker');
  follower = await openStateDatabase(db.target, 'follower');
});
afterAll(async () => {
  await Promise.all([worker.close(), follower.close()]);
  await db[Symbol.asyncDispose]();
});

async function begun(id: string) {
  const spec = {
    request: requestFromText('Add a column'),
    workspace: '/tmp/somewhere',
    target: 'app on localhost:5432',
    database: 'url' as const,
    model: 'playbook',
    requester: 'kim',
  };
  await insertRun(worker.pool, { id, title: 'Add a column', spec, graphVersion: 'v1' });
  const lease = await leaseRun(worker, id);
  const timeline = new StoredTimeline(lease.pool, id, () => undefined);
  const tell = (text: string) => timeline.tell(text, { kind: 'progress', agent: 'a', text });
  return { lease, tell };
}

function following(id: string, signal = new AbortController().signal) {
  const heard: string[] = [];
  const troubles: string[] = [];
  let arrived: () => void = () => undefined;
  const end = followRun(follower.pool, id, {
    signal,
    onEvent: ({ event }) => {
      heard.push(event.text);
      arrived();
    },
    onTrouble: (reason) => troubles.push(reason),
  });
  const until = async (text: string) => {
    while (!heard.includes(text)) await new Promise<void>((resolve) => (arrived = resolve));
  };
  return { heard, troubles, end, until };
}

const sessions = async (application: string): Promise<number> =>
  (
    await db.query(
      `SELECT FROM pg_stat_activity WHERE application_name = '${application}' AND datname = current_database() AND query LIKE 'LISTEN%'`,
    )
  ).length;

test('what happened and what happens is told once, across a connection that is killed, until the run ends', async () => {
  const { lease, tell } = await begun('run1');
  await tell('before');
  const { heard, end, until } = following('run1');
  await until('before');
  await expect.poll(() => sessions('follower')).toBe(1);
  const waits: number[] = [];
  for (const one of ['one', 'one and a bit', 'one and a half']) {
    const asked = Date.now();
    await tell(one);
    await until(one);
    waits.push(Date.now() - asked);
  }
  // Woken up, not polled: polled, three in a row would take more than 2,000 ms.
  expect(Math.min(...waits)).toBeLessThan(600);

  await db.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'follower' AND datname = current_database()`,
  );
  await tell('two');
  await until('two');
  await expect.poll(() => sessions('follower')).toBe(1);
  await Promise.all(['three', 'four', 'five'].map(tell));
  await tell('three');
  await updateRun(lease.pool, 'run1', { status: 'done', result: { report: 'r' } });
  await lease.release();
  expect(await end).toMatchObject({ status: 'done', run: { result: { report: 'r' } } });
  expect(heard).toEqual(['before', 'one', 'one and a bit', 'one and a half', 'two', 'three', 'four', 'five']);
});

test('a run that waits for a person, or whose process was killed, is followed no further; nor when one stops', async () => {
  const { lease, tell } = await begun('run2');
  await tell('asked');
  await updateRun(lease.pool, 'run2', { status: 'waiting' });
  await lease.release();
  expect(await following('run2').end).toMatchObject({ status: 'waiting' });

  await updateRun(worker.pool, 'run2', { status: 'running' });
  expect(await following('run2').end).toMatchObject({ status: 'interrupted' });

  const again = await leaseRun(worker, 'run2');
  const stop = new AbortController();
  const { end, until } = following('run2', stop.signal);
  await until('asked');
  stop.abort(new Error('enough'));
  await expect(end).rejects.toThrow('enough');
  await again.release();
});
