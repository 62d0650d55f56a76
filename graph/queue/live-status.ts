import type pg from 'pg';
import { isLeased } from '../store/lease.ts';
import type { Run, RunStatus } from '../store/runs.ts';
import { jobOf } from './queue.ts';

export type LiveStatus = RunStatus | 'queued';

/**
 * The status as it is now. A run that no process works on although it says so was killed in the middle; one that
 * workers go on with is in the queue, unless they have given up.
 */
export async function liveStatus(pool: pg.Pool, { id, status, spec }: Run): Promise<LiveStatus> {
  if (status === 'running' && (await isLeased(pool, id))) return 'running';
  const isQueued = spec.queued === true && (await jobOf(pool, id))?.gaveUp === false;
  if (isQueued && ['running', 'interrupted', 'waiting'].includes(status)) return 'queued';
  return status === 'running' ? 'interrupted' : status;
}
