import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readText, type SourceText } from '../script/source.ts';
import { PathNotFound, PathUnreadable, TooManyFiles } from './errors.ts';

/** What lies under the given path; every name is relative to it, with `/`. */
export interface Folder {
  /** As given, for messages. */
  readonly given: string;
  /** The last names of its absolute path, e.g. `…/supabase/migrations`, to recognise a layout by its place. */
  readonly place: string;
  /** Sorted by code units. Files at any depth, without those in hidden folders and node_modules. */
  readonly files: readonly string[];
  /** Names of files beside the given path and above it: they tell the tool of a project (Cargo.toml, go.mod). */
  readonly around: readonly string[];
  /** The path is a file: `files` holds it, and its down where that lies beside it under the usual name. */
  readonly single: string | null;
  /** The text of one of the files; read once. */
  text(file: string): SourceText;
}

/** A folder of migrations is small; more than this is the root of something else. */
const maxFiles = 20_000;
const skipped = new Set(['node_modules', 'target', 'vendor']);

/** @throws PathNotFound, PathUnreadable, TooManyFiles */
export function openFolder(path: string): Folder {
  const root = resolve(path);
  const texts = new Map<string, SourceText>();
  const isFile = kindOf(path, root) === 'file';
  const base = isFile ? dirname(root) : root;
  const files = isFile ? withDown(base, basename(root)) : list(path, root);
  // Rollbacks of Supabase lie beside the folder of migrations.
  const boundary = files.some((file) => file.startsWith('../')) ? dirname(base) : base;
  return {
    given: path,
    place: root.split(sep).slice(-3).join('/'),
    files,
    around: [...names(base), ...names(dirname(base)), ...names(dirname(dirname(base)))],
    single: isFile ? basename(root) : null,
    text: (file) => {
      const known = texts.get(file) ?? readText(base, file, boundary);
      texts.set(file, known);
      return known;
    },
  };
}

/** `1_a.up.sql` has its down in `1_a.down.sql`, `up.sql` in `down.sql`. */
function withDown(base: string, file: string): readonly string[] {
  const down = file.replace(/(^|\.)up\.sql$/, '$1down.sql');
  return down !== file && names(base).includes(down) ? [file, down] : [file];
}

/** The files directly in a folder below, or in the given one where `folder` is empty. */
export const filesIn = ({ files }: Folder, folder: string): readonly string[] =>
  folder === ''
    ? files.filter((file) => !file.includes('/'))
    : files.filter((file) => file.startsWith(`${folder}/`) && !file.slice(folder.length + 1).includes('/'));

export const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

export const isSql = (file: string): boolean => file.endsWith('.sql');

function kindOf(path: string, root: string): 'file' | 'folder' {
  try {
    const stat = statSync(root);
    if (stat.isFile()) return 'file';
    if (stat.isDirectory()) return 'folder';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new PathNotFound(path);
    throw new PathUnreadable(path, code);
  }
  throw new PathUnreadable(path, 'it is neither a file nor a folder');
}

/** Of a project of Supabase only what belongs to its migrations: the rest is no concern of theirs. */
function list(path: string, root: string): readonly string[] {
  const isSupabase = isFolder(join(root, 'supabase/migrations'));
  if (isSupabase)
    return [...below(path, root, 'supabase/migrations'), ...below(path, root, 'supabase/rollbacks')];
  if (basename(root) === 'supabase' && isFolder(join(root, 'migrations'))) {
    return [...below(path, root, 'migrations'), ...below(path, root, 'rollbacks')];
  }
  const beside = basename(root) === 'migrations' ? below(path, root, '../rollbacks') : [];
  return [...below(path, root, ''), ...beside];
}

function below(path: string, root: string, start: string): readonly string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of entries(path, folder)) {
      const file = join(folder, entry.name);
      // A link to a folder counts as a file that cannot be read: followed, it could lead anywhere or in a circle.
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !skipped.has(entry.name)) visit(file);
      } else if (found.push(relative(root, file).split(sep).join('/')) > maxFiles) {
        throw new TooManyFiles(path, maxFiles);
      }
    }
  };
  if (start === '' || isFolder(join(root, start))) visit(join(root, start));
  return found.sort();
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function entries(path: string, folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new PathUnreadable(folder === resolve(path) ? path : folder, codeOf(error));
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
