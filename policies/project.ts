import type { PolicyFacts } from './facts.ts';
import { quote } from './text.ts';
import { allow, deny, inField, type Verdict } from './verdict.ts';

/** Reading a catalog: production or a branch of this run, nothing else that happens to be on the server. */
export function judgeReading(projectId: string, { productionRef, branches }: PolicyFacts): Verdict {
  if (projectId === productionRef || branches.has(projectId))
    return allow('project/known', `${projectId} is of this run`);
  const others = branches.size === 0 ? '' : `; branches: ${[...branches].join(', ')}`;
  const verdict = deny(
    'project/unknown',
    `${quote(projectId)} is neither production nor a branch of this run`,
    `production is "${productionRef}"${others}`,
  );
  return inField('project_id', projectId, verdict);
}

/** Changing a branch: only one that this run created. */
export function judgeOwnBranch(branchId: string, { branches }: PolicyFacts): Verdict {
  if (branches.has(branchId)) return allow('branch/own', `this run created ${branchId}`);
  const what = `${quote(branchId)} is not a branch that this run created`;
  return inField('branch_id', branchId, deny('branch/not-own', what, 'create_branch makes one'));
}
