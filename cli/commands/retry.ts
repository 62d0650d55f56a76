import type { Command } from 'commander';
import { newRunOf } from '../new-run.ts';
import { retryWork } from '../retry-work.ts';

export function retryCommand(program: Command): void {
  newRunOf(program.command('retry'), retryWork).description(
    'make the request of a run that ended without a merge once more, as a new run',
  );
}
