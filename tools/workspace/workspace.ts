import type { ApprovalsConfig } from './approvals-config.ts';
import type { BudgetConfig } from './budget-config.ts';
import type { Config } from './config.ts';

/** The user's folder with the app and its migrations. All paths below the root are POSIX-style and relative. */
export interface Workspace {
  /** Absolute real path. */
  readonly root: string;
  /** `supabase/migrations` */
  readonly migrations: string;
  /** `supabase/rollbacks` */
  readonly rollbacks: string;
  /** `docs/migrations` */
  readonly docs: string;
  /** The generated types, e.g. `src/database.types.ts`. */
  readonly types: string;
  /** Schemas the generated types cover. */
  readonly schemas: readonly string[];
  /** npm scripts of the app that check it, where its package.json has them. */
  readonly scripts: { readonly typecheck: string | null; readonly test: string | null };
  /** SQL for the data of a new database, e.g. `supabase/seed.sql`; null when there is none. */
  readonly seed: string | null;
  /** Production larger than this is not copied into a branch, in gigabytes; null where godwit.yaml does not say. */
  readonly maxBranchGb: number | null;
  /** Days for which what a migration drops can be brought back. */
  readonly keepArchivesDays: number;
  /** What stands behind the names of models, as far as godwit.yaml says. */
  readonly models: NonNullable<Config['models']>;
  /** As godwit.yaml says it; what it leaves open has defaults. */
  readonly budget: BudgetConfig;
  readonly approvals: ApprovalsConfig;
  /** The run's git branch, e.g. `godwit/add-difficulty`; null until `beginGitWork` and where there is no repository. */
  readonly gitBranch: string | null;
}
