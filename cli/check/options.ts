import { type Command, InvalidArgumentError } from 'commander';
import type { LayoutName } from '../../check/migration.ts';
import { positive } from '../options.ts';
import type { OutputOptions } from './outputs.ts';
import { isLayoutName } from './targets.ts';

export interface CheckOptions extends OutputOptions {
  readonly database?: string;
  readonly format: LayoutName | 'auto';
  readonly only?: readonly string[];
  readonly from?: string;
  readonly prelude: readonly string[];
  readonly derive?: boolean;
  readonly write?: boolean;
  readonly requireDown?: boolean;
  readonly failFast?: boolean;
  readonly advice?: boolean;
  readonly timeout?: number;
  readonly json?: boolean;
}

export const withCheckOptions = (command: Command): Command =>
  command
    .option(
      '--database <url>',
      'prove on a branch of this database (else from empty, on the embedded server)',
    )
    .option('--format <layout>', 'the layout of the migrations', layoutName, 'auto')
    .option('--only <version...>', 'prove only these; the others are applied')
    .option('--from <version>', 'prove from this one on; those before are applied')
    .option(
      '--prelude <file>',
      'SQL that makes what the migrations expect, or "supabase"; may be repeated',
      (value: string, all: readonly string[]) => [...all, value],
      [],
    )
    .option('--derive', 'write a rollback where there is none, or none that restores, and prove it')
    .option('--write', 'with --derive: keep it as a file; none is ever overwritten')
    .option('--require-down', 'a migration without a down is not proven')
    .option('--fail-fast', 'stop at the first migration that is not proven')
    .option('--advice', 'also tell what is no more than advice')
    .option('--sarif <file>', 'also write what was found as SARIF, for a code host')
    .option(
      '--annotations',
      'also say it in GitHub’s workflow commands (else where GITHUB_ACTIONS is set)',
      process.env.GITHUB_ACTIONS === 'true',
    )
    .option('--baseline <file>', 'leave out what this file accepts')
    .option('--write-baseline <file>', 'write all that is found into it, to be accepted from now on')
    .option('--timeout <seconds>', 'how long one statement may take (else 60)', positive);

function layoutName(value: string): LayoutName | 'auto' {
  if (value === 'auto' || isLayoutName(value)) return value;
  throw new InvalidArgumentError('there is no such layout; see docs/check.md');
}
