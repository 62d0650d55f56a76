import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { playbook } from '../../agents/models/playbook/index.ts';
import { describeTarget } from '../../cli/drive.ts';
import { configHash } from '../../graph/engine/config-hash.ts';
import { Engine } from '../../graph/engine/engine.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { createQueued } from '../../graph/queue/create.ts';
import type { StateDatabase } from '../../graph/store/state-database.ts';
import { asset } from '../../package-root.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { tools } from '../../tools/registry.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { requestFromText } from '../../triggers/issue-file.ts';
import { exampleWorkspace } from '../example-app.ts';
import { type Interval, overlaps } from './overlaps.ts';

/** What came of all runs. */
export interface Fleet {
  readonly databases: number;
  readonly requests: number;
  readonly processes: number;
  /** Status → runs. */
  readonly ended: Readonly<Record<string, number>>;
  /** Why runs did not end done. */
  readonly reasons: readonly string[];
  readonly merges: number;
  /** Pairs of merges of one target that were under way at the same time. */
  readonly overlapping: number;
  readonly seconds: number;
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

/** As a worker of a team's machine has it. */
const concurrency = 4;
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
  const { PATH = '', HOME = '' } = process.env;
  const args = ['worker', '--json', '--concurrency', String(concurrency), '--databases', databases];
  const workers = Array.from({ length: processes }, () =>
    spawn(process.execPath, [asset('bin/godwit.js'), ...args], {
      env: { PATH, HOME, GODWIT_STATE_URL: stateTarget.connectionString() },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  try {
    await atWork(state, workers);
    const runs = await queueAll(state, targets, requests, folder);
    const started = performance.now();
    const memory = await allEnded(state, runs, workers);
    const seconds = (performance.now() - started) / 1000;
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

async function queueAll(
  state: StateDatabase,
  targets: readonly Target[],
  requests: number,
  folder: string,
): Promise<string[]> {
  const runs: string[] = [];
  for (const target of targets) {
    const root = join(folder, target.database);
    exampleWorkspace(root);
    const workspace = await openWorkspace(root);
    const engine = new Engine({ state, agents: await loadAgents(tools, root), tools });
    for (let number = 0; number < requests; number++) {
      const request = requestFromText(`Add a nullable text column \`remark_${number}\` to \`tasks\`.`);
      const run = await createQueued(
        state,
        engine,
        request,
        {
          request,
          workspace: root,
          target: describeTarget(target),
          database: 'url',
          model: playbook.id,
          config: configHash(workspace),
          requester: 'bench',
          unattended: true,
        },
        playbook,
      );
      runs.push(run.id);
    }
  }
  return runs;
}

/** Waits for the last run; returns the most that each process held meanwhile. */
async function allEnded(
  { pool }: StateDatabase,
  runs: readonly string[],
  workers: readonly ChildProcess[],
): Promise<number[]> {
  const most = workers.map(() => 0);
  let [left, since] = [runs.length, performance.now()];
  while (left > 0) {
    const { rows } = await pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM godwit.run
       WHERE id = ANY ($1) AND status IN ('running', 'waiting', 'interrupted')`,
      [runs],
    );
    const now = rows[0]?.left ?? 0;
    if (now < left) since = performance.now();
    left = now;
    if (performance.now() - since > stuckMs) return most;
    assertAlive(workers);
    for (const [at, { pid }] of workers.entries()) most[at] = Math.max(most[at] ?? 0, rssOf(pid));
    await sleep(pollMs);
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

async function reasonsOf({ pool }: StateDatabase, runs: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ reason: string }>(
    `SELECT format('%s %s: %s', id, status, coalesce(result ->> 'reason', result ->> 'error', question ->> 'title')) AS reason
     FROM godwit.run WHERE id = ANY ($1) AND status <> 'done'`,
    [runs],
  );
  return rows.map(({ reason }) => reason);
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  worker.kill('SIGTERM');
  await exited;
}
