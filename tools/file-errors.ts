import { exitCode, GodwitError } from '../errors.ts';
import { quote } from '../policies/text.ts';
import type { Verdict } from '../policies/verdict.ts';

export class NoSuchFile extends GodwitError {
  readonly code = 'no-such-file';
  readonly path: string;
  constructor(path: string) {
    super(`there is no file ${quote(path)} in the workspace`, { hint: 'Glob finds files by name.' });
    this.path = path;
  }
}

/** The path leads out of the workspace once its symlinks are followed. */
export class OutsideWorkspace extends GodwitError {
  readonly code = 'outside-workspace';
  override readonly exit = exitCode.refused;
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${quote(path)} is refused: ${why}`, { hint: 'Name a file inside the workspace.' });
    this.path = path;
  }
}

/** What the path's text allowed, the real file behind it does not. */
export class RefusedByPolicy extends GodwitError {
  readonly code = 'refused-by-policy';
  override readonly exit = exitCode.refused;
  readonly rule: string;
  constructor({ rule, reason, hint }: Verdict) {
    super(reason, hint === undefined ? {} : { hint });
    this.rule = rule;
  }
}

export class NotText extends GodwitError {
  readonly code = 'not-text';
  constructor(path: string, what: string) {
    super(`${quote(path)} cannot be read: ${what}`);
  }
}

/** Edit could not find the one place it was asked to change. */
export class EditMismatch extends GodwitError {
  readonly code = 'edit-mismatch';
  constructor(path: string, found: number) {
    super(`old_string is in ${quote(path)} ${found === 0 ? 'nowhere' : `${found} times`}`, {
      hint:
        found === 0
          ? 'Read the file and copy the text exactly, with its blanks.'
          : 'Give more of the text around it, or replace_all.',
    });
  }
}

export class BadSearchPattern extends GodwitError {
  readonly code = 'bad-search-pattern';
  constructor(pattern: string, what: string) {
    super(`${quote(pattern)} cannot be searched for: ${what}`, {
      hint: 'Escape the characters ( [ { * + ? . | ^ $ with a backslash.',
    });
  }
}

/** The repository's configuration would make git run programs. */
export class GitRunsPrograms extends GodwitError {
  readonly code = 'git-runs-programs';
  override readonly exit = exitCode.refused;
  constructor(setting: string) {
    super(`git would run a program: the repository sets ${quote(setting)}`, {
      hint: 'Remove the setting, or look at the files with Read and Grep.',
    });
  }
}

export class ProgramNotFound extends GodwitError {
  readonly code = 'program-not-found';
  constructor(program: string) {
    super(`there is no program ${quote(program)} on the path`, { hint: 'Install it, or use another tool.' });
  }
}
