import type { Queryable, ViewRow } from './database.ts';

export type Standing = Pick<
  ViewRow<'leaderboard'>,
  'user_id' | 'username' | 'total_score' | 'completed_tasks'
>;

export async function topLearners(db: Queryable, limit = 10): Promise<Standing[]> {
  const { rows } = await db.query<Standing>(
    `select user_id, username, total_score, completed_tasks from public.leaderboard
     order by total_score desc, username limit $1`,
    [limit],
  );
  return rows;
}

export async function standingOf(db: Queryable, userId: string): Promise<Standing | null> {
  const { rows } = await db.query<Standing>(
    'select user_id, username, total_score, completed_tasks from public.leaderboard where user_id = $1',
    [userId],
  );
  return rows[0] ?? null;
}
