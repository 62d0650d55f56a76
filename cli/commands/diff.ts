import type { Command } from 'commander';
import { exitCode } from '../../errors.ts';
import { Target } from '../../postgres/connection/target.ts';
import { diffSnapshots, readSnapshotFile, type Snapshot } from '../../postgres/snapshot/index.ts';
import { isDatabaseUrl } from '../database.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { snapshotOf } from './snapshot.ts';

export function diffCommand(program: Command): void {
  withJson(program.command('diff'))
    .description('say in words how two schemas differ; exit 4 where they do')
    .argument('<before>', 'a database (postgresql://…) or a file of godwit snapshot --json')
    .argument('<after>', 'another one')
    .action(async (before: string, after: string, options: { json?: boolean }) => {
      const channel = openChannel(options.json === true, process);
      const [was, is] = [await read(before), await read(after)];
      const differences = diffSnapshots(was, is);
      for (const { text } of differences) channel.print(escaped(text));
      const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
      channel.print(differences.length === 0 ? 'The schemas are the same.' : `\n${count}.`);
      channel.result({
        type: 'result',
        same: differences.length === 0,
        before: was.hash,
        after: is.hash,
        differences,
      });
      process.exitCode = differences.length === 0 ? exitCode.done : exitCode.refused;
    });
}

const read = async (place: string): Promise<Snapshot> =>
  isDatabaseUrl(place) ? snapshotOf(Target.parse(place)) : readSnapshotFile(place);
