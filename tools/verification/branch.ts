import type { Branch, Provider } from '../../postgres/provider.ts';
import { UnknownProject } from '../errors.ts';

/** The branch by its id or its project_ref. @throws UnknownProject */
export async function findBranch(provider: Provider, branchId: string): Promise<Branch> {
  const branches = await provider.listBranches();
  const found = branches.find(({ id, project_ref }) => id === branchId || project_ref === branchId);
  if (found === undefined)
    throw new UnknownProject(
      branchId,
      branches.map(({ id }) => id),
    );
  return found;
}
