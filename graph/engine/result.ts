import { type ExitCode, exitCode } from '../../errors.ts';
import { appliedObservation } from '../../tools/recorded-migration.ts';
import type { Spending } from '../budget/spending.ts';
import { type OfferedFollowUp, offered } from '../follow-ups/follow-up.ts';
import { mergedOf } from '../follow-ups/merged.ts';
import { commitOf, lastOf } from '../protocol/ledger.ts';
import type { Question } from '../question.ts';
import type { RunStateValue } from '../state.ts';
import { isEnded, type Run, type RunStatus } from '../store/runs.ts';

/** The last line of `--json`, and what a caller of the engine gets. */
export interface RunResult {
  readonly type: 'result';
  readonly run: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly hint: string | null;
  readonly migration: { readonly version: string; readonly name: string; readonly hash: string } | null;
  /** Workspace-relative path of the types file, once regenerated. */
  readonly types: string | null;
  readonly commit: string | null;
  readonly gitBranch: string | null;
  readonly report: string | null;
  readonly question: Question | null;
  /** What every agent has spent. */
  readonly spending: Spending;
  /** What the merged migration leaves to later ones, each with the command that does it. */
  readonly followUps: readonly OfferedFollowUp[];
}

export function runResult(run: Run, values: RunStateValue, question: Question | null = null): RunResult {
  const ledger = values.evidence ?? [];
  const hash = lastOf(ledger, 'merged')?.subject ?? lastOf(ledger, 'applied')?.subject;
  const applied = hash === undefined ? undefined : appliedObservation(ledger, hash);
  const outcome = values.outcome ?? null;
  return {
    type: 'result',
    run: run.id,
    status: question === null ? (outcome?.status ?? run.status) : 'waiting',
    reason: outcome?.reason ?? null,
    rule: outcome?.rule ?? null,
    hint: outcome?.hint ?? null,
    migration:
      hash === undefined || applied === undefined
        ? null
        : { version: applied.steps[0]?.version ?? '', name: applied.name, hash },
    types: lastOf(ledger, 'types')?.subject ?? null,
    commit: commitOf(ledger),
    gitBranch: values.gitBranch ?? null,
    report: values.reportPath ?? null,
    question,
    spending: values.spending ?? [],
    followUps: (mergedOf(run.id, values)?.followUps ?? []).map(offered),
  };
}

/** Of a run that has ended, as it was stored then; undefined where it was killed before. */
export function storedResult({ status, result }: Run): RunResult | undefined {
  const stored = result as RunResult | null;
  return isEnded(status) && stored?.type === 'result' && stored.status === status ? stored : undefined;
}

/** How the process ends for a run in this state. */
export const exitOf: Readonly<Record<RunStatus, ExitCode>> = {
  running: exitCode.failed,
  waiting: exitCode.waiting,
  done: exitCode.done,
  no_schema_change: exitCode.done,
  refused: exitCode.refused,
  rejected: exitCode.refused,
  failed: exitCode.failed,
  interrupted: exitCode.failed,
  cancelled: exitCode.failed,
};
