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
  | ({ readonly kind: 'memory' } & Memory);

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

export interface WorkerProcess {
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** Starts a worker in a process of its own; it is at work when this returns. */
export async function startWorkerProcess(
  state: Target,
  job: WorkerJob,
  onRun: (kind: 'begun' | 'ended', run: string) => void,
): Promise<WorkerProcess> {
  const child = fork(fileURLToPath(new URL('./worker-process.js', import.meta.url)), {
    execArgv: ['--expose-gc'],
    // A command line is seen by everybody, passwords too.
    env: { ...process.env, GODWIT_STATE_URL: state.connectionString() },
  });
  child.on('message', (told: Told) => {
    if (told.kind === 'begun' || told.kind === 'ended') onRun(told.kind, told.run);
  });
  child.send(job);
  await hear(child, 'ready');
  return {
    memory: async () => {
      child.send('memory' satisfies Asked);
      return hear(child, 'memory');
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.send('stop' satisfies Asked);
      await exited;
    },
  };
}

/** Its next message of a kind. @throws when it ends before */
function hear<Kind extends Told['kind']>(child: ChildProcess, kind: Kind) {
  return new Promise<Extract<Told, { kind: Kind }>>((resolve, reject) => {
    const onMessage = (told: Told): void => {
      if (told.kind !== kind) return;
      child.off('message', onMessage).off('exit', onExit);
      resolve(told as Extract<Told, { kind: Kind }>);
    };
    const onExit = (code: number | null): void =>
      reject(new Error(`a worker of the bench ended with ${code}`));
    child.on('message', onMessage).once('exit', onExit);
  });
}
