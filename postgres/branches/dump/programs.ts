import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export interface DumpPrograms {
  readonly pgDump: string;
  readonly psql: string;
}

/** Parents of `<version>/bin`, as distributions lay several versions side by side. */
const versionFolders = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr/local'];

/**
 * pg_dump and psql of exactly the server's major version: an older one refuses the server, a newer one writes
 * settings that the server does not know.
 */
export async function findDumpPrograms(major: number): Promise<DumpPrograms | null> {
  for (const folder of await folders(major)) {
    const programs = { pgDump: join(folder, 'pg_dump'), psql: join(folder, 'psql') };
    const versions = await Promise.all([majorOf(programs.pgDump), majorOf(programs.psql)]);
    if (versions.every((found) => found === major)) return programs;
  }
  return null;
}

async function folders(major: number): Promise<string[]> {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  const installed: string[] = [];
  for (const parent of versionFolders)
    for (const name of await readdir(parent).catch(() => []))
      if (name === String(major) || new RegExp(`^(postgresql@|pgsql-)${major}$`).test(name))
        installed.push(join(parent, name, 'bin'));
  return [...new Set([...path, ...installed])];
}

async function majorOf(program: string): Promise<number | null> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await promisify(execFile)(program, ['--version']);
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] ?? Number.NaN);
  } catch {
    return null;
  }
}
