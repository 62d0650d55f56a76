import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeModules } from './dependencies.ts';

export interface WorkspaceCopy extends AsyncDisposable {
  /** Real path. */
  readonly folder: string;
}

/**
 * The workspace in a temporary folder that only we can read: without `.git` and `dist`, its `node_modules` linked.
 * Removed at the end of `await using`.
 */
export async function copyWorkspace(root: string, signal: AbortSignal): Promise<WorkspaceCopy> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'godwit-app-')));
  const remove = () => rm(parent, { recursive: true, force: true, maxRetries: 3 });
  try {
    const folder = join(parent, 'app');
    await copyFolder(root, folder, ['.git', 'dist'], signal);
    const packages = await nodeModules(root);
    // Packages of a monorepo lie above the workspace: then above its copy, too.
    if (packages !== null && packages !== join(root, 'node_modules'))
      await symlink(packages, join(parent, 'node_modules'));
    return { folder, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copyFolder(
  from: string,
  to: string,
  skipped: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (skipped.includes(entry.name)) continue;
    if (entry.name === 'node_modules') await symlink(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory()) await copyFolder(source, target, [], signal);
    // A socket or a pipe belongs to a program that runs.
    else if (entry.isFile()) await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
}
