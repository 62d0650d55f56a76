import { createHash } from 'node:crypto';

/** Keeps the whole name under the 63 bytes of an identifier, with room for what tools add. */
const longestSlug = 30;

/** Always the same for a run and a branch name, so that a run that goes on after a crash finds its branch. */
export function branchDatabaseName(production: string, runId: string, name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, longestSlug)
    .replace(/_+$/, '');
  const run = createHash('sha256')
    .update(JSON.stringify([production, runId, name]))
    .digest('hex')
    .slice(0, 8);
  return `godwit_${slug || 'branch'}_${run}`;
}
