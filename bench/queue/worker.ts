import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../postgres/connection/target.ts';

export interface WorkerJob {
  readonly id: string;
  /** Names of databases on the server of the state database. */
  readonly targets: readonly string[];
  readonly concurrency: number;
  /** How long a run waits in a statement of its target. */
  readonly waitMs: number;
}

/** What a worker process is asked. */
export type Asked = 'memory' | 'stop';

/** What it tells. */
export type Told =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begun' | 'ended'; readonly run: string }
  | { readonly kind: 'memory'; readonly rss: number; readonly heapUsed: number };

export interface WorkerProcess {
  memory(): Promise<Extract<Told, { kind: 'memory' }>>;
  /** Resolves when it has told so: before or after this was asked for. */
  until(kind: 'begun' | 'ended', run: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a worker in a process of its own; it has begun to listen when this returns. */
export async function startWorkerProcess(state: Target, job: WorkerJob): Promise<WorkerProcess> {
  const child = fork(fileURLToPath(new URL('./worker-process.js', import.meta.url)), {
    execArgv: ['--expose-gc'],
    // Passwords are seen by everybody on a command line.
    env: { ...process.env, GODWIT_STATE_URL: state.connectionString() },
  });
  const seen = new Map<string, number>();
  child.on('message', (told: Told) => {
    if (told.kind === 'begun' || told.kind === 'ended')
      seen.set(`${told.kind} ${told.run}`, performance.now());
  });
  const answered = hear(child, (told) => told.kind === 'ready');
  child.send(job);
  await answered;
  return {
    memory: async () => {
      const heard = hear(child, (told) => told.kind === 'memory');
      child.send('memory' satisfies Asked);
      return (await heard) as Extract<Told, { kind: 'memory' }>;
    },
    until: async (kind, run) => {
      const key = `${kind} ${run}`;
      if (!seen.has(key)) await hear(child, (told) => 'run' in told && `${told.kind} ${told.run}` === key);
      return seen.get(key) ?? performance.now();
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.send('stop' satisfies Asked);
      await exited;
    },
  };
}

/** The first message of this kind; a process that ends before it says so. */
function hear(child: ChildProcess, is: (told: Told) => boolean): Promise<Told> {
  return new Promise((resolve, reject) => {
    const onMessage = (told: Told): void => {
      if (!is(told)) return;
      child.off('message', onMessage).off('exit', onExit);
      resolve(told);
    };
    const onExit = (code: number | null): void => reject(new Error(`the worker ended with ${code}`));
    child.on('message', onMessage).once('exit', onExit);
  });
}
