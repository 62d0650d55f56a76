import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that nobody ever sees half of it, not even after a crash: a new file beside it, flushed, then
 * renamed over it. Its name follows from the content, so that what a killed process left is taken away by the one
 * that goes on; it must not exist when it is opened, so that nobody can lay a symlink there.
 */
export async function writeAtomically(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(
    dirname(path),
    `.${basename(path).slice(0, 100)}.${createHash('sha256').update(content).digest('hex').slice(0, 16)}.tmp`,
  );
  const mode = await stat(path).then(
    (existing) => existing.mode & 0o777,
    () => 0o644,
  );
  try {
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
