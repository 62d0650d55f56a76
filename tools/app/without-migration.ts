import type { ToolContext } from '../define.ts';
import { checkTests, type ScriptCheck } from './check.ts';

/** Copying more than this for a second opinion takes longer than a person wants to wait for it. */
const maxBytes = 500_000_000;

/**
 * Tests that fail on the branch are the migration's doing only if they pass without it: runs them on a fresh copy of
 * production, which is dropped afterwards. When every failure is there as well, it does not count.
 */
export async function blameOnlyTheMigration(
  failed: ScriptCheck,
  folder: string,
  branch: string,
  context: ToolContext,
): Promise<ScriptCheck> {
  const { provider, runId, progress } = context;
  const { tables } = await provider.readCatalog(provider.productionRef);
  if (failed.failures.length === 0 || tables.reduce((sum, { bytes }) => sum + bytes, 0) > maxBytes)
    return failed;
  progress('tests failed: the same without the migration');
  const baseline = await provider.createBranch(`baseline-${branch}`.slice(0, 60), runId);
  try {
    const before = await checkTests(folder, baseline.project_ref, context);
    const known = new Set(before.failures);
    if (before.ok || !failed.failures.every((name) => known.has(name))) return failed;
    return { ...failed, ok: true, why: 'the same tests fail without the migration' };
  } finally {
    await provider.deleteBranch(baseline.id);
  }
}
