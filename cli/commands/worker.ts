import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { workerName } from '../../graph/queue/workers.ts';
import { stoppable } from '../interrupt.ts';
import { positive, withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';
import { carryOn } from '../worker/carry-on.ts';
import { workerLines } from '../worker/lines.ts';
import { reachOf } from '../worker/reach.ts';

interface WorkerOptions {
  readonly concurrency: number;
  readonly databases?: string;
  readonly json?: boolean;
}

export function workerCommand(program: Command): void {
  withJson(program.command('worker'))
    .description('carry on with queued runs until it is stopped; as many workers as you like, on any machine')
    .addOption(
      new Option('--concurrency <n>', 'runs at a time; one that waits for a person holds none')
        .argParser(positive)
        .default(4),
    )
    .option(
      '--databases <file>',
      'the targets it may work on, a connection URL a line (besides DATABASE_URL)',
    )
    .action(async (options: WorkerOptions) => {
      const channel = openChannel(options.json === true, process);
      const reach = await reachOf(options.databases, process.env);
      const id = randomBytes(6).toString('hex');
      await using session = new Session(process.env, channel, workerName(id));
      const state = await session.state();
      const { startWorker } = await import('../../graph/queue/worker.ts');
      const lines = workerLines(channel);
      await stoppable(channel, async (stop, working) => {
        const worker = await startWorker({
          id,
          state,
          tasks: reach.tasks,
          concurrency: options.concurrency,
          work: (runId) => carryOn(runId, { session, reach, stop, channel: lines.quiet, ...lines }),
          onTakeOver: ({ host, pid }) =>
            channel.note(`took over from a worker that is dead or frozen: process ${pid} on ${host}`),
          onTrouble: (message) => channel.note(message),
        });
        working.begun = true;
        stop.drain.addEventListener('abort', () => worker.stop());
        channel.print(`worker ${id}, ${options.concurrency} runs at a time, on ${reach.targets.join(', ')}`);
        await worker.ended;
      });
    });
}
