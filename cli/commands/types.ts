import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exitCode } from '../../errors.ts';
import { writeAtomically } from '../../tools/atomic-write.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { type CommonOptions, withJson, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

export function typesCommand(program: Command): void {
  withJson(withWorkspace(program.command('types')))
    .description('regenerate the TypeScript types from the target database')
    .option('--check', 'write nothing; exit 1 when the file is stale')
    .action(async (options: CommonOptions & { check?: boolean }) => {
      const channel = openChannel(options.json === true, process);
      const workspace = await openWorkspace(options.workspace);
      await using session = new Session(process.env, channel);
      const provider = await session.provider(workspace, options.database);
      const generated = await provider.generateTypes(provider.productionRef, workspace.schemas);
      const path = join(workspace.root, workspace.types);
      const stale = (await readFile(path, 'utf8').catch(() => undefined)) !== generated;
      if (stale && options.check !== true) await writeAtomically(path, generated);
      const said = !stale
        ? 'is up to date'
        : options.check === true
          ? 'is stale; run npx godwit types'
          : 'regenerated';
      channel.print(`${workspace.types} ${said}`);
      channel.result({
        type: 'result',
        types: workspace.types,
        stale,
        written: stale && options.check !== true,
      });
      process.exitCode = stale && options.check === true ? exitCode.failed : exitCode.done;
    });
}
