import type { Refill } from '../../postgres/derive/index.ts';

/** One statement of an up, rewritten so that what it takes away is kept. */
export interface Piece {
  /** Statements before it. */
  readonly before: readonly string[];
  /** What stands for the statement itself; left out where it stays as it is. */
  readonly instead?: string;
  /** Statements after it. */
  readonly after?: readonly string[];
  /** The way back of the rows, on tables as they were before the up: under their names and types of then. */
  readonly back: readonly string[];
  /** In words, e.g. `the rows of public.tasks`. */
  readonly keeps: readonly string[];
  /** Tables, by oid, whose rows it keeps. */
  readonly tables: readonly string[];
  /** Columns of another type that get all their values from the archive. */
  readonly refills?: readonly Refill[];
}

/** What a statement takes away cannot be kept; the message says why. */
export class CannotKeep extends Error {}
