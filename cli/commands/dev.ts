import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { type Fault, faultNamed, faultNames } from '../../agents/models/messages-server/faults.ts';
import { messagesServer, modelBrain, scriptBrain } from '../../agents/models/messages-server/index.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { CannotListen } from '../errors.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';

interface ServerOptions {
  readonly port: number;
  readonly brain: string;
  readonly fault: readonly Fault[];
  readonly json?: boolean;
}

/** What helps to develop against Godwit, and Godwit itself. */
export function devCommand(program: Command): void {
  const dev = program.command('dev').description('parts of Godwit for developers');
  withJson(dev.command('messages-server'))
    .description('a local server that speaks Anthropic’s Messages API and is as strict; no key, no network')
    .option('--port <n>', 'port on 127.0.0.1; a free one by default', port, 0)
    .option(
      '--brain <brain>',
      'playbook, or script:FILE: a .json list of answers, a .js with a function',
      brain,
      'playbook',
    )
    .option(
      '--fault <name>',
      `what goes wrong with the next call, once more for the one after it: ${faultNames.join(', ')}; some take a number, as cut:7`,
      (name: string, before: readonly Fault[]) => [...before, fault(name)],
      [],
    )
    .action(async ({ port, brain: named, fault: faults, json }: ServerOptions) => {
      const channel = openChannel(json === true, process);
      const thinks =
        named === 'playbook' ? modelBrain(playbook) : await scriptBrain(named.slice('script:'.length));
      await using server = await messagesServer({
        port,
        // About as much as the API sends at once.
        deltaSize: 40,
        brain: thinks,
        faults,
        onAnswered: ({ requestId, path, status = 'no answer', fault: broken, refused }) => {
          const why = refused ?? (broken === 'none' ? '' : broken);
          channel.print(channel.style.dim(`  ${requestId} ${path} ${status} ${why}`.trimEnd()));
        },
      }).catch((error: NodeJS.ErrnoException) => {
        throw error.syscall === 'listen' ? new CannotListen(port, error) : error;
      });
      channel.print(`The Messages API at ${server.url}; Ctrl-C ends it. For another terminal:`);
      channel.print(`  export ANTHROPIC_BASE_URL=${server.url} ANTHROPIC_API_KEY=${server.apiKey}`);
      channel.result({ type: 'listening', url: server.url, apiKey: server.apiKey });
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    });
}

function port(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('must be a port, 0 to 65535');
  return number;
}

function brain(value: string): string {
  if (value !== 'playbook' && !/^script:./.test(value))
    throw new InvalidArgumentError('must be playbook or script:FILE');
  return value;
}

function fault(name: string): Fault {
  const found = faultNamed(name);
  if (found === undefined) throw new InvalidArgumentError(`must be one of ${faultNames.join(', ')}`);
  return found;
}
