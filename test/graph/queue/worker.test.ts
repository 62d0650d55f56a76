import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requeue } from '../../../graph/queue/decide.ts';
import { liveStatus } from '../../../graph/queue/live-status.ts';
import { enqueue, jobOf, prepareQueue, queueSchema, taskOf } from '../../../graph/queue/queue.ts';
import { startWorker, type WorkerParts } from '../../../graph/queue/worker.ts';
import { workerName } from '../../../graph/queue/workers.ts';
import { findRun, insertRun, updateRun } from '../../../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../../../graph/store/state-database.ts';
import { inTransaction } from '../../../graph/store/transaction.ts';
import { requestFromText } from '../../../triggers/issue-file.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let db: TestDatabase;
let state: StateDatabase;
beforeAll(async () => {
  db = await testDatabase();
  state = await openStateDatabase(db.target);
  await prepareQueue(state.pool);
});
afterAll(async () => {
  await state.close();
  await db[Symbol.asyncDispose]();
});

/** A queued run on a target, with its job. */
async function queued(id: string, target: string, merges: boolean): Promise<void> {
  const request = requestFromText('add a column');
  const spec = {
    request,
    workspace: '/app',
    target,
    database: 'url' as const,
    model: 'playbook',
    requester: 'ana',
    queued: true,
  };
  await inTransaction(state.pool, async (client) => {
    await insertRun(client, { id, title: id, spec, graphVersion: 'v' });
    await enqueue(client, { id, spec }, { merges });
  });
}

/** A worker whose sessions carry its name, as those of a process of its own. */
async function worker(
  id: string,
  targets: readonly string[],
  work: WorkerParts['work'],
  { stale = 60_000, concurrency = 8 } = {},
) {
  const own = await openStateDatabase(db.target, workerName(id));
  const dead: string[] = [];
  const started = await startWorker({
    id,
    state: own,
    tasks: targets.map((target) => taskOf({ database: 'url', target })),
    concurrency,
    work,
    onTakeOver: (one) => dead.push(one.id),
    onTrouble: () => undefined,
    timing: { beat: 50, stale, poll: 100 },
  });
  return {
    dead,
    ended: started.ended,
    stop: async () => {
      started.stop();
      await started.ended;
      await own.close();
    },
  };
}

const job = (id: string) => jobOf(state.pool, id);
const isDone = (id: string) => expect.poll(() => job(id)).toBeUndefined();

test('merges go one after the other on a target; other targets and plans do not wait', async () => {
  const ids = ['shop_1', 'shop_2', 'shop_3', 'bank_1', 'plan_1'];
  for (const id of ids) await queued(id, id.startsWith('bank') ? 'bank' : 'shop', !id.startsWith('plan'));
  const atWork = new Set<string>();
  const met: string[] = [];
  const gate = new EventEmitter().setMaxListeners(ids.length);
  let isOpen = false;
  const work = async (id: string) => {
    for (const other of atWork) met.push([id, other].sort().join(' '));
    atWork.add(id);
    if (!isOpen) await once(gate, 'open');
    atWork.delete(id);
    return 'done' as const;
  };
  const workers = await Promise.all(['w1', 'w2'].map((id) => worker(id, ['shop', 'bank'], work)));
  await expect.poll(() => [...atWork].sort()).toEqual(['bank_1', 'plan_1', 'shop_1']);
  isOpen = true;
  gate.emit('open');
  for (const id of ids) await isDone(id);
  expect(met.sort()).toEqual(expect.arrayContaining(['bank_1 plan_1', 'bank_1 shop_1', 'plan_1 shop_1']));
  expect(met.filter((pair) => /shop.*shop/.test(pair))).toEqual([]);
  await Promise.all(workers.map(({ stop }) => stop()));
  expect(await db.query('SELECT * FROM godwit.worker')).toEqual([]);
});

test('a merge does not wait behind runs that only begin', async () => {
  for (const id of ['early_plan', 'late_merge']) await queued(id, 'quay', id.endsWith('merge'));
  const begun: string[] = [];
  const work = async (id: string) => {
    begun.push(id);
    return 'done' as const;
  };
  const one = await worker('w0', ['quay'], work, { concurrency: 1 });
  await isDone('early_plan');
  await one.stop();
  expect(begun).toEqual(['late_merge', 'early_plan']);
});

