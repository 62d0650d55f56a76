import type pg from 'pg';
import {
  applyOnBranch,
  assertUndrifted,
  findBranchState,
  mergeToProduction,
  type ProvenSchemas,
  rollbackOnBranch,
  type SessionFactory,
} from '../apply/index.ts';
import { assertBranchable } from '../branches/branchable.ts';
import { branchTarget, dropBranch, listBranches } from '../branches/branches.ts';
import { createBranch } from '../branches/create.ts';
import type { CreateBranchOptions } from '../branches/options.ts';
import { type Catalog, readCatalog } from '../catalog/index.ts';
import { openSession, withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { listAppliedSql, listHistory } from '../history/index.ts';
import type { ApprovedMigration, HashedMigration, Migration } from '../migration.ts';
import { monitor } from '../monitor/index.ts';
import type { Operation, OperationPlan } from '../operations/index.ts';
import type {
  AppliedSql,
  ApplyReport,
  Branch,
  DatabaseIdentity,
  DataReport,
  HistoryEntry,
  IndexReport,
  IntendedDataChanges,
  MergeReport,
  MonitorReport,
  Provider,
  QueryResult,
  RlsReport,
  RollbackReport,
  RunOptions,
} from '../provider.ts';
import { diffSnapshots, takeSnapshot } from '../snapshot/index.ts';
import { withoutDatabase } from '../snapshot/without-database.ts';
import { generateTypes } from '../types.ts';
import { undoPlan } from '../undo/index.ts';
import { asCatalogRole } from './catalog-role.ts';
import { endSessionsOf } from './end-sessions.ts';
import { NotMerged } from './errors.ts';
import { executeSql } from './execute-sql.ts';
import { leftoverOperations } from './leftovers.ts';
import { rebase } from './rebase.ts';
import { verifyData, verifyIndexes, verifyRls } from './verify.ts';

/** Reading a catalog waits for nobody: a table that somebody locks strongly would hold up everything behind us. */
const readTimeoutMs = 5_000;

/** Production and branches are databases of one server: the embedded one, or any that a URL names. */
export class LocalProvider implements Provider {
  readonly productionRef: string;
  readonly #production: Target;
  readonly #identity: DatabaseIdentity;
  readonly #maxBranchBytes: number | undefined;

  private constructor(production: Target, identity: DatabaseIdentity, maxBranchBytes: number | undefined) {
    this.productionRef = production.database;
    this.#production = production;
    this.#identity = identity;
    this.#maxBranchBytes = maxBranchBytes;
  }

  /** Connects once, so that a wrong address, password or an old server is told before anything begins. */
  static async open(
    production: Target,
    kind: DatabaseIdentity['kind'],
    options: { readonly maxBranchBytes?: number } = {},
  ): Promise<LocalProvider> {
    const { host, port, database } = production;
    const serverVersion = await withSession(production, { applicationName: 'godwit' }, async (session) => {
      const { rows } = await session.query<{ version: string }>(
        `SELECT current_setting('server_version') AS version`,
      );
      return rows[0]?.version ?? '';
    });
    return new LocalProvider(
      production,
      { kind, host, port, database, serverVersion },
      options.maxBranchBytes,
    );
  }

  identity(): DatabaseIdentity {
    return this.#identity;
  }

  /** @throws CannotCreateDatabases */
  assertBranchable(): Promise<void> {
    return assertBranchable(this.#production);
  }

  async takeOver(runId: string): Promise<LocalProvider> {
    await endSessionsOf(this.#production, runId);
    return new LocalProvider(this.#production.ofRun(runId), this.#identity, this.#maxBranchBytes);
  }

  readCatalog(ref: string): Promise<Catalog> {
    return this.#read(ref, readCatalog);
  }

  describeCatalog(ref: string): Promise<Catalog> {
    return this.#read(ref, (session) => asCatalogRole(session, () => readCatalog(session)));
  }

  listMigrations(ref: string): Promise<readonly HistoryEntry[]> {
    return this.#read(ref, listHistory);
  }

  listAppliedSql(ref: string): Promise<readonly AppliedSql[]> {
    return this.#read(ref, listAppliedSql);
  }

  executeSql(
    ref: string,
    sql: string,
    options: { readOnly: boolean; signal: AbortSignal },
  ): Promise<QueryResult> {
    return executeSql(this.#target(ref), sql, options);
  }

  createBranch(name: string, runId: string): Promise<Branch> {
    return createBranch(this.#production, { name, runId, ...this.#copying() });
  }

  listBranches(): Promise<readonly Branch[]> {
    return listBranches(this.#production);
  }

  async branchesOf(runId: string): Promise<readonly Branch[]> {
    return (await listBranches(this.#production)).filter((branch) => branch.runId === runId);
  }

  deleteBranch(branchId: string): Promise<void> {
    return dropBranch(this.#production, branchId);
  }

  applyMigration(ref: string, migration: Migration, options: RunOptions): Promise<ApplyReport> {
    return applyOnBranch(this.#sessions(branchTarget(this.#production, ref), options), migration, options);
  }

  resetBranch(
    branchId: string,
    migrationVersion: string | undefined,
    options: RunOptions,
  ): Promise<RollbackReport> {
    const branch = branchTarget(this.#production, branchId);
    return rollbackOnBranch(this.#sessions(branch, options), migrationVersion, options);
  }

  leftoverOperations(
    version: string,
    migrationsFolder: string,
    options: RunOptions,
  ): Promise<readonly Operation[]> {
    return leftoverOperations(this.#production, {
      ...options,
      version,
      migrationsFolder,
      compare: this.#copying(),
    });
  }

  undoPlan(
    migration: Migration,
    options: RunOptions & { readonly keepArchivesDays: number },
  ): Promise<OperationPlan> {
    return undoPlan(this.#production, migration, { ...options, compare: this.#copying() });
  }

  rebaseBranch(branchId: string): Promise<{ readonly applied: readonly string[] }> {
    return rebase(this.#production, branchId, this.#copying());
  }

  async assertUndrifted(branchId: string, migration: HashedMigration): Promise<void> {
    const { schemaBefore } = await this.#proven(branchId, migration);
    await this.#read(this.productionRef, (session) => assertUndrifted(session, migration, schemaBefore));
  }

  async mergeBranch(
    branchId: string,
    migration: ApprovedMigration,
    options: RunOptions,
  ): Promise<MergeReport> {
    const proven = await this.#proven(branchId, migration);
    return mergeToProduction(this.#sessions(this.#production, options), migration, proven, options);
  }

  verifyData(branchId: string, intended: IntendedDataChanges): Promise<DataReport> {
    return this.#read(this.#branch(branchId), (branch) => verifyData(branch, branchId, intended));
  }

  verifyRls(branchId: string): Promise<RlsReport> {
    return this.#read(this.productionRef, (production) =>
      this.#read(this.#branch(branchId), (branch) => verifyRls(production, branch)),
    );
  }

  verifyIndexes(branchId: string, expected: readonly string[]): Promise<IndexReport> {
    return this.#read(this.productionRef, (production) =>
      this.#read(this.#branch(branchId), (branch) => verifyIndexes(production, branch, expected)),
    );
  }

  monitor(ref: string): Promise<MonitorReport> {
    return this.#read(ref, monitor);
  }

  generateTypes(ref: string, schemas: readonly string[]): Promise<string> {
    return this.#read(ref, (session) => generateTypes(session, schemas));
  }

  environment(ref: string): Readonly<Record<string, string>> {
    return { DATABASE_URL: this.#target(ref).connectionString() };
  }

  /** @throws NotMerged */
  async #proven(branchId: string, { hash }: HashedMigration): Promise<ProvenSchemas> {
    const branch = branchTarget(this.#production, branchId);
    const proven = await withSession(branch, { applicationName: 'godwit' }, (session) =>
      findBranchState(session, hash),
    );
    if (proven?.afterSchema == null) throw new NotMerged(branchId, hash);
    return { schemaBefore: proven.beforeSchema, schemaAfter: proven.afterSchema };
  }

  /** How branches are copied, and compared with production. */
  #copying(): Omit<CreateBranchOptions, 'name' | 'runId'> {
    return {
      fingerprint: schemaFingerprint,
      explain: schemaDifferences,
      ...(this.#maxBranchBytes === undefined ? {} : { maxBytes: this.#maxBranchBytes }),
    };
  }

  #target(ref: string): Target {
    return ref === this.productionRef ? this.#production : branchTarget(this.#production, ref);
  }

  /** Refuses production where a branch is meant. @throws BranchMissing */
  #branch(id: string): string {
    return branchTarget(this.#production, id).database;
  }

  #read<T>(ref: string, work: (session: pg.Client) => Promise<T>): Promise<T> {
    return withSession(this.#target(ref), { applicationName: 'godwit', lockTimeoutMs: readTimeoutMs }, work);
  }

  #sessions(target: Target, { runId, signal }: RunOptions): SessionFactory {
    return () => openSession(target, { applicationName: `godwit:${runId}`, signal });
  }
}

const comparableSchema = async (session: pg.Client) => withoutDatabase(await takeSnapshot(session));

const schemaFingerprint = async (session: pg.Client): Promise<string> =>
  (await comparableSchema(session)).hash;

async function schemaDifferences(production: pg.Client, branch: pg.Client): Promise<string[]> {
  const differences = diffSnapshots(await comparableSchema(production), await comparableSchema(branch));
  return differences.map(({ text }) => text);
}
