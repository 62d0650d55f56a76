import { exitCode, GodwitError } from '../../errors.ts';
import type { LayoutName } from '../migration.ts';

/** A folder that cannot be taken for migrations: wrong use, never a fact about one migration. */
export abstract class LayoutError extends GodwitError {
  override readonly exit = exitCode.usage;
}

export class PathNotFound extends LayoutError {
  readonly code = 'path-not-found';
  readonly path: string;
  constructor(path: string) {
    super(`there is no file or folder "${path}"`, {
      hint: 'give the folder that holds the migrations, or one .sql file',
    });
    this.path = path;
  }
}

/** The folder is there but cannot be listed, or the path is neither a file nor a folder. */
export class PathUnreadable extends LayoutError {
  readonly code = 'path-unreadable';
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`"${path}" cannot be read: ${reason}`, { hint: 'give a folder or a .sql file that you may read' });
    this.path = path;
  }
}

export class TooManyFiles extends LayoutError {
  readonly code = 'too-many-files';
  readonly path: string;
  constructor(path: string, limit: number) {
    super(`"${path}" holds more than ${limit} files`, { hint: 'give the folder that holds the migrations' });
    this.path = path;
  }
}

export class NoMigrationFound extends LayoutError {
  readonly code = 'no-migration-found';
  readonly path: string;
  constructor(path: string, seen: readonly string[], format: LayoutName | null) {
    const what = seen.length === 0 ? 'it holds no file' : `it holds ${listed(seen)}`;
    const kind = format === null ? 'migration' : `migration of ${format}`;
    super(`no ${kind} was found in "${path}": ${what}`, {
      hint: 'docs/check-layouts.md lists the layouts that are understood; give the folder itself, or name one with --format',
    });
    this.path = path;
  }
}

export interface LayoutCandidate {
  readonly name: LayoutName;
  readonly because: string;
}

export class AmbiguousLayout extends LayoutError {
  readonly code = 'ambiguous-layout';
  readonly path: string;
  readonly candidates: readonly LayoutCandidate[];
  constructor(path: string, candidates: readonly LayoutCandidate[]) {
    const lines = candidates.map(({ name, because }) => `\n  ${name}: ${because}`);
    super(`the migrations in "${path}" may be of several tools:${lines.join('')}`, {
      hint: `say which: ${candidates.map(({ name }) => `--format ${name}`).join(' or ')}`,
    });
    this.path = path;
    this.candidates = candidates;
  }
}

/** Two migrations that their tool could not tell apart. */
export class DuplicateVersion extends LayoutError {
  readonly code = 'duplicate-version';
  readonly version: string;
  readonly files: readonly [string, string];
  constructor(version: string, files: readonly [string, string]) {
    super(`"${files[0]}" and "${files[1]}" have the same version ${version}`, {
      hint: 'give one of them a version of its own: the tool applies only one of two, or stops',
    });
    this.version = version;
    this.files = files;
  }
}

/** A file that steers the tool (a journal, metadata, a script's configuration) and is not as the tool writes it. */
export class InvalidLayoutFile extends LayoutError {
  readonly code = 'invalid-layout-file';
  readonly file: string;
  constructor(file: string, reason: string) {
    super(`"${file}": ${reason}`, { hint: 'mend the file; the tool itself would not read it either' });
    this.file = file;
  }
}

const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
};
