import type pg from 'pg';
import type { Timeline, TimelineEvent } from '../timeline.ts';
import { storable } from './jsonb.ts';
import { runChannel } from './wake-up.ts';

export interface StoredEvent {
  readonly id: number;
  readonly at: Date;
  readonly event: TimelineEvent;
}

/** Keeps the timeline in the state database and tells it live; an event told again after a crash is told once. */
export class StoredTimeline implements Timeline {
  readonly #pool: pg.Pool;
  readonly #runId: string;
  readonly #listener: (event: StoredEvent) => void;

  constructor(pool: pg.Pool, runId: string, listener: (event: StoredEvent) => void) {
    this.#pool = pool;
    this.#runId = runId;
    this.#listener = listener;
  }

  async tell(key: string, event: TimelineEvent): Promise<void> {
    const { rows } = await this.#pool.query<{ id: string; at: Date }>(
      `WITH told AS (
         INSERT INTO godwit.run_event (run_id, key, event) VALUES ($1, $2, $3)
         ON CONFLICT (run_id, key) DO NOTHING RETURNING id, at
       ) SELECT id, at, pg_notify('${runChannel}', $1) FROM told`,
      [this.#runId, key, JSON.stringify(storable(event))],
    );
    const [row] = rows;
    if (row !== undefined) this.#listener({ id: Number(row.id), at: row.at, event });
  }
}

/** Events of a run after the one with the given id, oldest first. */
export async function listEvents(pool: pg.Pool, runId: string, afterId = 0): Promise<readonly StoredEvent[]> {
  const { rows } = await pool.query<{ id: string; at: Date; event: TimelineEvent }>(
    'SELECT id, at, event FROM godwit.run_event WHERE run_id = $1 AND id > $2 ORDER BY id',
    [runId, afterId],
  );
  return rows.map(({ id, at, event }) => ({ id: Number(id), at, event }));
}
