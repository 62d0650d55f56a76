import { z } from 'zod';
import { noConstraints } from './constraints.ts';
import type { PolicyFacts } from './facts.ts';
import { quote } from './text.ts';
import { confirm, deny, inField, type Verdict } from './verdict.ts';

export const MergeBranchInput = z.object({ branch_id: z.string().min(1) });
export const mergeBranchConstraints = noConstraints;

/** Production gets a migration only here: proven and verified on this run's branch, and approved by its hash. */
export const judgeMergeBranch = (
  { branch_id }: z.infer<typeof MergeBranchInput>,
  _constraints: z.infer<typeof mergeBranchConstraints>,
  facts: PolicyFacts,
): Verdict => inField('branch_id', branch_id, judgeBranch(branch_id, facts));

function judgeBranch(branch_id: string, facts: PolicyFacts): Verdict {
  if (branch_id === facts.productionRef) {
    return deny('merge/not-a-branch', `${quote(branch_id)} is production, not a branch`);
  }
  if (!facts.branches.has(branch_id)) {
    return deny(
      'merge/foreign-branch',
      `${quote(branch_id)} was not created by this run`,
      'Merge the branch that create_branch returned.',
    );
  }
  const migration = facts.branchMigration(branch_id);
  if (migration === undefined) {
    return deny(
      'merge/no-migration',
      `branch ${quote(branch_id)} does not hold exactly one migration`,
      'Apply one migration on it with apply_migration.',
    );
  }
  if (!facts.isProven(branch_id, migration)) {
    return deny(
      'merge/not-proven',
      `migration ${migration.slice(0, 12)} was not applied, rolled back and applied again on this branch`,
      'Apply it, reset_branch, apply it again; the engine compares schema and rows.',
    );
  }
  if (!facts.isVerified(branch_id, migration)) {
    return deny(
      'merge/not-verified',
      `migration ${migration.slice(0, 12)} on branch ${quote(branch_id)} has no accepted report that it is verified`,
      'Hand the candidate to the integration tester first.',
    );
  }
  return confirm(
    'merge/needs-approval',
    `merging changes production by migration ${migration.slice(0, 12)}`,
    'A person approves exactly this SQL by its hash.',
  );
}
