import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import type { Branch, Provider } from '../../../postgres/provider.ts';
import type { Tool, ToolContext } from '../../../tools/define.ts';
import { type Evidence, type Observation, recordEvidence } from '../../../tools/evidence.ts';
import { applyMigration } from '../../../tools/mcp__supabase__apply_migration.ts';
import { createBranch } from '../../../tools/mcp__supabase__create_branch.ts';
import { openWorkspace, type Workspace } from '../../../tools/workspace/index.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { type TestFolder, testFolder } from '../../support/folder.ts';

/** A run as tools see it: a database, a workspace and a ledger that grows. */
export interface TestRun extends AsyncDisposable {
  readonly db: TestDatabase;
  readonly folder: TestFolder;
  readonly provider: Provider;
  readonly ledger: Evidence[];
  workspace: Workspace;
  /** As the engine would give it. */
  auditHead: string | null;
  context(): ToolContext;
  call<Input, Output>(tool: Tool<Input, Output>, input: unknown): Promise<Output>;
  /** Leaves evidence as if a tool had. */
  note(observation: Observation): void;
  /** A branch with a migration on it, by the real tools. */
  branchWith(query: string, rollback: string, name?: string): Promise<Branch>;
  /** The newest evidence of a fact. */
  last(fact: string): Evidence | undefined;
}

export const migrationsFolder = { 'supabase/migrations/.keep': '' };

export async function testRun(
  options: {
    sql?: string;
    files?: Readonly<Record<string, string>>;
    folder?: TestFolder;
    prepare?: (db: TestDatabase) => Promise<void>;
  } = {},
): Promise<TestRun> {
  const folder = options.folder ?? testFolder({ ...migrationsFolder, ...options.files });
  const db = await testDatabase(options.sql === undefined ? {} : { sql: options.sql });
  await options.prepare?.(db);
  const provider = await LocalProvider.open(db.target, 'postgres');
  const ledger: Evidence[] = [];
  const run: TestRun = {
    db,
    folder,
    provider,
    ledger,
    workspace: await openWorkspace(folder.path),
    auditHead: null,
    context: () => ({
      runId: 'run-1',
      agent: 'tester',
      callId: `call-${ledger.length}`,
      workspace: run.workspace,
      provider,
      consent: null,
      firstVersion: '20260101000000',
      auditHead: async () => run.auditHead,
      ledger: [...ledger],
      signal: new AbortController().signal,
      progress: () => {},
    }),
    async call(tool, input) {
      const context = run.context();
      const { output, observed } = await tool.run(
        tool.input.parse(input),
        context,
        tool.constraints.parse({}),
      );
      tool.output.parse(output);
      for (const one of observed ?? [])
        ledger.push(recordEvidence(one, tool.name, context.callId, new Date()));
      return output;
    },
    note: (observation) =>
      void ledger.push(recordEvidence(observation, 'test', `call-${ledger.length}`, new Date())),
    async branchWith(query, rollback_sql, name = 'change') {
      const branch = await run.call(createBranch, { project_id: provider.productionRef, name });
      await run.call(applyMigration, { project_id: branch.project_ref, name, query, rollback_sql });
      return branch;
    },
    last: (fact) => ledger.findLast((evidence) => evidence.fact === fact),
    async [Symbol.asyncDispose]() {
      for (const { id } of await provider.listBranches()) await provider.deleteBranch(id);
      await db[Symbol.asyncDispose]();
      if (options.folder === undefined) folder[Symbol.dispose]();
    },
  };
  return run;
}
