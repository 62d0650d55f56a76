import { GodwitError } from '../../errors.ts';

/** A version is in the history with other SQL: an applied migration is never edited. */
export class AppliedMigrationChanged extends GodwitError {
  readonly code = 'applied-migration-changed';
  readonly version: string;

  constructor(version: string, name: string) {
    super(`version ${version} (${name}) is already applied, with other SQL than this`, {
      hint: 'leave applied migrations as they are and write the change as a new migration; on a branch, reset it first',
    });
    this.version = version;
  }
}
