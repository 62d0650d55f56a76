import type { CheckedStatement } from '../migration.ts';

/** What one statement did to a relation that was there before the migration. */
export interface Touched {
  /** `schema.relation`, as it was called before. */
  readonly relation: string;
  /** As in pg_locks: the strongest that the statement took, e.g. `AccessExclusiveLock`. */
  readonly mode: string;
  readonly rewrite: boolean;
  readonly scan: boolean;
  /** Rows inserted, updated or deleted. */
  readonly rows: number;
}

/** One statement of an up, and what was seen on the server while it ran. */
export interface MeasuredStatement {
  readonly statement: CheckedStatement;
  readonly ms: number;
  /** Only locks that the transaction did not hold before this statement. */
  readonly touched: readonly Touched[];
}
