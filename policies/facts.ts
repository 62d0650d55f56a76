/**
 * What the engine knows when it judges a call. Guards are pure functions of input, constraints and these facts;
 * nothing here comes from a model.
 */
export interface PolicyFacts {
  /** Absolute real path of the workspace's root. */
  readonly workspaceRoot: string;
  /** `project_ref` of production: the one database that is never written to by free SQL. */
  readonly productionRef: string;
  /** `project_ref`s and ids of the branches that this run created. */
  readonly branches: ReadonlySet<string>;
  /** The migration of this hash was applied, rolled back to what was before, and applied again alike on this branch. */
  readonly isProven: (branch: string, hash: string) => boolean;
  /** It was then verified there, and the branch was not migrated since. */
  readonly isVerified: (branch: string, hash: string) => boolean;
  /** Migration that a merge of the given branch would apply, if that branch holds exactly one. */
  readonly branchMigration: (branch: string) => string | undefined;
  /** Workspace-relative, POSIX-style paths of migration files whose version the target's history holds. */
  readonly appliedMigrationFiles: ReadonlySet<string>;
  /** Workspace-relative, POSIX-style folders and files that this role may write, e.g. `supabase/migrations/`. */
  readonly writable: readonly string[];
}
