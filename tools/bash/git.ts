import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GitRunsPrograms } from '../file-errors.ts';
import { findProgram } from './environment.ts';

const run = promisify(execFile);

/**
 * `git status` and `git diff` run programs that the repository's configuration names. Settings on the command line
 * win over the repository's; what they cannot switch off (clean filters) is refused.
 */
export function hardenedGit(root: string, args: readonly string[]): string[] {
  const [verb = '', ...rest] = args;
  const settings = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'core.attributesFile=/dev/null',
    'status.submoduleSummary=false',
    // A submodule has a configuration of its own, which would run there.
    'diff.ignoreSubmodules=dirty',
    `safe.directory=${root}`,
  ];
  const noPrograms = verb === 'diff' ? ['--no-ext-diff', '--no-textconv', '--no-color'] : [];
  return ['--no-pager', ...settings.flatMap((setting) => ['-c', setting]), verb, ...noPrograms, ...rest];
}

/** Throws where the repository defines a filter: git would run it to compare files. */
export async function refuseFilters(
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const git = findProgram('git', environment.PATH ?? '');
  const settings = await run(git, ['config', '--includes', '--name-only', '--get-regexp', '^filter\\.'], {
    cwd,
    env: environment,
  }).then(
    ({ stdout }) => stdout.trim(),
    // Exit code 1: no such setting. Outside a repository git itself will say so.
    () => '',
  );
  const [first = ''] = settings.split('\n');
  if (first !== '') throw new GitRunsPrograms(first);
}
