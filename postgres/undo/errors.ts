import { exitCode, GodwitError } from '../../errors.ts';

/** A migration whose way back does not fit what the database is by now. */
export class RollbackBlocked extends GodwitError {
  readonly code = 'rollback-blocked';
  override readonly exit = exitCode.refused;
  /** Versions of later migrations that stand on it. */
  readonly later: readonly string[];

  constructor(
    migration: string,
    why: string,
    { later, hint }: { readonly later: readonly string[]; readonly hint: string },
  ) {
    super(`migration ${migration} cannot be rolled back as the database is now: ${why}`, { hint });
    this.later = later;
  }
}
