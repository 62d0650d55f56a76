import type pg from 'pg';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** A message of a place. Ids count up: see `isLater`. */
export interface Point {
  readonly id: string;
  /** ISO time, by the clock of the place. */
  readonly at: string;
}

export interface Said extends Point {
  /** Where a person reads it. */
  readonly url: string | null;
}

/** Whether it was said after the other one, in the same place: by number, and `9.5` is before `10.25`. */
export const isLater = (one: Pick<Point, 'id'>, other: Pick<Point, 'id'>): boolean =>
  one.id.localeCompare(other.id, 'en', { numeric: true }) > 0;

export type Saying = 'never' | 'begun' | Said;

export async function findSaid(client: Queryable, runId: string, key: string): Promise<Saying> {
  const { rows } = await client.query<{ message_id: string | null; url: string | null; at: string | null }>(
    'SELECT message_id, url, at FROM godwit.said WHERE run_id = $1 AND key = $2',
    [runId, key],
  );
  const [row] = rows;
  if (row === undefined) return 'never';
  const { message_id: id, url, at } = row;
  return id === null || at === null ? 'begun' : { id, url, at };
}

/** Before it is said: a process that dies right after cannot know whether it was. */
export async function beginSaying(
  client: Queryable,
  runId: string,
  key: string,
  place: string,
): Promise<void> {
  await client.query(
    'INSERT INTO godwit.said (run_id, key, place) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [runId, key, place],
  );
}

export async function noteSaid(client: Queryable, runId: string, key: string, said: Said): Promise<void> {
  await client.query(
    'UPDATE godwit.said SET message_id = $3, url = $4, at = $5 WHERE run_id = $1 AND key = $2',
    [runId, key, said.id, said.url, said.at],
  );
}

/** The last message of the place that was heard. */
export async function heardUpTo(client: Queryable, place: string): Promise<Point | undefined> {
  const { rows } = await client.query<Point>(
    'SELECT message_id AS id, at FROM godwit.heard WHERE place = $1',
    [place],
  );
  return rows[0];
}

export async function noteHeard(client: Queryable, place: string, { id, at }: Point): Promise<void> {
  await client.query(
    `INSERT INTO godwit.heard (place, message_id, at) VALUES ($1, $2, $3)
     ON CONFLICT (place) DO UPDATE SET message_id = excluded.message_id, at = excluded.at`,
    [place, id, at],
  );
}
