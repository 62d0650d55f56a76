import { taskOf } from '../../graph/queue/queue.ts';
import { startWorker } from '../../graph/queue/worker.ts';
import { workerName } from '../../graph/queue/workers.ts';
import { findRun } from '../../graph/store/runs.ts';
import { openStateDatabase } from '../../graph/store/state-database.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { Target } from '../../postgres/connection/target.ts';
import type { Asked, Told, WorkerJob } from './worker.ts';

/** Statements of a run's target by which a worker stands for a run that waits for its database. */
async function wait(target: Target, ms: number): Promise<void> {
  await withSession(target, { applicationName: 'bench' }, (session) =>
    session.query('SELECT pg_sleep($1)', [ms / 1000]),
  );
}

const tell = (told: Told): void => void process.send?.(told);

/** A worker of the queue, in a process of its own as those of `godwit worker` are; what runs do is the bench's. */
async function work({ id, targets, concurrency, waitMs }: WorkerJob): Promise<void> {
  const server = Target.parse(process.env.GODWIT_STATE_URL ?? '');
  const state = await openStateDatabase(server, workerName(id));
  const worker = await startWorker({
    id,
    state,
    tasks: targets.map((target) => taskOf({ database: 'url', target })),
    concurrency,
    work: async (run) => {
      tell({ kind: 'begun', run });
      if (waitMs > 0) await wait(server.withDatabase((await findRun(state.pool, run)).spec.target), waitMs);
      tell({ kind: 'ended', run });
      return 'done';
    },
    onTakeOver: () => undefined,
    onTrouble: (message) => process.stderr.write(`${message}\n`),
  });
  process.on('message', (asked: Asked) => {
    if (asked === 'stop') return worker.stop();
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    tell({ kind: 'memory', rss, heapUsed });
  });
  tell({ kind: 'ready' });
  await worker.ended;
  await state.close();
  process.disconnect();
}

process.once('message', (job: WorkerJob) => void work(job));
