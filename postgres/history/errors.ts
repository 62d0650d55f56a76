import { GodwitError } from '../../errors.ts';

/** A version is in the history with other SQL: an applied migration is never edited. */
export class AppliedMigrationChanged extends GodwitError {
  readonly code = 'applied-migration-changed';
  readonly version: string;

  constructor(version: string, name: string) {
    super(`version ${version} (${name}) is already applied, with other SQL than this`, {
      hint: 'the change needs a version of its own, which a new run gives it; on a branch, reset what was applied first',
    });
    this.version = version;
  }
}
