import type { Node } from 'libpg-query';

/** The layouts of migrations that are understood: one file each in layouts/. */
export const layoutNames = [
  'supabase',
  'golang-migrate',
  'sqlx',
  'diesel',
  'prisma',
  'drizzle',
  'dbmate',
  'goose',
  'flyway',
  'node-pg-migrate',
  'headings',
  'file',
] as const;
export type LayoutName = (typeof layoutNames)[number];

/** A folder of migrations as its own tool would see it. */
export interface Layout {
  readonly name: LayoutName;
  /** Why it is this one, in words. */
  readonly because: string;
  /** In the order in which the tool applies them. */
  readonly migrations: readonly CheckedMigration[];
  /** Files that take no part, each with its reason: none is skipped in silence. */
  readonly unused: readonly UnusedFile[];
  /** About the folder as a whole, such as a version that is missing between two others. */
  readonly advice: readonly LayoutAdvice[];
}

export interface UnusedFile {
  /** Relative to the given path, with `/`. */
  readonly file: string;
  readonly why: string;
}

export interface LayoutAdvice {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

export interface CheckedMigration {
  /** As the tool's history holds it, e.g. `20260101120000`, `0007`, `1.2`; unique within a layout. */
  readonly version: string;
  readonly name: string;
  /** By which the tool's history knows it, where that is not the version; milliseconds. */
  readonly time?: number;
  /** Of the up, relative to the given path, with `/`; the given file's own name where that is a file. */
  readonly file: string;
  readonly up: CheckedScript;
  /** null where the author wrote none. */
  readonly down: CheckedScript | null;
}

/**
 * How the statements of a script share transactions. `one`: all of them in one. `none`: each by itself, outside of
 * any. `own`: the script begins and ends transactions itself; each statement is sent by itself on one connection.
 */
export type TransactionMode = 'one' | 'none' | 'own';

/** One direction of a migration: a whole file, or a section of one. */
export interface CheckedScript {
  /** Relative to the given path, with `/`. */
  readonly file: string;
  /** As it stands in the file, without a byte-order mark. */
  readonly sql: string;
  /** Empty where a problem of the level `refused` says that the text cannot be read. */
  readonly statements: readonly CheckedStatement[];
  readonly transaction: TransactionMode;
  /** Why this mode: the rule of the tool, or the statement that needs it. */
  readonly because: string;
  /**
   * Why `one` may fail where only the server can tell, else null: a value of ALTER TYPE … ADD VALUE that seems to be
   * used in the same transaction (SQLSTATE 55P04), a procedure that may commit (2D000). It then runs as `none`.
   */
  readonly mayNeedNone: string | null;
  /** With one of the level `refused` the script must not run. */
  readonly problems: readonly ScriptProblem[];
}

export interface CheckedStatement {
  /** Without the semicolon and what stands before it: the file's text from `start` to `end`. */
  readonly sql: string;
  /** Indexes in the file's text (UTF-16 units, byte-order mark not counted). */
  readonly start: number;
  readonly end: number;
  /** In the file; both count from 1, the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** PostgreSQL's own syntax tree. */
  readonly node: Node;
  /** Why PostgreSQL refuses it inside a transaction block, else null. */
  readonly outsideTransaction: string | null;
  /** Why its effect does not stay in the database (roles, databases, settings of the server), else null. */
  readonly changesServer: string | null;
}

/**
 * `refused`: must not run. `error`: the tool itself would fail on it. `warning`: runs, but not as it reads.
 * `advice`: good to know.
 */
export type ProblemLevel = 'refused' | 'error' | 'warning' | 'advice';

export interface ScriptProblem {
  /** Stable, kebab-case, e.g. `syntax-error`, `reaches-outside`. */
  readonly rule: string;
  readonly level: ProblemLevel;
  /** In the script's file, from 1. */
  readonly line: number;
  readonly column: number;
  /** Quotes what it is about; starts with neither file nor line. */
  readonly message: string;
  readonly remedy: string | null;
}

/** Why a script must not run, or undefined. */
export const refusalOf = (script: CheckedScript): ScriptProblem | undefined =>
  script.problems.find(({ level }) => level === 'refused');
