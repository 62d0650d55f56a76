import { z } from 'zod';
import { GodwitError } from '../../errors.ts';
import type { Permission } from '../conversation/place.ts';
import type { GitHubClient } from './client.ts';

/** The part of GitHub's answer that is looked at. */
const Permissions = z.object({ permission: z.string() });

/** Whether somebody may write to a repository, as it is now. What cannot be seen is a no. */
export async function permissionOf(
  login: string,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  client: GitHubClient,
): Promise<Permission> {
  const path = { owner, repo, username: login };
  const answer = await client
    .ask(
      (octokit) => octokit.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', path),
      ({ status, said }) => ([403, 404].includes(status) ? new PermissionUnseen(status, said) : undefined),
    )
    .catch((error: unknown) => {
      if (error instanceof PermissionUnseen) return error;
      throw error;
    });
  if (answer instanceof PermissionUnseen) return { may: false, why: answer.message };
  const found = Permissions.safeParse(answer.data);
  return found.success && ['admin', 'write'].includes(found.data.permission)
    ? { may: true }
    : { may: false, why: `it takes write permission to ${owner}/${repo}` };
}

class PermissionUnseen extends GodwitError {
  readonly code = 'permission-unseen';
  constructor(status: number, said: string) {
    super(`their permission cannot be seen (${status}: ${said})`);
  }
}
