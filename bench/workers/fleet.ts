import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { playbook } from '../../agents/models/playbook/index.ts';
import { configHash } from '../../graph/engine/config-hash.ts';
import { Engine } from '../../graph/engine/engine.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { createQueued } from '../../graph/queue/create.ts';
import { isEnded, type RunStatus } from '../../graph/store/runs.ts';
import type { StateDatabase } from '../../graph/store/state-database.ts';
import { asset } from '../../package-root.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { describeTarget } from '../../postgres/provider.ts';
import { tools } from '../../tools/registry.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { requestFromText } from '../../triggers/issue-file.ts';
import { exampleWorkspace } from '../example-app.ts';
import { median } from '../measure.ts';
import { type Interval, overlaps } from './overlaps.ts';

/** What came of all runs. */
export interface Fleet {
  readonly databases: number;
  readonly requests: number;
  readonly processes: number;
  /** Status → runs; more than there are requests, where some had to be made again. */
  readonly ended: Readonly<Record<string, number>>;
  /** Why runs did not end done. */
  readonly reasons: readonly string[];
  readonly merges: number;
  /** Pairs of merges of one target that were under way at the same time. */
  readonly overlapping: number;
  readonly seconds: number;
  /** Of the run in the middle, from its first event to its last; its wait for the merge is part of it. */
  readonly runSeconds: number;
  /** The most that each process held, in bytes. */
  readonly memory: readonly number[];
}

interface Options {
  readonly stateTarget: Target;
  readonly targets: readonly Target[];
  /** To each target. */
  readonly requests: number;
  readonly processes: number;
  readonly folder: string;
}

/** As many as `godwit worker` carries; fewer where that would be several at a time for each database. */
const mostConcurrency = 4;
/** Of one request; it is not asked for anew for ever. */
const mostRuns = 5;
const pollMs = 500;
/** So long without a run that ends, none will. */
const stuckMs = 180_000;

/** Queues requests to every target, and lets worker processes carry them to their merge. */
export async function carryAll(state: StateDatabase, options: Options): Promise<Fleet> {
  const { stateTarget, targets, requests, processes, folder } = options;
  const databases = join(folder, 'databases');
  writeFileSync(databases, targets.map((target) => `${target.connectionString()}\n`).join(''), {
    mode: 0o600,
  });
  const concurrency = Math.max(1, Math.min(mostConcurrency, Math.floor(targets.length / processes)));
  const { PATH = '', HOME = '' } = process.env;
  const args = ['worker', '--json', '--concurrency', String(concurrency), '--databases', databases];
  const workers = Array.from({ length: processes }, () =>
    spawn(process.execPath, [asset('bin/godwit.js'), ...args], {
      env: { PATH, HOME, GODWIT_STATE_URL: stateTarget.connectionString() },
      stdio: 'ignore',
    }),
  );
  try {
    await atWork(state, workers);
    const started = performance.now();
    const asked = await queueAll(state, targets, requests, folder);
    const memory = await allMerged(state, asked, workers);
    const seconds = (performance.now() - started) / 1000;
    const runs = asked.flatMap((one) => one.runs);
    const merges = await mergesOf(state, runs);
    return {
      databases: targets.length,
      requests,
      processes,
      ended: await countByStatus(state, runs),
      reasons: await reasonsOf(state, runs),
      merges: merges.length,
      overlapping: overlaps(merges).length,
      seconds,
      runSeconds: await runSeconds(state, runs),
      memory,
    };
  } finally {
    await Promise.all(workers.map(stop));
  }
}

async function atWork({ pool }: StateDatabase, workers: readonly ChildProcess[]): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query('SELECT FROM godwit.worker');
    if (rowCount === workers.length) return;
    assertAlive(workers);
    await sleep(50);
  }
}

/** A request to one target, and the runs that it took. */
interface Asked {
  readonly queue: () => Promise<string>;
  readonly runs: string[];
}

/** In turns, so that a target is asked for its next change when the one before is through, or nearly. */
async function queueAll(
  state: StateDatabase,
  targets: readonly Target[],
  requests: number,
  folder: string,
): Promise<Asked[]> {
  const queues = await Promise.all(
    targets.map((target) => queueOf(state, target, join(folder, target.database))),
  );
  const asked: Asked[] = [];
  for (let number = 0; number < requests; number++)
    for (const queue of queues) {
      const again = () => queue(`Add a nullable text column \`remark_${number}\` to \`tasks\`.`);
      asked.push({ queue: again, runs: [await again()] });
    }
  return asked;
}

