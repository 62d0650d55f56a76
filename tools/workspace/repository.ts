import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git, gitOutcome } from './git.ts';
import {
  BareRepository,
  DetachedHead,
  GitFailed,
  GitNotInstalled,
  GitOperationInProgress,
  NoCommitYet,
  RepositoryNotTrusted,
} from './git-errors.ts';

/** The repository that holds a workspace, fit to work in: on a branch, with a commit, nothing half done. */
export interface Repository {
  /** Of the workspace below the top of the work tree, e.g. `apps/web/`; empty at the top. */
  readonly prefix: string;
  readonly branch: string;
  /** Commit id. */
  readonly head: string;
}

const operations = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
] as const;

/**
 * Null where the folder is in no repository, or where the repository ignores it.
 * @throws GitStateError | GitFailed
 */
export async function findRepository(root: string): Promise<Repository | null> {
  const gitDir = await gitDirOf(root);
  if (gitDir === null) return null;
  if ((await git(root, ['rev-parse', '--is-inside-work-tree'])) !== 'true') throw new BareRepository(root);
  const prefix = await git(root, ['rev-parse', '--show-prefix']);
  if (prefix !== '' && (await isIgnored(root))) return null;
  for (const [file, operation] of operations) {
    if (existsSync(join(gitDir, file))) throw new GitOperationInProgress(operation);
  }
  const head = await commitOf(root, 'HEAD');
  if (head === null) throw new NoCommitYet(root);
  const branch = await currentBranch(root);
  if (branch === null) throw new DetachedHead(head);
  return { prefix, branch, head };
}

/** Commit that a name stands for; null where there is no such name. */
export async function commitOf(root: string, name: string): Promise<string | null> {
  const { code, stdout } = await gitOutcome(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return code === 0 ? stdout.trim() : null;
}

export async function currentBranch(root: string): Promise<string | null> {
  const { code, stdout } = await gitOutcome(root, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return code === 0 ? stdout.trim() : null;
}

async function gitDirOf(root: string): Promise<string | null> {
  const args = ['rev-parse', '--absolute-git-dir'];
  const { code, stdout, stderr } = await gitOutcome(root, args).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    // Without git a folder outside of any repository is still a workspace.
    if (hasGitAbove(root)) throw new GitNotInstalled(root, error);
    return { code: 128, stdout: '', stderr: 'not a git repository' };
  });
  if (code === 0) return stdout.replace(/\n$/, '');
  if (stderr.includes('dubious ownership')) throw new RepositoryNotTrusted(root);
  if (stderr.includes('not a git repository')) return null;
  throw new GitFailed('rev-parse', stderr.trim());
}

const hasGitAbove = (folder: string): boolean =>
  existsSync(join(folder, '.git')) || (dirname(folder) !== folder && hasGitAbove(dirname(folder)));

/** An ignored folder of somebody's repository, e.g. a scratch copy: none of its files belongs to that repository. */
async function isIgnored(root: string): Promise<boolean> {
  if ((await git(root, ['ls-files', '--', '.'])) !== '') return false;
  const top = await git(root, ['rev-parse', '--show-toplevel']);
  const prefix = await git(root, ['rev-parse', '--show-prefix']);
  const ignored = await git(top, [
    'ls-files',
    '-z',
    '--others',
    '--ignored',
    '--directory',
    '--exclude-standard',
  ]);
  return ignored.split('\0').some((folder) => folder.endsWith('/') && prefix.startsWith(folder));
}