test('a run that a worker was stopped in goes on with another', async () => {
  await queued('stopped', 'shop', false);
  const seen = new EventEmitter();
  const begun = once(seen, 'begun');
  const first = await worker('w3', ['shop'], async () => {
    seen.emit('begun');
    await once(seen, 'drain');
    return 'stopped';
  });
  await begun;
  const stopping = first.stop();
  seen.emit('drain');
  await stopping;
  expect(await liveStatus(state.pool, await findRun(state.pool, 'stopped'))).toBe('queued');
  const second = await worker('w4', ['shop'], async () => 'done');
  await isDone('stopped');
  await second.stop();
});

test('a worker that is being stopped begins no run, even one that it asked for before', async () => {
  await queued('late', 'jetty', false);
  const begun: string[] = [];
  const blocker = await state.pool.connect();
  await blocker.query(`BEGIN; LOCK TABLE ${queueSchema}._private_jobs`);
  const one = await worker('w7', ['jetty'], async (id) => {
    begun.push(id);
    return 'done';
  });
  await expect
    .poll(() =>
      db.query(
        `SELECT FROM pg_locks WHERE NOT granted AND relation = '${queueSchema}._private_jobs'::regclass`,
      ),
    )
    .not.toEqual([]);
  one.stop();
  await blocker.query('COMMIT');
  blocker.release();
  await one.ended;
  expect(begun).toEqual([]);
  expect(await liveStatus(state.pool, await findRun(state.pool, 'late'))).toBe('queued');
});

/** A worker that holds a job and beats no more: its process is gone, or its session still there. */
async function lost(id: string, run: string, beat: string): Promise<void> {
  await db.query(
    `INSERT INTO godwit.worker (id, queue_id, host, pid, beat_at) VALUES ('${id}', 'pool-${id}', 'here', 1, ${beat})`,
  );
  await db.query(
    `UPDATE ${queueSchema}._private_jobs SET locked_by = 'pool-${id}', locked_at = now() WHERE key = 'run ${run}'`,
  );
}

test('what a dead worker and a frozen one held goes on; the frozen one has no session left', async () => {
  await queued('of_dead', 'shop', false);
  await lost('dead', 'of_dead', 'now()');
  await queued('of_frozen', 'shop', false);
  await lost('frozen', 'of_frozen', `now() - interval '1 minute'`);
  const frozen = await openStateDatabase(db.target, workerName('frozen'));
  const session = await frozen.pool.connect();
  session.on('error', () => undefined);
  await session.query(`SELECT pg_advisory_lock(hashtextextended('${workerName('frozen')}', 0))`);

  const successor = await worker('w5', ['shop'], async () => 'done', { stale: 20_000 });
  await isDone('of_dead');
  await isDone('of_frozen');
  expect(successor.dead.sort()).toEqual(['dead', 'frozen']);
  await expect(session.query('SELECT 1')).rejects.toThrow();
  session.release(true);
  await frozen.close();
  await successor.stop();
});

test('a worker that was taken for dead ends itself', async () => {
  const own = await worker('w6', ['shop'], async () => 'done');
  await db.query(`DELETE FROM godwit.worker WHERE id = 'w6'`);
  await expect(own.ended).rejects.toThrow('was taken over');
});

test('a run that ends its workers again and again waits for a person', async () => {
  await queued('poison', 'shop', false);
  await db.query(
    `UPDATE ${queueSchema}._private_jobs SET attempts = max_attempts, last_error = 'out of memory' WHERE key = 'run poison'`,
  );
  expect(await job('poison')).toEqual({ gaveUp: true, lastError: 'out of memory' });
  expect(await liveStatus(state.pool, await findRun(state.pool, 'poison'))).toBe('interrupted');
  await requeue(state.pool, await findRun(state.pool, 'poison'));
  expect(await job('poison')).toEqual({ gaveUp: false, lastError: null });
  await updateRun(state.pool, 'poison', { status: 'cancelled' });
  await expect(requeue(state.pool, await findRun(state.pool, 'poison'))).rejects.toThrow('has ended');
});
