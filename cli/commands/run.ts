import type { Command } from 'commander';
import { exitOf } from '../../graph/engine/result.ts';
import { readRequest } from '../../triggers/issue-file.ts';
import { answerMode } from '../answers.ts';
import { drive } from '../drive.ts';
import { type CommonOptions, withJson, withModel, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

export function runCommand(program: Command): void {
  withJson(withModel(withWorkspace(program.command('run'))))
    .description('carry a request to its end, or to the next person')
    .argument('[source]', 'a Markdown issue file, or - for standard input')
    .option('--text <text>', 'the request itself')
    .option('--yes', 'approve what the policy lets an unattended run approve')
    .action(async (source: string | undefined, options: CommonOptions & { text?: string }) => {
      const channel = openChannel(options.json === true, process);
      const request = await readRequest({
        ...(source === undefined ? {} : { source }),
        ...(options.text === undefined ? {} : { text: options.text }),
      });
      await using session = new Session(process.env, channel);
      const result = await drive(
        { kind: 'start', request },
        options,
        answerMode(options, process),
        channel,
        session,
      );
      process.exitCode = exitOf[result.status];
    });
}
