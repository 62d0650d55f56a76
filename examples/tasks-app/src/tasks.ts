import { readContent, type TaskContent } from './content.ts';
import type { Enum, Insert, Queryable, Row } from './database.ts';

export type TaskStatus = Enum<'task_status'>;

type TaskRow = Pick<
  Row<'tasks'>,
  | 'id'
  | 'owner_id'
  | 'category_id'
  | 'title'
  | 'status'
  | 'type'
  | 'content'
  | 'due_date'
  | 'estimated_minutes'
>;

export type Task = Omit<TaskRow, 'content'> & TaskContent;

export type NewTask = Pick<Insert<'tasks'>, 'owner_id' | 'title' | 'status' | 'type'> & {
  text: string;
  hints?: string[];
  points: number;
  due_date?: string;
};

const columns = 'id, owner_id, category_id, title, status, type, content, due_date, estimated_minutes';

function toTask({ content, ...row }: TaskRow): Task {
  return { ...row, ...readContent(content) };
}

/** Newest first. */
export async function listPublishedTasks(db: Queryable, limit = 20): Promise<Task[]> {
  const { rows } = await db.query<TaskRow>(
    `select ${columns} from public.tasks where status = 'published' order by created_at desc, id limit $1`,
    [limit],
  );
  return rows.map(toTask);
}

export async function findTask(db: Queryable, id: string): Promise<Task | null> {
  const { rows } = await db.query<TaskRow>(`select ${columns} from public.tasks where id = $1`, [id]);
  return rows[0] ? toTask(rows[0]) : null;
}

export async function listTasksByCategory(db: Queryable, slug: string, limit = 20): Promise<Task[]> {
  const { rows } = await db.query<TaskRow>(
    `select ${columns} from public.tasks
     where status = 'published' and category_id = (select id from public.categories where slug = $1)
     order by created_at desc, id limit $2`,
    [slug, limit],
  );
  return rows.map(toTask);
}

export async function listTasksByTag(db: Queryable, tag: string, limit = 20): Promise<Task[]> {
  const { rows } = await db.query<TaskRow>(
    `select ${columns} from public.tasks
     where status = 'published' and id in (select task_id from public.task_tags where tag = $1)
     order by created_at desc, id limit $2`,
    [tag, limit],
  );
  return rows.map(toTask);
}

/** A task without a due date is due in 30 days. */
export async function createTask(db: Queryable, task: NewTask): Promise<Task> {
  const content = { text: task.text, hints: (task.hints ?? []).join('; '), points: task.points };
  const { rows } = await db.query<TaskRow>(
    `insert into public.tasks (owner_id, title, status, type, content, due_date)
     values ($1, $2, $3, $4, $5, coalesce($6, current_date + 30))
     returning ${columns}`,
    [task.owner_id, task.title, task.status ?? 'draft', task.type ?? 'exercise', content, task.due_date],
  );
  const [row] = rows;
  if (!row) throw new Error(`task "${task.title}" was not stored`);
  return toTask(row);
}

export async function setTaskStatus(db: Queryable, id: string, status: TaskStatus): Promise<boolean> {
  const { rowCount } = await db.query('update public.tasks set status = $2 where id = $1', [id, status]);
  return rowCount === 1;
}

export async function addTag(db: Queryable, taskId: string, tag: string): Promise<void> {
  await db.query('insert into public.task_tags (task_id, tag) values ($1, $2) on conflict do nothing', [
    taskId,
    tag,
  ]);
}

export async function deleteTask(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from public.tasks where id = $1', [id]);
  return rowCount === 1;
}
