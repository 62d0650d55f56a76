import type { Command } from 'commander';
import { type CommonOptions, withJson, withModel, withWorkspace } from '../options.ts';

/** Every way is loaded by itself: a list needs neither the graph nor the agents. */
export function archivesCommand(program: Command): void {
  const archives = program
    .command('archives')
    .description('what migrations dropped or overwrote: list it, bring it back, let it go for good');
  withJson(withWorkspace(archives.command('list', { isDefault: true })))
    .description('what is kept, since when and until when, and how it comes back')
    .action(async (options: CommonOptions) => (await import('../archives/list.ts')).list(options));
  withJson(withModel(withWorkspace(archives.command('restore'))))
    .description('bring a dropped table or column back with its rows, by a migration of its own')
    .argument('<name>', 'name of the archive')
    .option('--yes', 'approve what the policy lets an unattended run approve')
    .action(async (name: string, options: CommonOptions) =>
      (await import('../archives/restore.ts')).restore(name, options),
    );
  withJson(withWorkspace(archives.command('purge')))
    .description('drop archives for good, once their time is over')
    .argument('[names...]', 'names of archives')
    .option('--expired', 'all whose time is over')
    .option(
      '--before-expiry',
      'those that are named also before their time: their migration has no way back then',
    )
    .option('--yes', 'drop them without asking')
    .action(async (names: string[], options: CommonOptions) =>
      (await import('../archives/purge.ts')).purge(names, options),
    );
}
