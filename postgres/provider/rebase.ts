import { dropBranch, listBranches } from '../branches/branches.ts';
import { createBranch } from '../branches/create.ts';
import { BranchMissing } from '../branches/errors.ts';
import type { CreateBranchOptions } from '../branches/options.ts';
import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { listHistory } from '../history/index.ts';

/**
 * Brings a branch up to production by making it anew: what production got meanwhile was not proven together with what
 * the branch holds, so the branch's own migration has to be applied and proven again. A branch that lacks nothing
 * stays as it is.
 * @throws BranchMissing, and what `createBranch` throws
 */
export async function rebase(
  production: Target,
  branchId: string,
  options: Omit<CreateBranchOptions, 'name' | 'runId'>,
): Promise<{ readonly applied: readonly string[] }> {
  const branch = (await listBranches(production)).find(({ id }) => id === branchId);
  if (branch === undefined) throw new BranchMissing(branchId, production.database);
  const versions = (target: Target) =>
    withSession(target, { applicationName: 'godwit' }, async (session) =>
      (await listHistory(session)).map(({ version }) => version),
    );
  const held = await versions(production.withDatabase(branchId));
  const missing = (await versions(production)).filter((version) => !held.includes(version));
  if (missing.length === 0) return { applied: [] };
  await dropBranch(production, branchId);
  await createBranch(production, { ...options, name: branch.name, runId: branch.runId });
  return { applied: missing };
}
