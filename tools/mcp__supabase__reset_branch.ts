import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeOwnBranch } from '../policies/project.ts';
import { defineTool } from './define.ts';
import type { Observation } from './evidence.ts';
import { appliedOnBranch } from './recorded-migration.ts';

/** Rolls a branch back by the rollbacks of its migrations, and compares schema and rows with before. */
export const resetBranch = defineTool({
  name: 'mcp__supabase__reset_branch',
  description:
    'Rolls a branch back to a migration version by running the rollbacks of what is newer, then compares schema and rows with what was there before.',
  input: z.strictObject({
    branch_id: z.string(),
    migration_version: z
      .string()
      .optional()
      .describe('Keep migrations up to this version; without it, all that production has'),
  }),
  output: z.object({
    success: z.boolean(),
    rolledBack: z.array(z.string()),
    schemaRestored: z.boolean(),
    dataRestored: z.boolean(),
    differences: z.array(z.string()),
    losses: z.array(z.string()),
  }),
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: true, idempotent: true },
  judge: ({ branch_id }, _, facts) => judgeOwnBranch(branch_id, facts),
  run: async ({ branch_id, migration_version }, { provider, signal, progress, runId, ledger }) => {
    const report = await provider.resetBranch(branch_id, migration_version, { runId, signal, progress });
    const differences = report.differences.map(({ text }) => text);
    const restored = report.schemaRestored && report.dataRestored;
    const ms = Math.round(report.steps.reduce((sum, step) => sum + step.ms, 0));
    const undone = appliedOnBranch(ledger, branch_id).filter(({ steps }) =>
      steps.some(({ version }) => report.rolledBack.includes(version)),
    );
    const observation: Omit<Observation, 'subject'> = {
      step: 'rollback',
      fact: 'rolled-back',
      ok: restored,
      summary: restored
        ? `rolled back in ${ms} ms: schema and rows as before`
        : `not as before: ${[...differences, ...report.changedTables.map((table) => `rows of ${table} differ`)].join('; ')}`,
      observed: {
        branch_id,
        rolledBack: [...report.rolledBack],
        schemaRestored: report.schemaRestored,
        dataRestored: report.dataRestored,
        differences,
        losses: [...report.losses],
        ms,
      },
    };
    return {
      output: {
        success: restored,
        rolledBack: [...report.rolledBack],
        schemaRestored: report.schemaRestored,
        dataRestored: report.dataRestored,
        differences: [...differences, ...report.changedTables.map((table) => `rows of ${table} differ`)],
        losses: [...report.losses],
      },
      observed: undone.map(({ hash }) => ({ ...observation, subject: hash })),
    };
  },
});
