import { z } from 'zod';
import { ApplyMigrationConstraints, judgeApplyMigration } from '../policies/apply-migration.ts';
import { doubtPatterns } from '../policies/sql/patterns.ts';
import type { CatalogTable } from '../postgres/catalog/catalog.ts';
import { hashMigration, type Migration } from '../postgres/migration.ts';
import type { ApplyReport } from '../postgres/provider.ts';
import { assignVersions, parseScript, workspaceFiles } from '../postgres/script/index.ts';
import { renamedTables } from '../postgres/verify/index.ts';
import { archiveRows } from './archives.ts';
import { defineTool, type ToolContext } from './define.ts';
import type { Observation } from './evidence.ts';
import { nextVersion } from './next-version.ts';
import type { AppliedObservation } from './recorded-migration.ts';

const Input = z.strictObject({
  project_id: z.string().describe('project_ref of a branch'),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'snake_case')
    .max(60),
  query: z.string().min(1),
  rollback_sql: z.string().optional().describe('SQL that undoes query'),
});

/** Applies a migration on a branch and measures what it does; the second time, after a rollback, compares. */
export const applyMigration = defineTool({
  name: 'mcp__supabase__apply_migration',
  description:
    'Applies a migration with its rollback on a branch, measures locks, rewrites and time, and returns its hash and the files to write.',
  input: Input,
  output: z.object({
    success: z.boolean(),
    migration: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
    changes: z.array(z.string()),
    reapplied: z.boolean(),
    files: z.array(z.object({ path: z.string(), content: z.string() })),
  }),
  constraints: ApplyMigrationConstraints,
  annotations: { readOnly: false, destructive: true, idempotent: true, trusted: true },
  judge: judgeApplyMigration,
  doubts: doubtPatterns,
  run: async ({ project_id, name, query, rollback_sql }, context) => {
    const { provider, signal, progress, runId, workspace } = context;
    const drafts = parseScript(query, rollback_sql ?? '');
    const [first, ...rest] = assignVersions(drafts, await nextVersion(context, name));
    if (first === undefined) throw new Error('a script without steps came through parseScript');
    const migration: Migration = { name, steps: [first, ...rest] };
    const report = await provider.applyMigration(project_id, migration, { runId, signal, progress });
    const { hash } = hashMigration(migration);
    return {
      output: {
        success: true,
        migration: { name, version: first.version, hash },
        changes: report.changes.map(({ text }) => text),
        reapplied: report.reapplied !== null,
        files: [...workspaceFiles(report.migration, workspace)],
      },
      observed: [await observation(context, project_id, report, { query, rollback_sql: rollback_sql ?? '' })],
    };
  },
});

async function observation(
  context: ToolContext,
  projectId: string,
  report: ApplyReport,
  text: { query: string; rollback_sql: string },
): Promise<Observation> {
  const { migration, reapplied, changes } = report;
  const branch = await branchOf(context, projectId);
  const ms = Math.round(report.steps.reduce((sum, step) => sum + step.ms, 0));
  if (reapplied !== null) {
    return {
      step: 'rollback',
      fact: 'reapplied',
      subject: migration.hash,
      ok: reapplied.sameSchema,
      summary: reapplied.sameSchema
        ? `applied again in ${ms} ms: the same schema as the first time`
        : `applied again, but: ${reapplied.differences.map((difference) => difference.text).join('; ')}`,
      observed: { branch_id: branch, project_ref: projectId, schemaAfter: report.schemaAfter },
    };
  }
  const observed: AppliedObservation = {
    branch_id: branch,
    project_ref: projectId,
    name: migration.name,
    steps: migration.steps.map((step) => ({ ...step })),
    ...text,
    measured: report.steps.map((step) => ({ ...step, locks: step.locks.map((lock) => ({ ...lock })) })),
    schemaBefore: report.schemaBefore,
    schemaAfter: report.schemaAfter,
    changes: changes.map(({ text: words }) => words),
    access: [...report.access],
    dropped: await droppedData(context, projectId),
    archives: await archiveRows(context, projectId, text.query),
  };
  return {
    step: 'migrate',
    fact: 'applied',
    subject: migration.hash,
    ok: true,
    summary: `applied ${migration.steps.length === 1 ? '1 step' : `${migration.steps.length} steps`} in ${ms} ms: ${changes.length === 1 ? '1 change' : `${changes.length} changes`} of the schema`,
    observed,
  };
}

async function branchOf({ provider }: ToolContext, projectRef: string): Promise<string> {
  const branch = (await provider.listBranches()).find(({ project_ref }) => project_ref === projectRef);
  return branch?.id ?? projectRef;
}

/** Columns and tables that production has and the branch, after the migration, has not. */
async function droppedData(
  { provider }: ToolContext,
  projectRef: string,
): Promise<AppliedObservation['dropped']> {
  const [before, after] = await Promise.all([
    provider.readCatalog(provider.productionRef),
    provider.readCatalog(projectRef),
  ]);
  const renamed = renamedTables(before, after);
  const holdsRows = ({ kind }: CatalogTable) => kind === 'table' || kind === 'partitioned table';
  return before.tables
    .filter(holdsRows)
    .flatMap(({ schema, name, columns }): AppliedObservation['dropped'] => {
      const now = after.tables.find((table) => table.schema === schema && table.name === name);
      if (now === undefined) {
        const back = renamed.some(({ from }) => from.schema === schema && from.table === name);
        return back ? [] : [{ schema, table: name, column: null }];
      }
      const left = new Set(now.columns.map((column) => column.name));
      return columns
        .filter((column) => !left.has(column.name))
        .map((column) => ({ schema, table: name, column: column.name }));
    });
}
