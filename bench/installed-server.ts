import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from '../postgres/embedded/binaries.ts';

const folders = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];
const programs = ['initdb', 'postgres', 'pg_dump', 'psql'];

/** A PostgreSQL of the machine with pg_dump, which the embedded one lacks; null where none is installed. */
export function installedServer(): Binaries | null {
  for (const folder of folders.flatMap((parent) => list(parent).map((name) => join(parent, name, 'bin')))) {
    try {
      for (const program of programs) accessSync(join(folder, program), constants.X_OK);
      const version = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
      const major = /\(PostgreSQL\) (\d+)/.exec(version)?.[1];
      if (major === undefined || Number(major) < 14) continue;
      return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres'), major };
    } catch {}
  }
  return null;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
