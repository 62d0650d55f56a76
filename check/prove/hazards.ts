import type { LockMeasurement } from '../../postgres/provider.ts';
import type { SchemaState } from '../../postgres/snapshot/index.ts';
import type { CheckedMigration } from '../migration.ts';
import type { MeasuredStatement } from './measured.ts';
import type { Hazard } from './report.ts';

/** What is known of a migration that applied, for judging how it would treat a database in use. */
export interface Observed {
  readonly migration: CheckedMigration;
  /** In their order, each with what the server did for it. */
  readonly statements: readonly MeasuredStatement[];
  /** Of the migration as a whole. */
  readonly locks: readonly LockMeasurement[];
  /** The schema before and after; `snapshotOf` gives the objects. */
  readonly before: SchemaState;
  readonly after: SchemaState;
}

const levels = { refused: 'error', error: 'error', warning: 'warning', advice: 'advice' } as const;

/** What a reader of the file should know: problems that were found while it was read. */
export function hazardsOf({ migration }: Pick<Observed, 'migration'> & Partial<Observed>): Hazard[] {
  return migration.up.problems.map(({ rule, level, line, message, remedy }) => ({
    rule,
    level: levels[level],
    line,
    message,
    remedy,
  }));
}
