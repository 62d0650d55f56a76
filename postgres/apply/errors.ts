import { exitCode, GodwitError } from '../../errors.ts';
import type { ScriptPart } from '../script/errors.ts';
import type { Difference } from '../snapshot/diff.ts';

/** PostgreSQL refused a statement of a step. Holds no row values: PostgreSQL's detail is left out. */
export class MigrationFailed extends GodwitError {
  readonly code = 'migration-failed';
  readonly version: string;
  readonly part: ScriptPart;
  /** Line of the step's SQL, from 1; null where it failed at commit. */
  readonly line: number | null;
  readonly sqlstate: string;
  readonly reason: string;

  constructor(
    at: { version: string; part: ScriptPart; line: number | null },
    sqlstate: string,
    reason: string,
  ) {
    const place = at.line === null ? 'at commit' : `line ${at.line}`;
    super(`${at.part} ${at.version}, ${place}: ${reason} (SQLSTATE ${sqlstate})`, {
      hint: hintFor(sqlstate),
    });
    this.version = at.version;
    this.part = at.part;
    this.line = at.line;
    this.sqlstate = sqlstate;
    this.reason = reason;
  }
}

function hintFor(sqlstate: string): string {
  if (sqlstate === '57014') return 'the statement timed out or was cancelled; earlier steps stay applied';
  if (sqlstate === '42501')
    return 'the role of the connection lacks the privilege; nothing of this step is left';
  if (sqlstate.startsWith('23'))
    return 'rows that are there break the constraint: clean them up in an earlier step';
  return 'correct the SQL; steps before this one stay applied, of a transactional step nothing is left';
}

/** The lock was not to be had: every attempt gave up rather than make others queue. */
export class LockNotAcquired extends GodwitError {
  readonly code = 'lock-not-acquired';
  override readonly transient = true;
  readonly version: string;
  readonly attempts: number;

  constructor(version: string, attempts: number, lockTimeoutMs: number, blockedBy: string) {
    super(
      `step ${version} got no lock in ${attempts} attempts of ${lockTimeoutMs} ms; blocked by ${blockedBy}`,
      {
        hint: 'end the blocking session or try at a quieter time; what is applied stays, going on is safe',
      },
    );
    this.version = version;
    this.attempts = attempts;
  }
}

/** The session broke in the middle; what was committed stays. */
export class ConnectionLost extends GodwitError {
  readonly code = 'connection-lost';
  override readonly transient = true;
  readonly version: string;

  constructor(version: string, reason: string) {
    super(`the connection broke while step ${version} ran: ${reason}`, {
      hint: 'resume the run: it finds out what already happened and does the rest',
    });
    this.version = version;
  }
}

/** The target is not the schema that the migration was proven on. */
export class DriftedDatabase extends GodwitError {
  readonly code = 'drifted-database';
  override readonly exit = exitCode.refused;
  readonly differences: readonly Difference[];

  constructor(differences: readonly Difference[]) {
    const shown = differences.slice(0, 20).map(({ text }) => `  ${text}`);
    const more = differences.length > shown.length ? [`  and ${differences.length - shown.length} more`] : [];
    const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
    super(`the schema changed since the branch was made (${count}):\n${[...shown, ...more].join('\n')}`, {
      hint: 'prove the migration on a branch of the database as it is now: godwit retry RUN',
    });
    this.differences = differences;
  }
}

/** Nothing on this database says what it was before the migrations that are to be rolled back. */
export class NotAppliedHere extends GodwitError {
  readonly code = 'not-applied-here';
  readonly versions: readonly string[];

  constructor(versions: readonly string[]) {
    super(
      `no state before ${versions.join(', ')} is stored here: it was applied before this branch was made`,
      {
        hint: 'name a later version: a branch rolls back only what was applied on it',
      },
    );
    this.versions = versions;
  }
}

/** An index that PostgreSQL left unusable although the statement came back. */
export class InvalidIndex extends GodwitError {
  readonly code = 'invalid-index';
  readonly index: string;

  constructor(index: string) {
    super(`index ${index} is not valid after it was built`, {
      hint: 'resume the run: it is dropped and built anew',
    });
    this.index = index;
  }
}

/** A step failed on production, and what was applied before it was rolled back. */
export class MergeUndone extends GodwitError {
  readonly code = 'merge-undone';
  readonly rolledBack: readonly string[];
  /** What is not as it was before the merge; empty when everything is. */
  readonly differences: readonly Difference[];

  constructor(cause: GodwitError, rolledBack: readonly string[], differences: readonly Difference[]) {
    const undone =
      rolledBack.length === 0
        ? 'no step before it was applied'
        : `rolled back what came before it: ${rolledBack.join(', ')}`;
    const left =
      differences.length === 0
        ? 'production is as it was'
        : `production is NOT as it was: ${differences.map(({ text }) => text).join('; ')}`;
    super(`${cause.message}; ${undone}; ${left}`, {
      cause,
      hint: 'make a new branch of production as it is now and prove the migration there',
    });
    this.rolledBack = rolledBack;
    this.differences = differences;
  }
}
