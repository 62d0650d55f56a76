import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuardedTool } from '../agent-policy.ts';
import { parsePolicyFile } from './file.ts';
import type { OrganisationPolicy } from './policy.ts';

/** Folder of a workspace; agents never write there. */
const folder = 'policies';

/** The policy files of a workspace, by name. None is fine; one that is wrong refuses to load. */
export async function loadOrganisationPolicies(
  root: string,
  registry: ReadonlyMap<string, GuardedTool>,
): Promise<readonly OrganisationPolicy[]> {
  const names = await readdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => {
    // Only its absence says "no policy"; a folder that cannot be read must not.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  return Promise.all(
    files.map(async (name) => {
      const path = `${folder}/${name}`;
      return parsePolicyFile(await readFile(join(root, path), 'utf8'), path, registry);
    }),
  );
}
