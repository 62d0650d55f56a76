import type { PolicyFacts } from './facts.ts';
import { allow, deny, type Verdict } from './verdict.ts';

/** Reading a catalog: production or a branch of this run, nothing else that happens to be on the server. */
export function judgeReading(projectId: string, { productionRef, branches }: PolicyFacts): Verdict {
  if (projectId === productionRef || branches.has(projectId))
    return allow('project/known', `${projectId} is of this run`);
  return deny(
    'project/unknown',
    `"${projectId}" is neither production nor a branch of this run`,
    `production is "${productionRef}"${branches.size === 0 ? '' : `; branches: ${[...branches].join(', ')}`}`,
  );
}

/** Changing a branch: only one that this run created. */
export function judgeOwnBranch(branchId: string, { branches }: PolicyFacts): Verdict {
  if (branches.has(branchId)) return allow('branch/own', `this run created ${branchId}`);
  return deny(
    'branch/not-own',
    `"${branchId}" is not a branch that this run created`,
    'create_branch makes one',
  );
}
