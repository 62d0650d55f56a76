import { exitCode, GodwitError } from '../../errors.ts';

/**
 * The server, not the statement: 08 connection, 53 resources, 57P it stops or starts, 58 system; and locks that
 * others hold (55P03, 40001, 40P01).
 */
const notTheStatement = /^(08|53|57P|58|55P03|40001|40P01)/;

/** A statement that Postgres did not run. The message is the server's, without the detail that quotes rows. */
export class SqlFailed extends GodwitError {
  readonly code = 'sql-failed';
  readonly sqlstate: string;
  override readonly transient: boolean;
  constructor(message: string, sqlstate: string, hint?: string) {
    super(`${message} (SQLSTATE ${sqlstate})`, hint === undefined ? {} : { hint });
    this.sqlstate = sqlstate;
    this.transient = notTheStatement.test(sqlstate);
  }
}

/** A session of the process that worked on the run before does not end; what it does could still come true. */
export class PredecessorStays extends GodwitError {
  readonly code = 'predecessor-stays';
  override readonly transient = true;
  constructor(runId: string, pids: readonly number[]) {
    super(
      `run ${runId}: another process worked on it, and its sessions (pid ${pids.join(', ')}) do not end`,
      {
        hint: `godwit resume ${runId} once they are gone from pg_stat_activity`,
      },
    );
  }
}

/** Where only reads run, something else was given: it was not sent to the server. */
export class NotARead extends GodwitError {
  readonly code = 'not-a-read';
  override readonly exit = exitCode.refused;
  constructor(what: string) {
    super(`${what} is not one statement that only reads, so it does not run here`, {
      hint: 'SELECT, VALUES, TABLE, SHOW and EXPLAIN run, one at a time.',
    });
  }
}

/** `godwit_reader` may do more than read. */
export class ReaderMayWrite extends GodwitError {
  readonly code = 'reader-may-write';
  override readonly exit = exitCode.usage;
  constructor(reach: string) {
    super(`the role godwit_reader is there to read and do nothing else, but ${reach}`, {
      hint: 'Take that from it, or drop the role: Godwit then reads as pg_read_all_data where the login may.',
    });
  }
}

/** The branch does not hold what should be merged. */
export class NotMerged extends GodwitError {
  readonly code = 'not-merged';
  override readonly exit = exitCode.refused;
  constructor(branch: string, hash: string) {
    super(`branch ${branch} does not hold migration ${hash}`, {
      hint: 'Apply it there first; production was not touched.',
    });
  }
}

/** There is nothing on the branch to verify. */
export class NothingApplied extends GodwitError {
  readonly code = 'nothing-applied';
  constructor(branch: string) {
    super(`no migration is applied on branch ${branch}`, { hint: 'apply_migration comes first' });
  }
}

/** What the schema was before a failed migration cannot be said: its earlier migrations cannot be replayed. */
export class BaselineUnknown extends GodwitError {
  readonly code = 'baseline-unknown';
  override readonly exit = exitCode.usage;
  readonly missing: readonly string[];
  constructor(failed: string, missing: readonly string[]) {
    super(
      missing.length === 0
        ? `the database's history is empty, so nobody knows what the schema was before ${failed}`
        : `the history holds ${missing.join(', ')}, but the workspace has no such migration file`,
      { hint: 'Give the workspace whose migrations made this database.' },
    );
    this.missing = missing;
  }
}
