import type { Command } from 'commander';
import { converse } from '../chat/converse.ts';
import { openLines } from '../chat/lines.ts';
import { type CommonOptions, withJson, withModel, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

export function chatCommand(program: Command): void {
  withJson(withModel(withWorkspace(program.command('chat'))))
    .description('run as a conversation: request, questions, approval, result, the next request')
    .action(async (options: CommonOptions) => {
      const channel = openChannel(options.json === true, process);
      const lines = openLines(process);
      await using session = new Session(process.env, channel);
      try {
        const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
        process.exitCode = await converse({ lines, channel, session, options, terminal });
      } finally {
        lines.close();
      }
    });
}
