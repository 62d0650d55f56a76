/** A migration that the target's history holds. */
export interface AppliedMigration {
  /** Digits, as a file's name begins. */
  readonly version: string;
  /** Empty where the history recorded none. */
  readonly name: string;
  /** Folder of migration files: relative to the workspace, POSIX-style. */
  readonly folder: string;
  /** Its file, under its own version or renamed; null where there is none. */
  readonly path: string | null;
  /** The file holds what was applied; null where the history recorded nothing to compare it with. */
  readonly asApplied: boolean | null;
}

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
  readonly appliedMigrations: readonly AppliedMigration[];
  /** Workspace-relative, POSIX-style folders and files that this role may write, e.g. `supabase/migrations/`. */
  readonly writable: readonly string[];
}
