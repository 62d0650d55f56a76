import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InvalidPackageJson } from './errors.ts';

const PackageJson = z.looseObject({
  scripts: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.unknown()).default({}),
  devDependencies: z.record(z.string(), z.unknown()).default({}),
});
export type PackageJson = z.infer<typeof PackageJson>;

/** What `npm init` writes: a test that always fails. */
const noTest = /^echo\s+["']?Error: no test specified/;

/** The workspace's package.json; undefined where there is none. @throws InvalidPackageJson */
export async function readPackageJson(root: string): Promise<PackageJson | undefined> {
  const path = join(root, 'package.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new InvalidPackageJson(path, error.message, error);
  });
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InvalidPackageJson(path, error instanceof Error ? error.message : String(error), error);
  }
  const parsed = PackageJson.safeParse(json);
  if (!parsed.success) throw new InvalidPackageJson(path, z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}

/** Names of the npm scripts that check an app; null where it has none. */
export function findScripts({ scripts }: PackageJson): { typecheck: string | null; test: string | null } {
  const typecheck = ['typecheck', 'type-check', 'tsc'].find((name) => Object.hasOwn(scripts, name));
  const test = scripts.test;
  return { typecheck: typecheck ?? null, test: test === undefined || noTest.test(test) ? null : 'test' };
}
