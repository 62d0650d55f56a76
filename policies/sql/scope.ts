/**
 * Where SQL would run. `production`: reads only. `branch`: free SQL on a branch of this run. `migration`: the up or
 * down of a migration on such a branch, which a person reads before it reaches production.
 */
export type SqlTarget = 'production' | 'branch' | 'migration';

export interface SqlScope {
  readonly target: SqlTarget;
  /** Names of functions that the same migration creates, and that are judged there. */
  readonly created: ReadonlySet<string>;
  /** Inside a definition (default, policy, trigger, view, function body) rather than in something that runs now. */
  readonly referring: boolean;
  /** Inside EXPLAIN without ANALYZE: planned, not run. */
  readonly planned: boolean;
}
