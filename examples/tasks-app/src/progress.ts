import type { Queryable, Row } from './database.ts';

export type Progress = Pick<
  Row<'user_progress'>,
  'user_id' | 'task_id' | 'score' | 'attempts' | 'completed_at'
>;

const columns = 'user_id, task_id, score, attempts, completed_at';

/** An attempt of the signed-in user. The best score of all attempts counts. */
export async function recordAttempt(
  db: Queryable,
  taskId: string,
  score: number,
  done = false,
): Promise<Progress> {
  const { rows } = await db.query<Progress>(`select ${columns} from public.record_attempt($1, $2, $3)`, [
    taskId,
    score,
    done,
  ]);
  const [row] = rows;
  if (!row) throw new Error(`attempt at task ${taskId} was not stored`);
  return row;
}

/** Best scores first. */
export async function listProgress(db: Queryable, userId: string): Promise<Progress[]> {
  const { rows } = await db.query<Progress>(
    `select ${columns} from public.user_progress where user_id = $1 order by score desc, task_id`,
    [userId],
  );
  return rows;
}

/** Best scores of one task, for its owner's statistics. */
export async function listScores(db: Queryable, taskId: string, limit = 100): Promise<Progress[]> {
  const { rows } = await db.query<Progress>(
    `select ${columns} from public.user_progress where task_id = $1 order by score desc, user_id limit $2`,
    [taskId, limit],
  );
  return rows;
}
