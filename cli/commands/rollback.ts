import type { Command } from 'commander';
import { newRunOf } from '../new-run.ts';
import { rollbackWork } from '../rollback-work.ts';

export function rollbackCommand(program: Command): void {
  newRunOf(program.command('rollback'), rollbackWork).description(
    'take what a run merged out of production again, by its proven rollback; a run of its own',
  );
}
