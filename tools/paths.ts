import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { resolveLexically } from '../policies/paths.ts';
import { NoSuchFile, OutsideWorkspace } from './file-errors.ts';

/** A file or folder by its real path: every symlink on the way was followed before it was checked. */
export interface RealPath {
  readonly absolute: string;
  /** Relative to the workspace's root, POSIX-style; '' is the root. */
  readonly relative: string;
}

/** Resolves an existing file or folder at the moment it is used. */
export async function resolveExisting(root: string, path: string): Promise<RealPath> {
  const lexical = insideRoot(root, path);
  let absolute: string;
  try {
    absolute = await realpath(lexical);
  } catch {
    throw new NoSuchFile(path);
  }
  return realInside(root, absolute, path);
}

/**
 * Resolves a file that may not exist yet: the folders that exist are followed to their real path, the rest is taken
 * as written. A symlink at the end is followed too, and one that leads nowhere is refused.
 */
export async function resolveForWriting(root: string, path: string): Promise<RealPath> {
  const absolute = await realOrParent(insideRoot(root, path), path);
  return realInside(root, absolute, path);
}

async function realOrParent(absolute: string, path: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch {
    if (await exists(absolute)) throw new OutsideWorkspace(path, 'it is a symlink that leads nowhere');
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(await realOrParent(parent, path), basename(absolute));
  }
}

async function exists(absolute: string): Promise<boolean> {
  try {
    await lstat(absolute);
    return true;
  } catch {
    return false;
  }
}

function insideRoot(root: string, path: string): string {
  const resolved = resolveLexically(root, '', path);
  if (!resolved.inside) throw new OutsideWorkspace(path, resolved.why);
  return join(root, resolved.path);
}

/** `root` is a real path itself, so that a prefix is enough. */
function realInside(root: string, absolute: string, path: string): RealPath {
  const inside = relative(root, absolute);
  if (inside === '..' || inside.startsWith(`..${sep}`) || inside.startsWith(sep)) {
    throw new OutsideWorkspace(path, 'a symlink on the way leads out of the workspace');
  }
  return { absolute, relative: inside.split(sep).join('/') };
}
