import type { Catalog } from './catalog/catalog.ts';
import type { ApprovedMigration, HashedMigration, Migration } from './migration.ts';
import type { Operation, OperationPlan } from './operations/index.ts';
import type { Difference } from './snapshot/diff.ts';

/** Where a database lives; never holds a password. */
export interface DatabaseIdentity {
  readonly kind: 'embedded' | 'postgres';
  /** Host name, address or socket folder. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly serverVersion: string;
}

/** Which database this is, for people, for comparing and as a key of godwit.yaml; without user or password. */
export const describeTarget = ({
  host,
  port,
  database,
}: Pick<DatabaseIdentity, 'host' | 'port' | 'database'>): string => `${database} on ${host}:${port}`;

export interface HistoryEntry {
  readonly version: string;
  readonly name: string;
  /** sha256 of the step's SQL as applied; null where another tool applied it. */
  readonly checksum: string | null;
}

/** An applied version with what the history recorded of its SQL. */
export interface AppliedSql extends HistoryEntry {
  /** As the tool that applied it divided them; null where it recorded none. */
  readonly statements: readonly string[] | null;
}

/** Field names are those of Supabase's branch row. */
export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly project_ref: string;
  readonly parent_project_ref: string;
  readonly is_default: boolean;
  readonly persistent: boolean;
  readonly status: 'CREATING_PROJECT' | 'MIGRATIONS_PASSED' | 'MIGRATIONS_FAILED';
  readonly created_at: string;
  readonly updated_at: string;
}

export interface LockMeasurement {
  /** `schema.relation` */
  readonly relation: string;
  /** As in pg_locks, e.g. `AccessExclusiveLock`. */
  readonly mode: string;
  readonly heldMs: number;
  /** The relation got a new relfilenode: every row was written again. */
  readonly rewrite: boolean;
  /** The relation was read sequentially while the lock was held. */
  readonly scan: boolean;
  readonly blocks: 'nothing' | 'schema changes' | 'writes' | 'reads and writes';
}

export interface StepReport {
  readonly version: string;
  readonly ms: number;
  readonly rows: number;
  readonly locks: readonly LockMeasurement[];
}

/** What applying a migration on a branch showed. */
export interface ApplyReport {
  readonly migration: HashedMigration;
  readonly steps: readonly StepReport[];
  /** Schema fingerprint before and after; sha256. */
  readonly schemaBefore: string;
  readonly schemaAfter: string;
  /** In words: what the migration changed. */
  readonly changes: readonly Difference[];
  /** Who may see or do what by now, of what was there before; in words. */
  readonly access: readonly string[];
  /** Set when this branch saw the same migration applied, and rolled back, before. */
  readonly reapplied: null | { readonly sameSchema: boolean; readonly differences: readonly Difference[] };
}

/** What rolling a branch back showed. */
export interface RollbackReport {
  readonly rolledBack: readonly string[];
  readonly steps: readonly StepReport[];
  readonly schemaRestored: boolean;
  readonly dataRestored: boolean;
  /** What is not as it was before the migration; column order is listed but does not count as a failure. */
  readonly differences: readonly Difference[];
  /** Tables whose rows differ from before, `schema.table`. */
  readonly changedTables: readonly string[];
  /** In words: what a rollback loses of what is written after the migration. */
  readonly losses: readonly string[];
}

export interface MergeReport {
  readonly applied: readonly string[];
  /** Versions that were already there: a run that went on after a crash. */
  readonly alreadyApplied: readonly string[];
  readonly steps: readonly StepReport[];
  readonly schemaBefore: string;
  readonly schemaAfter: string;
  /** The schema is the one that was proven on the branch. */
  readonly asProven: boolean;
  readonly differences: readonly Difference[];
  readonly lockRetries: number;
}

export interface QueryResult {
  readonly rows: readonly Record<string, unknown>[];
  readonly rowCount: number;
  readonly fields: readonly string[];
}

export interface MonitorReport {
  readonly invalidIndexes: readonly string[];
  readonly unvalidatedConstraints: readonly string[];
  readonly waitingSessions: number;
  readonly longestWaitMs: number;
  /** Tables with policies but RLS switched off. */
  readonly policiesWithoutRls: readonly string[];
}

/** A table as a migration or its author names it; without a schema any table of that name is meant. */
export interface TableRef {
  readonly schema: string | null;
  readonly table: string;
}

/** What a migration is meant to do to rows, so that everything else it did is a finding. */
export interface IntendedDataChanges {
  /** Tables it writes to, or whose columns it gives another type. */
  readonly written: readonly TableRef[];
  /** Tables that it drops or takes rows out of, keeping them elsewhere. */
  readonly removed: readonly TableRef[];
  /** Tables that have another name now. */
  readonly renamed?: readonly RenamedTable[];
}

export interface RenamedTable {
  readonly from: TableRef;
  readonly to: TableRef;
}

/** The rows of a branch against those before its migration. Tables are named as SQL writes them: `public."Tasks"`. */
export interface DataReport {
  /** Tables and rows that were there before and were compared. */
  readonly tables: number;
  readonly rows: number;
  /** `after` is null where the table is gone. */
  readonly lostRows: readonly {
    readonly table: string;
    readonly before: number;
    readonly after: number | null;
  }[];
  /** Tables that the migration was not meant to write to, with other rows than before. */
  readonly changedUntouched: readonly string[];
}

/** Rows that somebody sees: a count that ends at 10,000, `no access`, or why it was not found out. */
export type RowsSeen = number | 'no access' | `not checked: ${string}`;

