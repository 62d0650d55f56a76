import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Evidence, observed } from './evidence.ts';
import { sha256 } from './write-file.ts';

/**
 * Removes the files that a run created, as far as they are still what it wrote: SQL that nobody approved must not lie
 * where the next deployment finds it. Files that somebody changed since stay.
 */
export async function takeBackFiles(root: string, ledger: readonly Evidence[]): Promise<void> {
  const writes = ledger.filter(({ fact }) => fact === 'written' || fact === 'file');
  const created = new Set(
    writes.filter((write) => observed(write, 'created') === true).map(({ subject }) => subject),
  );
  for (const path of created) {
    const file = join(root, path);
    const content = await readFile(file, 'utf8').catch(() => undefined);
    const last = writes.findLast(({ subject }) => subject === path);
    if (content === undefined || observed(last, 'sha256') !== sha256(content)) continue;
    await rm(file, { force: true });
    // A folder that was made for it goes, too; one that holds anything stays.
    await rmdir(dirname(file)).catch(() => undefined);
  }
}
