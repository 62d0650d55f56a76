import type { Command } from 'commander';
import { exitOf } from '../../graph/engine/result.ts';
import { findRun } from '../../graph/store/runs.ts';
import { answerer, answerMode } from '../answers.ts';
import { drive } from '../drive.ts';
import { type CommonOptions, withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { retryWork } from '../retry-work.ts';
import { Session } from '../session.ts';

export function retryCommand(program: Command): void {
  withJson(program.command('retry'))
    .description('make the request of a run that ended without a merge once more, as a new run')
    .argument('<run>', 'id of the run that ended, or the beginning of it')
    .option('--database <url>', 'the target the run was started on (else DATABASE_URL, else embedded)')
    .option('--model <model>', 'another model than the run was started with')
    .option('--yes', 'approve what the policy lets an unattended run approve')
    .action(async (id: string, options: CommonOptions) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const state = await session.state();
      const result = await drive(
        await retryWork(await findRun(state.pool, id), state),
        options,
        answerer(answerMode(options, process), channel),
        channel,
        session,
      );
      process.exitCode = exitOf[result.status];
    });
}