/** Row level security on a branch against production. Tables are named as SQL writes them. */
export interface RlsReport {
  /** Tables with row level security on the branch, and policies on them. */
  readonly tables: number;
  readonly policies: number;
  /** Who was tried, e.g. `anon`, `authenticated, user 1`. */
  readonly identities: readonly string[];
  /** Policies of production that are gone, of tables that are still there. */
  readonly lostPolicies: readonly { readonly table: string; readonly policy: string }[];
  readonly changedPolicies: readonly {
    readonly table: string;
    readonly policy: string;
    readonly what: 'command' | 'kind' | 'roles' | 'using' | 'check';
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Where somebody sees other rows than before. */
  readonly visibility: readonly {
    readonly table: string;
    readonly identity: string;
    readonly before: RowsSeen;
    readonly after: RowsSeen;
  }[];
  /** Tables whose counts say nothing, and why. */
  readonly notCompared: readonly { readonly table: string; readonly why: string }[];
  readonly switchedOff: readonly string[];
  /** New tables that a role of the API may use and that no policy guards. */
  readonly newTablesWithoutRls: readonly string[];
}

export interface IndexReport {
  /** Indexes of the branch that were looked at. */
  readonly indexes: number;
  /** Invalid on the branch, and not so in production. */
  readonly invalid: readonly string[];
  /** New foreign keys that no index covers: each delete of a referenced row reads the whole table. */
  readonly uncoveredForeignKeys: readonly {
    readonly table: string;
    readonly constraint: string;
    readonly columns: readonly string[];
  }[];
  /** Of the expected ones, those that no valid index begins with. */
  readonly missing: readonly string[];
  /** New indexes that do what another one does already. */
  readonly duplicates: readonly { readonly index: string; readonly of: string }[];
}

/**
 * Where databases and branches live. `ref` is production's `project_ref` or a branch's. Every method that changes
 * a database may be called again after a crash: it finds out what already happened and does the rest.
 */
export interface Provider {
  readonly productionRef: string;
  identity(): DatabaseIdentity;
  readCatalog(ref: string): Promise<Catalog>;
  /** The same for whoever plans: read as a role that can read no row, `godwit_catalog`, where there is one. */
  describeCatalog(ref: string): Promise<Catalog>;
  /**
   * The same provider for whoever works on a run from now on. Sessions that carry the run's name are a predecessor's,
   * a killed or a frozen process's: they are ended, and with them what they had not committed.
   * @throws PredecessorStays
   */
  takeOver(runId: string): Promise<Provider>;
  listMigrations(ref: string): Promise<readonly HistoryEntry[]>;
  /** The same with the SQL that was recorded, to compare files with. */
  listAppliedSql(ref: string): Promise<readonly AppliedSql[]>;
  /**
   * One statement in its own transaction. `readOnly`: only a statement that reads, in a read-only transaction that is
   * rolled back, through a role without write privileges where the login may use one.
   */
  executeSql(
    ref: string,
    sql: string,
    options: { readOnly: boolean; signal: AbortSignal },
  ): Promise<QueryResult>;

  createBranch(name: string, runId: string): Promise<Branch>;
  listBranches(): Promise<readonly Branch[]>;
  /** Those that a run made, also one that its process was making when it was killed. */
  branchesOf(runId: string): Promise<readonly Branch[]>;
  deleteBranch(branchId: string): Promise<void>;
  /** Applies on a branch, measures locks, rewrites and time. */
  applyMigration(ref: string, migration: Migration, options: RunOptions): Promise<ApplyReport>;
  /** Rolls back, newest first, every migration newer than `migrationVersion` by its rollback SQL, and compares. */
  resetBranch(
    branchId: string,
    migrationVersion: string | undefined,
    options: RunOptions,
  ): Promise<RollbackReport>;
  /** Operations that take away what a migration left behind that failed half-way; both databases stay as they are. */
  leftoverOperations(
    version: string,
    migrationsFolder: string,
    options: RunOptions,
  ): Promise<readonly Operation[]>;
  /** How a merged migration is taken out of production again by its own way back, tried on what production is now. */
  undoPlan(
    migration: Migration,
    options: RunOptions & { readonly keepArchivesDays: number },
  ): Promise<OperationPlan>;
  /** Brings a branch up to what production holds by now; what the run had applied there has to be proven anew. */
  rebaseBranch(branchId: string): Promise<{ readonly applied: readonly string[] }>;
  /** @throws DriftedDatabase where production is not the schema any more that the migration was proven on */
  assertUndrifted(branchId: string, migration: HashedMigration): Promise<void>;
  /** Applies to production exactly the approved migration, proven on this branch. */
  mergeBranch(branchId: string, migration: ApprovedMigration, options: RunOptions): Promise<MergeReport>;
  /** The branch's rows against those before its migration was applied. */
  verifyData(branchId: string, intended: IntendedDataChanges): Promise<DataReport>;
  /** Policies, and the rows that each role sees, on the branch against production; both are only read. */
  verifyRls(branchId: string): Promise<RlsReport>;
  /** `expected`: columns that an index has to begin with, `schema.table.column`. */
  verifyIndexes(branchId: string, expected: readonly string[]): Promise<IndexReport>;
  monitor(ref: string): Promise<MonitorReport>;
  generateTypes(ref: string, schemas: readonly string[]): Promise<string>;
  /** Environment for a workspace's own programs against this database: `DATABASE_URL`. Secret: only for child processes. */
  environment(ref: string): Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}
