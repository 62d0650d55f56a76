import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeMergeBranch } from '../policies/merge-branch.ts';
import { approve } from '../postgres/migration.ts';
import { defineTool } from './define.ts';
import { NotApproved, NothingToMerge } from './errors.ts';
import { recordedMigration } from './recorded-migration.ts';

/** Applies the branch's proven migration to production: exactly the SQL that a person approved by its hash. */
export const mergeBranch = defineTool({
  name: 'mcp__supabase__merge_branch',
  description: "Applies a branch's proven migration to production, after a person has approved its hash.",
  input: z.strictObject({ branch_id: z.string() }),
  output: z.object({
    success: z.boolean(),
    migration_hash: z.string(),
    applied: z.array(z.string()),
    asProven: z.boolean(),
    differences: z.array(z.string()),
  }),
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: true, idempotent: true },
  judge: judgeMergeBranch,
  run: async ({ branch_id }, { provider, ledger, consent, signal, progress, runId }) => {
    const onBranch = ledger.findLast(({ fact, observed }) => {
      const at =
        observed !== null && typeof observed === 'object' && !Array.isArray(observed)
          ? observed.branch_id
          : null;
      return fact === 'reapplied' && at === branch_id;
    });
    const migration = onBranch === undefined ? undefined : recordedMigration(ledger, onBranch.subject);
    if (migration === undefined) throw new NothingToMerge(branch_id);
    const approved = consent === null ? undefined : approve(migration, consent);
    if (approved === undefined) throw new NotApproved(migration.hash);

    const report = await provider.mergeBranch(branch_id, approved, { runId, signal, progress });
    const health = await provider.monitor(provider.productionRef);
    const versions = [...report.alreadyApplied, ...report.applied];
    const differences = report.differences.map(({ text }) => text);
    const ms = Math.round(report.steps.reduce((sum, step) => sum + step.ms, 0));
    const troubles = [
      ...health.invalidIndexes.map((index) => `index ${index} is invalid`),
      ...health.policiesWithoutRls.map((table) => `${table} has policies but row level security is off`),
      ...(health.waitingSessions > 0
        ? [`${health.waitingSessions} sessions wait, the longest for ${health.longestWaitMs} ms`]
        : []),
    ];
    return {
      output: {
        success: report.asProven,
        migration_hash: migration.hash,
        applied: versions,
        asProven: report.asProven,
        differences,
      },
      observed: [
        {
          step: 'merge',
          fact: 'merged',
          subject: migration.hash,
          ok: report.asProven,
          summary: report.asProven
            ? `production holds ${versions.join(', ')} (${ms} ms${report.lockRetries > 0 ? `, ${report.lockRetries} lock retries` : ''})`
            : `production is not as proven: ${differences.join('; ')}`,
          observed: {
            versions,
            approvedBy: approved.approvedBy,
            approvedAt: approved.approvedAt,
            schemaBefore: report.schemaBefore,
            schemaAfter: report.schemaAfter,
            lockRetries: report.lockRetries,
            steps: report.steps.map(({ version, ms: took, rows }) => ({ version, ms: took, rows })),
            differences,
          },
        },
        {
          step: 'monitor',
          fact: 'health',
          subject: provider.productionRef,
          ok: troubles.length === 0,
          summary:
            troubles.length === 0
              ? 'no invalid index, no waiting session, policies in force'
              : troubles.join('; '),
          observed: JSON.parse(JSON.stringify(health)),
        },
      ],
    };
  },
});
