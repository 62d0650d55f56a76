import { GodwitError } from '../../errors.ts';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/** The role may not create databases, and a branch is one. */
export class CannotCreateDatabases extends GodwitError {
  readonly code = 'cannot-create-databases';
  readonly role: string;

  constructor(role: string, quotedRole: string) {
    super(`role "${role}" may not create databases, so it cannot make a branch`, {
      hint: `an administrator can run: ALTER ROLE ${quotedRole} CREATEDB;`,
    });
    this.role = role;
  }
}

export class ProductionTooLarge extends GodwitError {
  readonly code = 'production-too-large';
  readonly bytes: number;
  readonly limit: number;

  constructor(database: string, bytes: number, limit: number) {
    super(`database "${database}" has ${megabytes(bytes)}; branches copy at most ${megabytes(limit)}`, {
      hint: 'raise the limit for branches if the server has disk and time for a full copy, or use a smaller staging database',
    });
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** No way of copying worked; `reasons` has one line per way that was tried. */
export class BranchCopyFailed extends GodwitError {
  readonly code = 'branch-copy-failed';
  readonly database: string;
  readonly reasons: readonly string[];

  constructor(database: string, reasons: readonly string[], cause?: unknown) {
    super(`database "${database}" could not be copied into a branch: ${reasons.join('; ')}`, {
      hint: 'use a role that may read everything (the owner or a superuser), or install pg_dump of the version of the server',
      cause,
    });
    this.database = database;
    this.reasons = reasons;
  }
}

/** More than these only make the message long; the first ones tell what kind of thing is missing. */
const differencesShown = 10;

/** The copy is not the same schema as production; it has been dropped. */
export class BranchDiffers extends GodwitError {
  readonly code = 'branch-differs';
  readonly database: string;
  readonly way: string;
  /** All of them, in words, one line each; empty when nobody could tell. */
  readonly differences: readonly string[];

  constructor(
    database: string,
    way: string,
    {
      differences,
      notCopied,
    }: { readonly differences: readonly string[]; readonly notCopied: readonly string[] },
  ) {
    const refused = notCopied.length === 0 ? '' : ` (not copied: ${notCopied.join(', ')})`;
    const more = differences.length - differencesShown;
    const list = differences.slice(0, differencesShown).map((line) => `\n  ${line}`);
    super(
      `the branch made by ${way} is not the same as database "${database}"${refused}` +
        (list.length === 0 ? '' : `; production first, then the branch:${list.join('')}`) +
        (more > 0 ? `\n  and ${more} more` : ''),
      {
        hint:
          way === 'stream'
            ? 'run again when nobody changes the schema; else let no other session use the database for a moment, or install pg_dump and psql of the version of the server, and run again'
            : 'run again when nobody changes the schema; use a superuser if privileges or settings of the database differ',
      },
    );
    this.database = database;
    this.way = way;
    this.differences = differences;
  }
}

export class BranchMissing extends GodwitError {
  readonly code = 'branch-missing';
  readonly branch: string;

  constructor(branch: string, database: string) {
    super(`"${branch}" is not a branch of database "${database}"`, {
      hint: 'only databases that godwit made as branches of this database can be used or dropped as such',
    });
    this.branch = branch;
  }
}
