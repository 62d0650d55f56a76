import { type Command, InvalidArgumentError } from 'commander';
import { type Anchor, readAnchor } from '../../graph/audit/row.ts';
import type { ListOptions } from '../audit/list.ts';
import type { VerifyOptions } from '../audit/verify.ts';
import { positive, withJson } from '../options.ts';

export function auditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description(
      'what was asked, answered and merged, in a chain of hashes; whether it is as it was written',
    );
  withJson(audit.command('list', { isDefault: true }))
    .description('the newest rows, oldest first')
    .option('--run <run>', 'of this run: its id, or the beginning of it')
    .option('--limit <n>', 'at most this many', positive, 50)
    .action(async (options: ListOptions) => (await import('../audit/list.ts')).list(options));
  withJson(audit.command('verify'))
    .description('find a row that was edited, deleted, reordered or cut off; exit code 1 where there is one')
    .option('--head <seq:hash>', 'this row must be in the chain; may be given several times', anchor)
    .option('--workspace <dir>', 'so must those that the commits of this repository name')
    .option('--skip-unknown-runs', 'but not of runs that another state database holds')
    .action(async (options: VerifyOptions) => (await import('../audit/verify.ts')).verify(options));
}

function anchor(text: string, before: readonly Anchor[] = []): readonly Anchor[] {
  const read = readAnchor(text);
  if (read === undefined)
    throw new InvalidArgumentError(
      `"${text}" is no anchor: it looks like 12:0f3c… with all 64 digits of the hash`,
    );
  return [...before, read];
}
