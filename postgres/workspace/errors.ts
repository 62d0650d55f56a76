import { GodwitError } from '../../errors.ts';

/** Where in a workspace's SQL file something went wrong. */
export interface ScriptFailure {
  /** Path of the file as given. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly sqlstate: string;
  /** What the server, or the parser, says. */
  readonly reason: string;
  /** 1-based lines of statements that stay applied because the file cannot run in one transaction. */
  readonly keptLines: readonly number[];
}

export class MigrationsFolderMissing extends GodwitError {
  readonly code = 'migrations-folder-missing';
  readonly folder: string;

  constructor(folder: string) {
    super(`there is no migrations folder "${folder}"`, {
      hint: 'name the workspace that holds supabase/migrations, or create the folder for a project without history',
    });
    this.folder = folder;
  }
}

export class MigrationFileNameInvalid extends GodwitError {
  readonly code = 'migration-file-name-invalid';
  readonly file: string;

  constructor(file: string) {
    super(`"${file}" is not the name of a migration`, {
      hint: 'write <version>_<name>.sql with a version of digits, e.g. 20260401093000_add_difficulty.sql',
    });
    this.file = file;
  }
}

export class DuplicateMigrationVersion extends GodwitError {
  readonly code = 'duplicate-migration-version';
  readonly version: string;
  readonly files: readonly [string, string];

  constructor(version: string, files: readonly [string, string]) {
    super(`two migrations have version ${version}: "${files[0]}" and "${files[1]}"`, {
      hint: 'give the one that is not applied anywhere yet a later version',
    });
    this.version = version;
    this.files = files;
  }
}

export class ScriptFileUnreadable extends GodwitError {
  readonly code = 'script-file-unreadable';
  readonly file: string;

  constructor(file: string, reason: string, cause?: unknown) {
    super(`cannot read "${file}": ${reason}`, {
      hint: 'the file must be UTF-8 text that you may read',
      cause,
    });
    this.file = file;
  }
}

/** A statement of a migration or of the seed was refused. A file that runs in one transaction left nothing behind. */
export class ScriptFileFailed extends GodwitError implements ScriptFailure {
  readonly code = 'script-file-failed';
  readonly file: string;
  readonly line: number;
  readonly sqlstate: string;
  readonly reason: string;
  readonly keptLines: readonly number[];

  constructor(failure: ScriptFailure, cause?: unknown) {
    const { file, line, sqlstate, reason, keptLines } = failure;
    super(`${file}:${line}: ${reason} (SQLSTATE ${sqlstate})`, {
      hint:
        keptLines.length === 0
          ? 'nothing of this file was applied; correct it and run again'
          : `it cannot run in one transaction, so what starts on line ${keptLines.join(', ')} is applied; undo that, or start from an empty database`,
      cause,
    });
    this.file = file;
    this.line = line;
    this.sqlstate = sqlstate;
    this.reason = reason;
    this.keptLines = keptLines;
  }
}

/** The server did not let us make the roles, schemas and functions that Supabase provides. */
export class PreludeFailed extends GodwitError {
  readonly code = 'prelude-failed';
  readonly sqlstate: string;

  constructor(sqlstate: string, reason: string, cause?: unknown) {
    super(`cannot make what Supabase provides (roles, auth, storage): ${reason} (SQLSTATE ${sqlstate})`, {
      hint: 'prepare the database as a superuser, or switch the Supabase prelude off',
      cause,
    });
    this.sqlstate = sqlstate;
  }
}
