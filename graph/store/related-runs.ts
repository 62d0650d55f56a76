import type pg from 'pg';
import type { RunStatus } from './runs.ts';

/** A run that another one is about. */
export interface RelatedRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly how: 'undoes' | 'retryOf';
}

/** The runs that take back what this one merged, or begin it anew; the oldest first. */
export async function relatedRuns(pool: pg.Pool, id: string): Promise<readonly RelatedRun[]> {
  const { rows } = await pool.query<RelatedRun>(
    `SELECT id, status, CASE WHEN spec #>> '{undoes,run}' = $1 THEN 'undoes' ELSE 'retryOf' END AS how
     FROM godwit.run WHERE spec #>> '{undoes,run}' = $1 OR spec ->> 'retryOf' = $1 ORDER BY seq`,
    [id],
  );
  return rows;
}