/** Leaves requests to one target to the workers. */
async function queueOf(state: StateDatabase, target: Target, root: string) {
  exampleWorkspace(root);
  const workspace = await openWorkspace(root);
  const engine = new Engine({ state, agents: await loadAgents(tools, root), tools });
  const spec = {
    workspace: root,
    target: describeTarget(target),
    database: 'url' as const,
    model: playbook.id,
    config: configHash(workspace),
    requester: 'bench',
    unattended: true,
  };
  return async (text: string): Promise<string> => {
    const request = requestFromText(text);
    return (await createQueued(state, engine, request, { ...spec, request }, playbook)).id;
  };
}

/**
 * Waits until every request is merged. One whose target has moved on from what its run had proven is made again, as its
 * requester would. Returns the most that each process held meanwhile.
 */
async function allMerged(
  { pool }: StateDatabase,
  asked: readonly Asked[],
  workers: readonly ChildProcess[],
): Promise<number[]> {
  const most = workers.map(() => 0);
  const open = new Set(asked);
  for (let since = performance.now(); open.size > 0; await sleep(pollMs)) {
    const { rows } = await pool.query<{ id: string; status: RunStatus }>(
      'SELECT id, status FROM godwit.run WHERE id = ANY ($1)',
      [[...open].map(({ runs }) => runs.at(-1))],
    );
    const statuses = new Map(rows.map(({ id, status }) => [id, status]));
    for (const one of open) {
      const status = statuses.get(one.runs.at(-1) ?? '');
      if (status === undefined || !isEnded(status)) continue;
      since = performance.now();
      if (status === 'done' || one.runs.length >= mostRuns) open.delete(one);
      else one.runs.push(await one.queue());
    }
    if (performance.now() - since > stuckMs) break;
    assertAlive(workers);
    for (const [at, { pid }] of workers.entries()) most[at] = Math.max(most[at] ?? 0, rssOf(pid));
  }
  return most;
}

function assertAlive(workers: readonly ChildProcess[]): void {
  const dead = workers.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
  if (dead !== undefined) throw new Error(`a worker ended with ${dead.exitCode ?? dead.signalCode}`);
}

const rssOf = (pid: number | undefined): number =>
  1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));

async function mergesOf({ pool }: StateDatabase, runs: readonly string[]): Promise<Interval[]> {
  const { rows } = await pool.query<Interval>(
    `SELECT run.spec ->> 'target' AS target,
       extract(epoch FROM started_at)::float8 * 1000 AS "from", extract(epoch FROM finished_at)::float8 * 1000 AS "to"
     FROM godwit.effect JOIN godwit.run ON run.id = run_id
     WHERE tool = 'mcp__supabase__merge_branch' AND run_id = ANY ($1)`,
    [runs],
  );
  return rows;
}

async function countByStatus(
  { pool }: StateDatabase,
  runs: readonly string[],
): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ status: string; count: number }>(
    'SELECT status, count(*)::int AS count FROM godwit.run WHERE id = ANY ($1) GROUP BY status ORDER BY status',
    [runs],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

async function runSeconds({ pool }: StateDatabase, runs: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ seconds: number }>(
    `SELECT extract(epoch FROM max(at) - min(at))::float8 AS seconds
     FROM godwit.run_event WHERE run_id = ANY ($1) GROUP BY run_id`,
    [runs],
  );
  return median(rows.map(({ seconds }) => seconds));
}

async function reasonsOf({ pool }: StateDatabase, runs: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ reason: string; count: number }>(
    `SELECT split_part(coalesce(result ->> 'reason', result ->> 'error', question ->> 'title', status), E'\\n', 1) AS reason,
       count(*)::int AS count
     FROM godwit.run WHERE id = ANY ($1) AND status <> 'done' GROUP BY 1 ORDER BY 2 DESC`,
    [runs],
  );
  return rows.map(({ reason, count }) => `${count} times ${reason}`);
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  worker.kill('SIGTERM');
  await exited;
}
