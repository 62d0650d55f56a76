import { appliedVersions } from '../../tools/recorded-migration.ts';
import { takeBackFiles } from '../../tools/take-back-files.ts';
import { endGitWork } from '../../tools/workspace/index.ts';
import type { RunContext } from '../context.ts';
import { lastOf } from '../protocol/ledger.ts';
import { buildReport } from '../report/report.ts';
import { writeReport } from '../report/write-report.ts';
import type { Outcome, RunStateUpdate, RunStateValue } from '../state.ts';

const done: Outcome = { status: 'done', rule: null, reason: 'merged, types regenerated', hint: null };

/** What the end of a run works with. */
export type Ending = Pick<RunContext, 'runId' | 'provider' | 'workspace' | 'timeline' | 'audit'>;

/** Asked of production itself: a merge that broke off may have left steps that no evidence tells of. */
export async function isInProduction(
  { evidence }: RunStateValue,
  { provider }: Pick<Ending, 'provider'>,
): Promise<boolean> {
  if (lastOf(evidence, 'merged') !== undefined) return true;
  const held = new Set((await provider.listMigrations(provider.productionRef)).map(({ version }) => version));
  return appliedVersions(evidence).some((version) => held.has(version));
}

/** The end of every run: its branches are dropped, its report is written. Both may be done again. */
export async function report(state: RunStateValue, context: Ending): Promise<RunStateUpdate> {
  const outcome = state.outcome ?? done;
  for (const { id } of await context.provider.branchesOf(context.runId))
    await context.provider.deleteBranch(id);
  if (!(await isInProduction(state, context))) await takeBackFiles(context.workspace.root, state.evidence);
  if (state.gitBranch !== null) await endGitWork({ ...context.workspace, gitBranch: state.gitBranch });
  // A run that never came as far as a migration leaves nothing in the workspace.
  const path =
    lastOf(state.evidence, 'applied') === undefined
      ? null
      : await writeReport(
          context.workspace.root,
          buildReport(
            state,
            outcome,
            context.provider.identity(),
            context.provider.productionRef,
            await context.audit.head(),
          ),
        );
  await context.timeline.tell('ended', {
    kind: 'ended',
    agent: null,
    text: `${outcome.status.replaceAll('_', ' ')}: ${outcome.reason}`,
  });
  return { outcome, reportPath: path, pending: [], results: [], conversation: [] };
}
