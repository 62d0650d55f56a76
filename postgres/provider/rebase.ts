import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { listHistory } from '../history/index.ts';
import { RebaseImpossible } from './errors.ts';

/**
 * Migrations that production got since the branch was made cannot be replayed below one that the branch already
 * holds without changing what was proven. A branch that lacks any is therefore refused; one that lacks none is
 * up to date.
 */
export async function rebase(
  production: Target,
  branch: Target,
): Promise<{ readonly applied: readonly string[] }> {
  const [there, here] = await Promise.all(
    [production, branch].map((target) => withSession(target, { applicationName: 'godwit' }, listHistory)),
  );
  const held = new Set((here ?? []).map(({ version }) => version));
  const missing = (there ?? []).filter(({ version }) => !held.has(version)).map(({ version }) => version);
  if (missing.length > 0) {
    throw new RebaseImpossible(
      branch.database,
      `production has ${missing.join(', ')}, which the branch was made without`,
    );
  }
  return { applied: [] };
}
