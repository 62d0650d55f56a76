import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackageJson } from '../workspace/index.ts';

/** Folder that Node finds packages in, of the workspace or above it; null where there is none. */
export async function nodeModules(folder: string): Promise<string | null> {
  const candidate = join(folder, 'node_modules');
  const found = await stat(candidate).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (found) return candidate;
  return dirname(folder) === folder ? null : nodeModules(dirname(folder));
}

/** The app needs packages and nobody installed them. */
export async function lacksDependencies(
  root: string,
  { dependencies, devDependencies }: PackageJson,
): Promise<boolean> {
  const needs = Object.keys(dependencies).length + Object.keys(devDependencies).length > 0;
  return needs && (await nodeModules(root)) === null;
}
