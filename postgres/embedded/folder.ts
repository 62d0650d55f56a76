import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import type { Account } from './account.ts';
import { DataFolderNotWritable, EmbeddedDiskFull } from './errors.ts';

/** A folder only the server's account can enter; made if missing. @throws DataFolderNotWritable, EmbeddedDiskFull */
export async function privateFolder(path: string, account: Account | null): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    // lstat: a link that somebody else left in /tmp must not be followed.
    const found = await lstat(path);
    if (!found.isDirectory()) throw new DataFolderNotWritable(path, 'it is not a folder');
    const owner = account?.uid ?? process.getuid?.();
    if (found.uid !== owner) {
      if (account === null || found.uid !== 0)
        throw new DataFolderNotWritable(path, 'it belongs to another user');
      await chown(path, account.uid, account.gid);
    }
    if ((found.mode & 0o077) !== 0) await chmod(path, 0o700);
  } catch (error) {
    throw folderFailure(path, error);
  }
}

/** A file system error as the fact it stands for. */
export function folderFailure(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EmbeddedDiskFull(path);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return new DataFolderNotWritable(path, error instanceof Error ? error.message : String(error));
  return error;
}
