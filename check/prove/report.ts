import type { LockMeasurement } from '../../postgres/provider.ts';

/** What is not the same, in words; `kind` is that of the object, or `rows` where data differs. */
export interface ReportedDifference {
  readonly object: string;
  readonly kind: string;
  /** Null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface UpReport {
  readonly applied: boolean;
  /** File, line and PostgreSQL's reason. */
  readonly error?: string;
  /** Versions of earlier migrations that failed, and whose objects this one misses. */
  readonly dependsOn?: readonly string[];
  readonly ms: number;
}

export interface DownReport {
  readonly source: 'file' | 'derived' | 'none';
  /** Null: there is none, or the up did not apply. */
  readonly runs: boolean | null;
  /** Schema and rows are those of before; null where it did not run. */
  readonly restores: boolean | null;
  readonly error?: string;
  readonly differences: readonly ReportedDifference[];
  /** In words: what a rollback takes away. Left out where it is nothing. */
  readonly lostRows?: readonly string[];
  /** Left out where the up, applied after the down, gave the same schema again. */
  readonly again?: AgainReport;
}

/** The up, applied once more after the down. */
export interface AgainReport {
  readonly applied: boolean;
  readonly error?: string;
  readonly differences: readonly ReportedDifference[];
}

export interface DerivedReport {
  readonly restores: boolean;
  readonly sql?: string;
  /** Why there is none, or why it does not run. */
  readonly error?: string;
  readonly differences?: readonly ReportedDifference[];
  readonly lostRows?: readonly string[];
  /** Path of the file it was written to. */
  readonly written?: string;
}

/** The up, rewritten so that nothing is lost, and the down that belongs to it: proven together, or not offered. */
export interface QuarantineReport {
  readonly up?: string;
  readonly down?: string;
  /** In words: what stays in schema godwit_archive until the down takes it back. */
  readonly keeps: readonly string[];
  /** Every table that loses something held rows while it was proven. */
  readonly withRows?: boolean;
  /** Why there is none. */
  readonly error?: string;
  /** Paths of the files it was written to. */
  readonly written?: readonly string[];
}

export interface Hazard {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'advice';
  /** In the migration's file, from 1. */
  readonly line: number;
  readonly message: string;
  readonly remedy: string | null;
}

/** One line of `godwit check --json`. */
export interface MigrationReport {
  readonly type: 'migration';
  readonly version: string;
  readonly name: string;
  readonly file: string;
  readonly up: UpReport;
  readonly down: DownReport;
  readonly derived?: DerivedReport;
  readonly quarantine?: QuarantineReport;
  readonly locks: readonly LockMeasurement[];
  readonly hazards: readonly Hazard[];
}

/** The last line. */
export interface ProofResult {
  readonly type: 'result';
  readonly migrations: number;
  readonly applied: number;
  readonly downs: number;
  readonly downsRun: number;
  readonly downsRestore: number;
  readonly derivedRestore: number;
  /** How many of each rule. */
  readonly hazards: Readonly<Record<string, number>>;
}

/** The up applied, a down that is there brings schema and rows back, and the up applies once more. */
export const isProven = ({ up, down, hazards }: MigrationReport): boolean =>
  up.applied &&
  (down.source === 'none' || (down.restores === true && down.again === undefined)) &&
  hazards.every(({ level }) => level !== 'error');

export function resultOf(reports: readonly MigrationReport[]): ProofResult {
  const count = (holds: (report: MigrationReport) => boolean): number => reports.filter(holds).length;
  const hazards: Record<string, number> = {};
  for (const { rule } of reports.flatMap((report) => report.hazards))
    hazards[rule] = (hazards[rule] ?? 0) + 1;
  return {
    type: 'result',
    migrations: reports.length,
    applied: count(({ up }) => up.applied),
    downs: count(({ down }) => down.source === 'file'),
    downsRun: count(({ down }) => down.source === 'file' && down.runs === true),
    downsRestore: count(({ down }) => down.source === 'file' && down.restores === true),
    derivedRestore: count(({ derived }) => derived?.restores === true),
    hazards,
  };
}
