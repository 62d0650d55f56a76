import { type Command, Option } from 'commander';
import { collect } from '../../graph/retention/collect.ts';
import { age } from '../age.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

interface GcOptions {
  readonly olderThan: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function gcCommand(program: Command): void {
  withJson(program.command('gc'))
    .description(
      'free what nobody reads any more of ended runs; results, events, follow-ups and the audit stay',
    )
    .addOption(
      new Option('--older-than <age>', 'runs that ended longer ago keep no more than that')
        .argParser(age)
        .default(age('30d'), '30d'),
    )
    .option('--dry-run', 'say what would go, and leave it')
    .action(async ({ olderThan, dryRun = false, json }: GcOptions) => {
      const channel = openChannel(json === true, process);
      await using session = new Session(process.env, channel);
      const before = new Date(Date.now() - olderThan);
      const gone = await collect(await session.state(), { before, dryRun });
      const { runs, old, bytes, checkpoints, values, writes, effects } = gone;
      channel.print(
        runs === 0
          ? channel.style.dim('nothing to free')
          : [
              `${dryRun ? 'would free' : 'freed'} ${megabytes(bytes)} MB of ${runs} ended runs, ${old} of them old`,
              `  ${checkpoints} checkpoints, ${values} values, ${writes} writes, ${effects} effects`,
            ].join('\n'),
      );
      channel.result({ type: 'result', dryRun, before: before.toISOString(), ...gone });
    });
}

const megabytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1);
