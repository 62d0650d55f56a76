import type { Command } from 'commander';
import { exitOf } from '../../graph/engine/result.ts';
import { findRun } from '../../graph/store/runs.ts';
import { answerer, answerMode } from '../answers.ts';
import { converse } from '../conversation.ts';
import { drive } from '../drive.ts';
import { type CommonOptions, withEarlierRun } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

export function resumeCommand(program: Command): void {
  withEarlierRun(program.command('resume'))
    .description('go on with a run that was stopped, or that waits for a person')
    .action(async (id: string, options: CommonOptions) => {
      const channel = openChannel(options.json === true, process);
      await using session = new Session(process.env, channel);
      const run = await findRun((await session.state()).pool, id);
      if (run.spec.queued === true) {
        await converse(run, session, channel);
        const { requeue } = await import('../../graph/queue/decide.ts');
        await requeue((await session.state()).pool, run);
        channel.print(`${run.id} is in the queue again: npx godwit show ${run.id} --follow`);
        channel.result({ type: 'result', run: run.id, status: 'queued' });
        return;
      }
      const result = await drive(
        { kind: 'resume', run },
        options,
        answerer(answerMode(options, process), channel),
        channel,
        session,
      );
      process.exitCode = exitOf[result.status];
    });
}
