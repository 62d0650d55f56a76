import type { Command } from 'commander';
import { exitOf } from '../../graph/engine/result.ts';
import { readRequest } from '../../triggers/source.ts';
import { answerer, answerMode } from '../answers.ts';
import { speaksInPlace } from '../conversation.ts';
import { drive, type Work } from '../drive.ts';
import { TwoRequests } from '../errors.ts';
import { followUpWork } from '../follow-up.ts';
import { type CommonOptions, withJson, withModel, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { queueRun } from '../queue-run.ts';
import { Session } from '../session.ts';

interface RunOptions extends CommonOptions {
  readonly text?: string;
  readonly followUp?: string;
  readonly queue?: boolean;
  readonly comments: boolean;
}

export function runCommand(program: Command): void {
  withJson(withModel(withWorkspace(program.command('run'))))
    .description('carry a request to its end, or to the next person')
    .argument(
      '[source]',
      'a Markdown issue file, an issue of GitHub (its address, or OWNER/REPO#N), or - for standard input',
    )
    .option('--text <text>', 'the request itself')
    .option('--follow-up <id>', 'what an earlier migration left to do; godwit runs --pending lists it')
    .option('--yes', 'approve what the policy lets an unattended run approve')
    .option('--queue', 'leave it to the workers: godwit worker')
    .option('--no-comments', 'without a terminal: neither ask on the issue nor say there what became of it')
    .action(async (source: string | undefined, given: RunOptions) => {
      const options = { ...given, speaks: given.comments && speaksInPlace(given, process) };
      const channel = openChannel(options.json === true, process);
      const { text, followUp } = options;
      if (followUp !== undefined && (source !== undefined || text !== undefined)) throw new TwoRequests();
      const request =
        followUp === undefined
          ? await readRequest({
              ...(source === undefined ? {} : { source }),
              ...(text === undefined ? {} : { text }),
            })
          : undefined;
      await using session = new Session(process.env, channel);
      const work: Work =
        request === undefined
          ? await followUpWork((await session.state()).pool, followUp ?? '')
          : { kind: 'start', request };
      if (options.queue === true) {
        await queueRun(work, options, channel, session);
        return;
      }
      const result = await drive(
        work,
        options,
        answerer(answerMode(options, process), channel),
        channel,
        session,
      );
      process.exitCode = exitOf[result.status];
    });
}
