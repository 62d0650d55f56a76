import { randomBytes } from 'node:crypto';
import { lchown, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { processRuns } from './process.ts';

/**
 * An empty folder beside `path`, to be renamed to it when complete. The name holds our pid, so that a later process
 * can tell what a crash left behind; such leftovers are removed here.
 */
export async function temporarySibling(path: string): Promise<string> {
  const parent = dirname(path);
  const prefix = `${basename(path)}.new-`;
  for (const name of await readdir(parent)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(owner) && !processRuns(owner))
      await rm(join(parent, name), { recursive: true, force: true });
  }
  const temporary = join(parent, `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(temporary, { mode: 0o700 });
  return temporary;
}

/** Gives a tree to the server's account; the root last, so that nobody can change what is not given yet. */
export async function giveTo(path: string, account: Account | null): Promise<void> {
  if (account === null) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(child, account);
    else await lchown(child, account.uid, account.gid);
  }
  await lchown(path, account.uid, account.gid);
}
