import type pg from 'pg';
import { runCancelled } from '../audit/entries.ts';
import { NothingToCancel } from '../errors.ts';
import { type Ending, isInProduction, report } from '../nodes/report.ts';
import type { Outcome, RunStateValue } from '../state.ts';
import { isUnderWay } from '../store/journal.ts';
import { isEnded, type Run, updateRun } from '../store/runs.ts';
import type { RunResult } from './result.ts';

export interface Cancellation {
  readonly by: string;
  readonly reason: string;
}

/**
 * Ends a run that nobody works on: its branches are dropped, its files taken back, its report is written; production
 * is left alone. Once begun nobody goes on with the run, and what a killed process left to do is done by cancelling
 * it again.
 * @throws NothingToCancel where the run has ended, or has begun to change production
 */
export async function cancelRun(
  run: Run,
  state: RunStateValue | Record<string, never>,
  context: Ending,
  pool: pg.Pool,
  { by, reason }: Cancellation,
): Promise<{ outcome: Outcome; reportPath?: string | null }> {
  if (isEnded(run.status) && !isHalfCancelled(run))
    throw new NothingToCancel(`run ${run.id} has ended: it is ${run.status.replaceAll('_', ' ')}`);
  // A step without a transaction may be half done there, and no history tells of it.
  const merging = await isUnderWay(pool, run.id, 'mcp__supabase__merge_branch');
  const begun = isBegun(state) ? state : null;
  if (merging || (begun !== null && (await isInProduction(begun, context))))
    throw new NothingToCancel(`run ${run.id} has ${merging ? 'begun to change' : 'changed'} production`, {
      hint: `godwit resume ${run.id} finishes it; godwit rollback ${run.id} then takes it out again`,
    });
  await context.audit.add(runCancelled(by));
  await updateRun(pool, run.id, { status: 'cancelled' });
  const outcome = { status: 'cancelled' as const, rule: null, reason: `by ${by}: ${reason}`, hint: null };
  // Killed before its first checkpoint, it has left nothing.
  if (begun === null) return { outcome };
  const { reportPath = null } = await report({ ...begun, outcome }, context);
  return { outcome, reportPath };
}

/** Its result comes last; until then the one that it was interrupted with may stand there. */
const isHalfCancelled = ({ status, result }: Run): boolean =>
  status === 'cancelled' && (result as Partial<RunResult> | null)?.status !== 'cancelled';

const isBegun = (state: RunStateValue | Record<string, never>): state is RunStateValue =>
  state.runId !== undefined;
