import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DuplicateMigrationVersion,
  MigrationFileNameInvalid,
  MigrationsFolderMissing,
  ScriptFileUnreadable,
} from './errors.ts';

/** One file `<version>_<name>.sql` of `supabase/migrations`. */
export interface MigrationSource {
  readonly version: string;
  readonly name: string;
  /** Path as it can be opened. */
  readonly path: string;
}

/** Any number of digits, as the Supabase CLI takes it; Godwit itself writes 14. */
const fileName = /^(\d+)_(.+)\.sql$/;

/**
 * Files of a migrations folder in the order of their versions, which are compared as text, as the history is.
 * Whatever does not end in `.sql` is left alone, also hidden files and folders.
 *
 * @throws MigrationsFolderMissing | MigrationFileNameInvalid | DuplicateMigrationVersion
 */
export function listMigrationFiles(folder: string): readonly MigrationSource[] {
  const files = namesIn(folder).map((file) => {
    const [, version, name] = fileName.exec(file) ?? [];
    if (version === undefined || name === undefined) throw new MigrationFileNameInvalid(file);
    return { version, name, path: join(folder, file), file };
  });
  files.sort((a, b) => (a.version === b.version ? compare(a.file, b.file) : compare(a.version, b.version)));
  for (const [index, { version, file }] of files.entries()) {
    const next = files[index + 1];
    if (next?.version === version) throw new DuplicateMigrationVersion(version, [file, next.file]);
  }
  return files.map(({ version, name, path }) => ({ version, name, path }));
}

/** SQL of a file without byte order mark. @throws ScriptFileUnreadable */
export function readSqlFile(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new ScriptFileUnreadable(path, error instanceof Error ? error.message : String(error), error);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.sql') && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      throw new MigrationsFolderMissing(folder);
    throw error;
  }
}
