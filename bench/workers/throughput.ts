import { enqueue, prepareQueue } from '../../graph/queue/queue.ts';
import { insertRun } from '../../graph/store/runs.ts';
import type { StateDatabase } from '../../graph/store/state-database.ts';
import { inTransaction } from '../../graph/store/transaction.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { specOn } from '../queue/runs.ts';
import { startWorkerProcess, type WorkerProcess } from '../queue/worker.ts';

/** Long next to what the queue itself takes, short next to what a migration does. */
export const waitMs = 200;

/** Milliseconds in which workers, each with one run at a time, carry runs that wait for their databases. */
export async function throughput(
  state: StateDatabase,
  stateTarget: Target,
  targets: readonly Target[],
  { processes, runs }: { readonly processes: number; readonly runs: number },
): Promise<number> {
  await prepareQueue(state.pool);
  const ids = Array.from({ length: runs }, (_, at) => `wait${processes}_${at}`);
  const left = new Set(ids);
  const names = targets.map(({ database }) => database);
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const workers: WorkerProcess[] = [];
  for (let at = 0; at < processes; at++) {
    const job = { id: `wait${processes}_${at}`, targets: names, concurrency: 1, waitMs };
    workers.push(
      await startWorkerProcess(stateTarget, job, (kind, run) => {
        if (kind === 'ended') left.delete(run);
        if (left.size === 0) finish();
      }),
    );
  }
  await inTransaction(state.pool, async (client) => {
    for (const [at, id] of ids.entries()) {
      const spec = specOn(names[at % names.length] ?? '');
      await insertRun(client, { id, title: id, spec, graphVersion: 'bench' });
      await enqueue(client, { id, spec }, { merges: false });
    }
  });
  const started = performance.now();
  await finished;
  const took = performance.now() - started;
  await Promise.all(workers.map((worker) => worker.stop()));
  return took;
}
