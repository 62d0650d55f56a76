import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, run as startQueue, type Task, type WorkerEvents } from 'graphile-worker';
import { findRun } from '../store/runs.ts';
import type { StateDatabase } from '../store/state-database.ts';
import { enqueueNext } from './decide.ts';
import { WorkerTakenOver } from './errors.ts';
import { Job, prepareQueue, queueSchema } from './queue.ts';
import { beat, type DeadWorker, forgetWorker, registerWorker, takeOverDead } from './workers.ts';

export interface WorkerParts {
  /** Random; the sessions of `state` carry it (`workerName`). */
  readonly id: string;
  readonly state: StateDatabase;
  /** Names of the tasks to take, as `taskOf` makes them. */
  readonly tasks: readonly string[];
  /** Runs at a time. */
  readonly concurrency: number;
  /** Carries a run to its end, to the next person, or as far as it came before it was stopped. */
  readonly work: (runId: string) => Promise<'done' | 'stopped'>;
  readonly onTakeOver: (dead: DeadWorker) => void;
  /** What went wrong with the queue itself. */
  readonly onTrouble: (message: string) => void;
  readonly timing?: Partial<Timing>;
}

/** Milliseconds. Beat, stale and poll together stay below the 30 s after which a dead worker's runs go on. */
interface Timing {
  /** Between two beats; a worker whose session is gone is found at the next beat of any other. */
  readonly beat: number;
  /** Without a beat for so long a worker whose session is still there counts as frozen. */
  readonly stale: number;
  /** Between two looks into the queue; of a new job workers are told at once. */
  readonly poll: number;
}

/** A run that does not end when its lease is gone is left behind. */
const leaveMs = 10_000;

const usual: Timing = { beat: 5_000, stale: 18_000, poll: 1_000 };

export interface Worker {
  /** Takes no more runs; `ended` tells when those at work have stopped. */
  stop(): void;
  /** Rejects when the worker was taken over, or lost the state database. */
  readonly ended: Promise<void>;
}

/** Works on runs of the queue until it is stopped. */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { id, state } = parts;
  const timing = { ...usual, ...parts.timing };
  await prepareQueue(state.pool);
  // One listens; the others fetch and complete jobs, for a moment each.
  const pool = state.openPool({ max: 3 });
  let queueId = '';
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    queueId = workerPool.id;
  });
  const stopping = new AbortController();
  const runner = await startQueue({
    pgPool: pool,
    schema: queueSchema,
    concurrency: parts.concurrency,
    noHandleSignals: true,
    pollInterval: timing.poll,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') parts.onTrouble(message);
    }),
    taskList: Object.fromEntries(parts.tasks.map((name) => [name, carryOn(parts, stopping.signal)])),
    events,
  });
  const lock = await registerWorker(state, id, queueId);
  const over = new AbortController();
  stopping.signal.addEventListener('abort', () => void runner.stop().catch(() => undefined));
  const stopped = runner.promise.catch(() => undefined);
  // Ended by itself it has lost its database, as the lock has.
  const halt = (): void => over.abort();
  runner.promise.then(halt, halt);
  lock.lost.addEventListener('abort', halt);

  /** Beats until its runs have stopped: who does not beat is taken over. */
  async function beating(): Promise<void> {
    while (!over.signal.aborted) {
      await beat(lock, id);
      for (const dead of await takeOverDead(lock.pool, timing.stale)) parts.onTakeOver(dead);
      await sleep(timing.beat, undefined, { signal: over.signal }).catch(() => undefined);
    }
    lock.lost.throwIfAborted();
    if (!stopping.signal.aborted) throw new WorkerTakenOver(id);
  }

  const ended = beating()
    .then(() => forgetWorker(lock, id))
    .finally(async () => {
      stopping.abort();
      // Its runs have lost their leases, too, and end by that.
      await Promise.race([stopped, sleep(leaveMs, undefined, { ref: false })]);
      await lock.release();
      await pool.end().catch(() => undefined);
    });
  ended.catch(() => undefined);
  return { ended, stop: () => stopping.abort() };
}

const carryOn =
  ({ state, work }: WorkerParts, stopping: AbortSignal): Task =>
  async (payload, { withPgClient }) => {
    const { run: id } = Job.parse(payload);
    // A job may still arrive that was asked for before the stop: it goes on with another worker.
    if (!stopping.aborted && (await work(id)) === 'done') return;
    const run = await findRun(state.pool, id);
    await withPgClient((client) => enqueueNext(client, run));
  };
