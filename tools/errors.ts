import { exitCode, GodwitError } from '../errors.ts';

/** A project_ref or branch id that is neither production nor a branch of the run. */
export class UnknownProject extends GodwitError {
  readonly code = 'unknown-project';
  constructor(ref: string, known: readonly string[]) {
    super(`there is no project or branch "${ref}"`, { hint: `known: ${known.join(', ')}` });
  }
}

/** The branch holds no migration that could be merged. */
export class NothingToMerge extends GodwitError {
  readonly code = 'nothing-to-merge';
  constructor(branch: string) {
    super(`branch ${branch} holds no proven migration`, {
      hint: 'apply_migration, reset_branch, apply_migration first',
    });
  }
}

/** The approval does not name the migration that would be merged. */
export class NotApproved extends GodwitError {
  readonly code = 'not-approved';
  override readonly exit = exitCode.refused;
  constructor(hash: string) {
    super(`nobody approved migration ${hash}`, {
      hint: 'Production is changed only by SQL that a person approved by its hash.',
    });
  }
}

/** A file in the workspace is not the SQL that was proven and merged. */
export class ProvenFileChanged extends GodwitError {
  readonly code = 'proven-file-changed';
  readonly path: string;
  constructor(path: string) {
    super(`${path} is not what was proven and merged`, {
      hint: 'An applied migration is never edited: put the file back as apply_migration returned it.',
    });
    this.path = path;
  }
}
