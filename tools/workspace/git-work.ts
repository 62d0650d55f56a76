import { git, gitList, gitOutcome } from './git.ts';
import { DirtyWorkspace, GitFailed } from './git-errors.ts';
import { commitOf, currentBranch, findRepository } from './repository.ts';
import type { Workspace } from './workspace.ts';

/** The git branch of a run, in the user's own work tree. */
export interface GitWork {
  /** `godwit/<slug>` */
  readonly branch: string;
  /** Branch that it started from. */
  readonly from: string;
  /** Commit that it started from. */
  readonly base: string;
}

/**
 * Puts the workspace on a branch of the run's own, made from HEAD; what the user has not committed stays as it is.
 * Called again for the same run, in any process, it finds that branch. Null where there is no repository.
 *
 * @throws DirtyWorkspace where files that Godwit will write hold uncommitted changes
 * @throws GitStateError | GitFailed
 */
export async function beginGitWork(
  workspace: Workspace,
  slug: string,
  runId: string,
): Promise<GitWork | null> {
  const { root } = workspace;
  const repository = await findRepository(root);
  if (repository === null) return null;

  const own = await branchOfRun(root, runId);
  if (own !== null && (await commitOf(root, `refs/heads/${own}`)) !== null) {
    if (repository.branch !== own) await git(root, ['switch', '--quiet', own]);
    return readWork(root, own, { branch: own, from: repository.branch, base: repository.head });
  }

  const dirty = await uncommitted(workspace, repository.prefix);
  if (dirty.length > 0) throw new DirtyWorkspace(dirty);
  const branch = own ?? (await freeName(root, `godwit/${tidy(slug)}`));
  const work: GitWork = { branch, from: repository.branch, base: repository.head };
  // The mark first: a branch without one would not be found again after a crash.
  await git(root, ['config', '--local', `branch.${branch}.${key.base}`, work.base]);
  await git(root, ['config', '--local', `branch.${branch}.${key.from}`, work.from]);
  await git(root, ['config', '--local', `branch.${branch}.${key.run}`, runId]);
  await git(root, ['switch', '--quiet', '--create', branch]);
  return work;
}

/**
 * Leaves nothing behind where the run committed nothing: back to the user's branch, its own deleted. `kept` says
 * that the run's branch is still there.
 */
export async function endGitWork(workspace: Workspace): Promise<{ readonly kept: boolean }> {
  const { root, gitBranch: branch } = workspace;
  if (branch === null) return { kept: false };
  const tip = await commitOf(root, `refs/heads/${branch}`);
  if (tip === null) return { kept: false };
  const { from, base } = await readWork(root, branch, { branch, from: '', base: '' });
  if (tip !== base) return { kept: true };
  if ((await currentBranch(root)) === branch) {
    const back = await gitOutcome(root, ['switch', '--quiet', '--no-guess', from]);
    // The user's branch is gone or would overwrite work: an empty branch more is the smaller harm.
    if (back.code !== 0) return { kept: true };
  }
  const deleted = await gitOutcome(root, ['branch', '--quiet', '-D', branch]);
  return { kept: deleted.code !== 0 };
}

/** Kept in `branch.<name>.…` of the repository's own configuration, which git removes together with the branch. */
const key = { run: 'godwit-run', from: 'godwit-from', base: 'godwit-base' } as const;

async function branchOfRun(root: string, runId: string): Promise<string | null> {
  const args = ['config', '--local', '-z', '--get-regexp', `^branch\\..*\\.${key.run}$`];
  const { code, stdout, stderr } = await gitOutcome(root, args);
  // Code 1: there is none.
  if (code > 1) throw new GitFailed('config', stderr.trim());
  for (const entry of stdout.split('\0')) {
    const [name = '', value] = entry.split('\n', 2);
    if (value === runId) return name.slice('branch.'.length, -`.${key.run}`.length);
  }
  return null;
}

async function readWork(root: string, branch: string, otherwise: GitWork): Promise<GitWork> {
  const read = async (name: string) => {
    const { code, stdout } = await gitOutcome(root, [
      'config',
      '--local',
      '--get',
      `branch.${branch}.${name}`,
    ]);
    return code === 0 ? stdout.trim() : null;
  };
  return {
    branch,
    from: (await read(key.from)) ?? otherwise.from,
    base: (await read(key.base)) ?? otherwise.base,
  };
}

async function freeName(root: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if ((await commitOf(root, `refs/heads/${candidate}`)) === null) return candidate;
  }
}

/**
 * Lower-case words with dashes, as `git check-ref-format` always takes it. Accents go: a name with one is two
 * names on file systems that compose it differently.
 */
const tidy = (slug: string): string =>
  slug
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '') || 'change';

async function uncommitted(
  { root, migrations, rollbacks, types }: Workspace,
  prefix: string,
): Promise<string[]> {
  const paths = [migrations, rollbacks, types];
  const options = [
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=all',
  ];
  const entries = await gitList(root, ['status', ...options, '--', ...paths]);
  // `XY path`, from the top of the work tree.
  return entries
    .map((entry) => entry.slice(3))
    .map((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path));
}
