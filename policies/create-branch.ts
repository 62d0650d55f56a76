import type { PolicyFacts } from './facts.ts';
import { allow, deny, inField, type Verdict } from './verdict.ts';

/** More than this in one run is a sign of a model that lost its way; each branch is a copy of production. */
const maxBranches = 4;

/** Branches are made of production, a few per run. */
export function judgeCreateBranch({ project_id }: { project_id: string }, facts: PolicyFacts): Verdict {
  if (project_id !== facts.productionRef) {
    const what = `branches are made of production, not of "${project_id}"`;
    return inField('project_id', project_id, deny('branch/parent', what, `use "${facts.productionRef}"`));
  }
  if (facts.branches.size >= maxBranches) {
    return deny(
      'branch/too-many',
      'this run has enough branches',
      'reset_branch takes one back to its start',
    );
  }
  return allow('branch/create', 'a branch is a copy; production is only read');
}
