import { GodwitError } from '../../errors.ts';
import type { StepKind } from '../migration.ts';

/** Which text of a migration an error is about. */
export type ScriptPart = 'migration' | 'rollback';

/** PostgreSQL's grammar does not accept the text. */
export class SqlSyntaxError extends GodwitError {
  readonly code = 'sql-syntax';
  readonly part: ScriptPart;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** In PostgreSQL's own words. */
  readonly reason: string;

  constructor(part: ScriptPart, reason: string, line: number, column: number, quoted: string) {
    super(`${part}, line ${line}, column ${column}: ${reason}\n  ${quoted}\n  ${' '.repeat(column - 1)}^`, {
      hint: 'write plain SQL as PostgreSQL understands it; psql commands (\\i, \\set) do not work here',
    });
    this.part = part;
    this.line = line;
    this.column = column;
    this.reason = reason;
  }
}

export class EmptySql extends GodwitError {
  readonly code = 'empty-sql';
  readonly part: ScriptPart;

  constructor(part: ScriptPart, step: number | null) {
    super(`${part}${step === null ? '' : `, step ${step}`}: there is no statement in it`, {
      hint: 'every step needs at least one statement up and one that undoes it; comments alone change nothing',
    });
    this.part = part;
  }
}

/** BEGIN, COMMIT, SAVEPOINT … in the text: the engine opens and ends the transaction of a step. */
export class TransactionControl extends GodwitError {
  readonly code = 'transaction-control';
  readonly line: number;

  constructor(part: ScriptPart, line: number, statement: string) {
    super(`${part}, line ${line}: "${statement}" controls the transaction`, {
      hint: `take it out: each step is one transaction. Where several transactions are needed, divide the text:\n${stepLines}`,
    });
    this.line = line;
  }
}

export class UnsupportedStatement extends GodwitError {
  readonly code = 'unsupported-statement';
  readonly line: number;

  constructor(part: ScriptPart, line: number, statement: string, hint: string) {
    super(`${part}, line ${line}: "${statement}" cannot be run from a migration`, { hint });
    this.line = line;
  }
}

/** Statements that cannot share a step. */
export class MixedStatements extends GodwitError {
  readonly code = 'mixed-statements';
  readonly line: number;

  constructor(part: ScriptPart, line: number, statement: string, kind: StepKind, division: string) {
    super(`${part}, line ${line}: "${statement}" needs a ${kind} step of its own, without other statements`, {
      hint: `divide the text into steps:\n${division}`,
    });
    this.line = line;
  }
}

export class WrongStepKind extends GodwitError {
  readonly code = 'wrong-step-kind';
  readonly declared: StepKind;
  readonly line: number;

  constructor(
    part: ScriptPart,
    step: number,
    declared: StepKind,
    line: number,
    statement: string,
    kind: StepKind,
  ) {
    super(`${part}, step ${step} is declared ${declared}, but line ${line}, "${statement}", is ${kind}`, {
      hint: `write "-- godwit:step ${step} ${kind}", or move the statement to another step`,
    });
    this.declared = declared;
    this.line = line;
  }
}

/** A step line that is not one, or numbers that do not fit. */
export class InvalidStepLines extends GodwitError {
  readonly code = 'invalid-step-lines';
  readonly part: ScriptPart;

  constructor(part: ScriptPart, line: number | null, reason: string) {
    super(`${part}${line === null ? '' : `, line ${line}`}: ${reason}`, {
      hint: `steps count 1, 2, 3 … in the migration and … 3, 2, 1 in the rollback:\n${stepLines}`,
    });
    this.part = part;
  }
}

export class InvalidVersion extends GodwitError {
  readonly code = 'invalid-version';
  readonly version: string;

  constructor(version: string) {
    super(`"${version}" is not a migration version`, {
      hint: 'a version is a UTC time of 14 digits, YYYYMMDDhhmmss, e.g. 20260131235959',
    });
    this.version = version;
  }
}

/** The name becomes a file name. */
export class InvalidMigrationName extends GodwitError {
  readonly code = 'invalid-migration-name';
  readonly migrationName: string;

  constructor(name: string) {
    super(`"${name}" cannot name a migration`, {
      hint: 'use snake_case: lower-case letters, digits and underscores, at most 100',
    });
    this.migrationName = name;
  }
}

const stepLines = [
  '-- godwit:step 1 transactional',
  'ALTER TABLE …;',
  '-- godwit:step 2 concurrent',
  'CREATE INDEX CONCURRENTLY …;',
].join('\n');
