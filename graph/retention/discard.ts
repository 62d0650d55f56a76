import type pg from 'pg';

/** What was deleted; `bytes` as they were stored, without indexes. */
export interface Discarded {
  readonly checkpoints: number;
  readonly values: number;
  readonly writes: number;
  readonly effects: number;
  readonly bytes: number;
}

export const nothing: Discarded = { checkpoints: 0, values: 0, writes: 0, effects: 0, bytes: 0 };

export const together = (a: Discarded, b: Discarded): Discarded => ({
  checkpoints: a.checkpoints + b.checkpoints,
  values: a.values + b.values,
  writes: a.writes + b.writes,
  effects: a.effects + b.effects,
  bytes: a.bytes + b.bytes,
});

/** One statement, so that all of it sees the same newest checkpoint. $2: it stays. $3: the effects go, too. */
const sql = `
WITH newest AS (
  SELECT DISTINCT ON (checkpoint_ns) checkpoint_ns, checkpoint_id, checkpoint FROM godwit.checkpoints
  WHERE thread_id = $1 AND $2::boolean ORDER BY checkpoint_ns, checkpoint_id DESC
), held AS (
  SELECT checkpoint_ns, key AS channel, value AS version
  FROM newest CROSS JOIN jsonb_each_text(checkpoint -> 'channel_versions')
), writes AS (
  DELETE FROM godwit.checkpoint_writes AS w WHERE thread_id = $1
    AND (checkpoint_ns, checkpoint_id) NOT IN (SELECT checkpoint_ns, checkpoint_id FROM newest)
  RETURNING pg_column_size(blob) AS size
), blobs AS (
  DELETE FROM godwit.checkpoint_blobs AS b WHERE thread_id = $1
    AND (checkpoint_ns, channel, version) NOT IN (SELECT checkpoint_ns, channel, version FROM held)
  RETURNING pg_column_size(blob) AS size
), checkpoints AS (
  DELETE FROM godwit.checkpoints AS c WHERE thread_id = $1
    AND (checkpoint_ns, checkpoint_id) NOT IN (SELECT checkpoint_ns, checkpoint_id FROM newest)
  RETURNING pg_column_size(checkpoint) + pg_column_size(metadata) AS size
), effects AS (
  DELETE FROM godwit.effect WHERE run_id = $1 AND $3::boolean RETURNING pg_column_size(result) AS size
)
SELECT (SELECT count(*) FROM checkpoints)::int AS checkpoints, (SELECT count(*) FROM blobs)::int AS values,
  (SELECT count(*) FROM writes)::int AS writes, (SELECT count(*) FROM effects)::int AS effects,
  (SELECT coalesce(sum(size), 0)::float8 FROM (
    SELECT size FROM checkpoints UNION ALL SELECT size FROM blobs UNION ALL SELECT size FROM writes
    UNION ALL SELECT size FROM effects) AS gone) AS bytes`;

/** What a run of the graph kept between its steps; `keepNewest` leaves how it ended. */
export async function discard(
  client: pg.ClientBase,
  runId: string,
  { keepNewest, effects }: { readonly keepNewest: boolean; readonly effects: boolean },
): Promise<Discarded> {
  const { rows } = await client.query<Discarded>(sql, [runId, keepNewest, effects]);
  return rows[0] ?? nothing;
}
