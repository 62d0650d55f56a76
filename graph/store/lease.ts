import type pg from 'pg';
import { LeaseLost, RunIsBusy } from '../errors.ts';
import { isLocked, type Lock, takeLock } from './session-lock.ts';
import type { StateDatabase } from './state-database.ts';

/** The right of one process to work on a run. */
export interface Lease extends Lock {
  /**
   * The one session that holds the lock, and never another one. What is written through it is written by whoever
   * holds the run: a process that was frozen, and taken over, has no session left to write with.
   */
  readonly pool: pg.Pool;
}

const key = (runId: string): string => `godwit:run:${runId}`;

/**
 * Two processes that resume one run would both run its next effect; LangGraph does not notice.
 * @throws RunIsBusy
 */
export const leaseRun = (state: Pick<StateDatabase, 'openPool'>, runId: string): Promise<Lease> =>
  takeLock(state, key(runId), { busy: () => new RunIsBusy(runId), lost: () => new LeaseLost(runId) });

/** Whether a process holds the run's lease right now. */
export const isLeased = (pool: pg.Pool, runId: string): Promise<boolean> => isLocked(pool, key(runId));
