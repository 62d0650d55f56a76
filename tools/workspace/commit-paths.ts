import { resolveForWriting } from '../paths.ts';
import { git, gitList, gitOutcome } from './git.ts';
import { NotOnRunBranch } from './git-errors.ts';
import { findRepository } from './repository.ts';
import type { Workspace } from './workspace.ts';

export interface Committed {
  /** Commit id; HEAD as it was when there was nothing to commit. */
  readonly commit: string;
  /** Paths in the commit, relative to the workspace; empty when there was nothing to commit. */
  readonly paths: readonly string[];
  /** Paths that the repository ignores, so they are not in the commit. */
  readonly ignored: readonly string[];
}

/**
 * Commits exactly these files (relative to the workspace) on the run's branch; whatever else the user changed or
 * staged stays as it is. A path that is nowhere is left out. Null where the workspace is in no repository.
 *
 * @throws NotOnRunBranch | GitStateError | GitFailed | OutsideWorkspace
 */
export async function commitPaths(
  workspace: Workspace,
  paths: readonly string[],
  subject: string,
  trailers: readonly (readonly [name: string, value: string])[],
): Promise<Committed | null> {
  const { root, gitBranch } = workspace;
  if (gitBranch === null) return null;
  const repository = await findRepository(root);
  if (repository === null) return null;
  if (repository.branch !== gitBranch) throw new NotOnRunBranch(gitBranch, repository.branch);
  const unchanged = { commit: repository.head, paths: [], ignored: [] };
  // git refuses a path with a linked folder in it.
  const found = await Promise.all(paths.map((path) => resolveForWriting(root, path)));
  const real = [...new Set(found.map(({ relative }) => relative))];
  if (real.length === 0) return unchanged;

  const others = ['ls-files', '-z', '--others', '--exclude-standard'];
  const ignored = await gitList(root, [...others, '--ignored', '--', ...real]);
  const added = await gitList(root, [...others, '--', ...real]);
  if (added.length > 0) await git(root, ['add', '--intent-to-add', '--', ...added]);
  const changes = [
    'diff',
    '--no-ext-diff',
    '--no-textconv',
    '--name-only',
    '--no-renames',
    '--relative',
    '-z',
    'HEAD',
    '--',
    ...real,
  ];
  const changed = await gitList(root, changes);
  if (changed.length === 0) return { ...unchanged, ignored };
  const message = [subject, trailers.map(([name, value]) => `${name}: ${value}`).join('\n')]
    .join('\n\n')
    .trim();
  try {
    const options = ['--only', '--quiet', '--no-verify', '--cleanup=whitespace', `--message=${message}`];
    await git(root, [...(await identity(root)), 'commit', ...options, '--', ...changed]);
  } catch (error) {
    if (added.length > 0) await gitOutcome(root, ['reset', '--quiet', '--', ...added]);
    throw error;
  }
  return { commit: await git(root, ['rev-parse', 'HEAD']), paths: changed, ignored };
}

/** The user's own name and address, where git knows them; git would else make some up from the machine's name. */
async function identity(root: string): Promise<string[]> {
  const settings = [
    ['user.name', 'Godwit'],
    ['user.email', 'godwit@localhost'],
  ] as const;
  const missing: string[] = [];
  for (const [name, value] of settings) {
    const { stdout } = await gitOutcome(root, ['config', '--get', name]);
    if (stdout.trim() === '') missing.push('-c', `${name}=${value}`);
  }
  return missing;
}
