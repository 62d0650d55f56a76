import type pg from 'pg';
import { listRuns, type Run, type RunFilter, type RunStatus } from '../store/runs.ts';
import { type LiveStatus, liveStatus } from './live-status.ts';

export type LiveRun = Omit<Run, 'status'> & { readonly status: LiveStatus };

export interface LiveFilter extends Omit<RunFilter, 'status' | 'offset'> {
  /** As it is now. */
  readonly status?: readonly LiveStatus[] | undefined;
}

/** What is stored as one of them may be another, or queued, by now. */
const unsettled: readonly RunStatus[] = ['running', 'waiting', 'interrupted'];

const pageSize = 100;

/** Runs by what they are now, the newest first. */
export async function listLive(pool: pg.Pool, { status, limit, ...filter }: LiveFilter): Promise<LiveRun[]> {
  const stored = status && [
    ...new Set(status.flatMap((one) => (one === 'queued' || unsettled.includes(one) ? unsettled : [one]))),
  ];
  const found: LiveRun[] = [];
  for (let offset = 0; found.length < limit; offset += pageSize) {
    const page = await listRuns(pool, { ...filter, status: stored, limit: pageSize, offset });
    for (const run of page) {
      if (found.length === limit) break;
      const live = unsettled.includes(run.status) ? await liveStatus(pool, run) : run.status;
      if (status === undefined || status.includes(live)) found.push({ ...run, status: live });
    }
    if (page.length < pageSize) break;
  }
  return found;
}
