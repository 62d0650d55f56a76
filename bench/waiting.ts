import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decideQueued } from '../graph/queue/decide.ts';
import { findRun } from '../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../graph/store/state-database.ts';
import { startEmbedded } from '../postgres/embedded/start.ts';
import { type Measure, median } from './measure.ts';
import { approvalOf, insertWaiting } from './queue/runs.ts';
import { type Memory, startWorkerProcess, type WorkerProcess } from './queue/worker.ts';

/** A run whose answer has come begins again within this time. */
const limitUs = 200_000;
const waiting = 1_000;
const woken = 50;
/** A pool ends a session after 10 s in which nobody used it; what the start left over is gone by then, too. */
const settleMs = 12_000;

/** What a worker holds while nobody waits, and while all of them do. */
interface Held extends Memory {
  readonly connections: number;
}

/** From the commit of an answer until a worker begins with its run, next to storing that answer. */
export interface WaitingMeasure extends Measure {
  readonly worstUs: number;
  readonly waiting: number;
  readonly none: Held;
  readonly all: Held;
}

/** Runs that wait for a person: what they cost a worker, and how soon it goes on with one. */
export async function benchWaiting(): Promise<WaitingMeasure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-bench-server-'));
  const server = await startEmbedded({ dataDir });
  try {
    const target = await server.ensureDatabase('state');
    const state = await openStateDatabase(target, 'bench');
    const ids = Array.from({ length: waiting }, (_, at) => `run${String(at).padStart(5, '0')}`);
    const begun = new EventEmitter();
    const job = { id: 'bench', targets: ['app'], concurrency: 4, waitMs: 0 };
    const worker = await startWorkerProcess(target, job, (kind, run) => {
      if (kind === 'begun') begun.emit(run, performance.now());
    });
    const none = await held(state, worker);
    await insertWaiting(state, ids, 'app');
    const all = await held(state, worker);
    const times: { stored: number; begun: number }[] = [];
    for (const id of ids.slice(0, woken)) times.push(await wake(state, begun, id));
    await worker.stop();
    await state.close();
    return [measureOf(times, none, all)];
  } finally {
    await server.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function held({ pool }: StateDatabase, worker: WorkerProcess): Promise<Held> {
  await sleep(settleMs);
  const { rss, heapUsed } = await worker.memory();
  const { rows } = await pool.query<{ connections: number }>(
    `SELECT count(*)::int AS connections FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'bench'`,
  );
  return { connections: rows[0]?.connections ?? 0, rss, heapUsed };
}

async function wake(state: StateDatabase, begun: EventEmitter, id: string) {
  // Out of step with whatever the worker does in turns.
  await sleep(50 + 100 * Math.random());
  const { callId, hash } = approvalOf(id);
  const run = await findRun(state.pool, id);
  const heard = once(begun, id);
  const asked = performance.now();
  await decideQueued(state.pool, run, { kind: 'yes', callId, hash, by: 'bea', at: new Date().toISOString() });
  const committed = performance.now();
  const [at] = (await heard) as [number];
  // It may have begun before its commit was heard of.
  return { stored: committed - asked, begun: Math.max(0, at - committed) };
}

function measureOf(
  times: readonly { readonly stored: number; readonly begun: number }[],
  none: Held,
  all: Held,
): WaitingMeasure {
  const begun = times.map((time) => 1000 * time.begun);
  const medianUs = median(begun);
  const worstUs = Math.max(...begun);
  const baselineUs = 1000 * median(times.map(({ stored }) => stored));
  const ms = (us: number): string => `${(us / 1000).toFixed(0)} ms`;
  const mb = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  const said = ({ connections, rss, heapUsed }: Held): string =>
    `${connections} connections, ${mb(rss)} (heap ${mb(heapUsed)})`;
  return {
    bench: 'waiting',
    what: 'picked up',
    medianUs,
    baseline: 'storing the answer',
    baselineUs,
    ratio: medianUs / baselineUs,
    limitUs,
    worstUs,
    waiting,
    none,
    all,
    said:
      `waiting  picked up       ${ms(medianUs)} after its answer (median of ${times.length}, at most ${limitUs / 1000}), worst ${ms(worstUs)}; storing the answer ${ms(baselineUs)}\n` +
      `waiting  a worker        none waits: ${said(none)}; ${waiting.toLocaleString('en')} wait: ${said(all)}`,
  };
}
