import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

describe('nothing that a request orders is dropped in silence', () => {
  let catalog: Catalog;
  const plan = (title: string, body = '') => planRequest({ title, body }, catalog);
  const asked = (title: string, body = '') => {
    const decision = plan(title, body);
    return decision.decision === 'clarify' ? decision.questions.join('\n') : decision.decision;
  };
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
  });

  it.each([
    [
      'New table task_bodies with id and body text; body filled from tasks.content',
      'body filled from tasks.content',
    ],
    [
      'New table task_bodies with id and body text, body filled from tasks.content',
      'filled from tasks.content',
    ],
    ['New table task_bodies (id bigint, body text) filled from tasks.content', 'filled from tasks.content'],
    [
      'Create a table task_bodies with id bigint and body text. Copy tasks.content into it.',
      'Copy tasks.content into it',
    ],
    [
      'Create a table task_bodies with id bigint and body text and then move the title of tasks there',
      'move the title',
    ],
    ['Add `summary` text to tasks, then copy title into it', 'copy title into it'],
    ['Add `summary` text to tasks for the list and delete title', 'delete title'],
    ['Drop the column legacy_notes from tasks after copying it to content', 'after copying it to content'],
    [
      'Drop the column legacy_notes from tasks once its values are moved to profiles.bio',
      'moved to profiles.bio',
    ],
    ['Enable RLS on categories and then migrate the data to task_tags', 'migrate the data to task_tags'],
    [
      'Split content out of tasks into task_contents, then delete rows older than 30 days',
      'delete rows older than 30',
    ],
    ['Add index on tasks (status) only for 10 rows', 'only for 10 rows'],
    [
      'Make first_name in profiles required after filling it from last_name',
      'after filling it from last_name',
    ],
    ['Copy title to slug, then add `rank` integer to tasks', 'Copy title to slug'],
    ['Add `summary` text to tasks, kopiere title hinein', 'kopiere title'],
  ])('%s', (title, quoted) => {
    expect(asked(title)).toContain(quoted);
  });

  it.each([
    ['```sql\nDELETE FROM tasks WHERE status = 1;\n```', 'DELETE FROM tasks'],
    ['```sql\nTRUNCATE user_progress;\n```', 'TRUNCATE user_progress'],
    ['```sql\nUPDATE tasks t SET estimated_minutes = 3;\n```', 'UPDATE tasks t SET'],
    ['```sql\nWITH d AS (DELETE FROM tasks RETURNING *) SELECT 1;\n```', 'WITH d AS (DELETE FROM tasks'],
    ['```sql\nGRANT SELECT ON tasks TO anon;\n```', 'GRANT SELECT'],
    ['```ruby\nadd_column :tasks, :likes, :integer\n```', 'add_column :tasks, :likes'],
    ['```prisma\nmodel Task {\n  likes Int\n}\n```', 'model Task'],
    ['Do the same for profiles.', 'Do the same for profiles'],
    ['Fill it from user_progress.score where completed_at = 3.', 'Fill it from user_progress.score'],
  ])('beside a column: %s', (body, quoted) => {
    expect(asked('Add `stars` integer to tasks', body)).toContain(quoted);
  });

  it.each([
    'Add `stars` integer to tasks with a trigger',
    'Add `stars` integer to tasks, same for profiles',
    'Add `stars` integer to tasks but actually not',
    "Backfill estimated_minutes in tasks with 5 where status = 'open'",
    'Backfill score in user_progress with 0 where attempts = 3',
    'Set score of user_progress to 0 for rows with attempts = 3',
  ])('%s is asked about', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });

  it('a sentence of its own is asked about as well', () => {
    const table = 'Create a table task_bodies with id bigint and body text';
    expect(asked(table, 'The body is filled from tasks.content.')).toContain('filled from tasks.content');
    expect(asked(table, 'Move them to the profiles table.')).toContain('Move them to the profiles table');
    expect(asked('Delete old tasks', 'Add `archived` boolean to tasks')).toContain('Delete old tasks');
  });

  it('what is passed over as a remark is told', () => {
    const decision = plan('Add `summary` text to tasks because title is too short', '');
    expect(decision).toMatchObject({ decision: 'change', notUnderstood: ['because title is too short'] });
    expect(plan('Summaries', 'Add `summary` text to tasks. Rename it in the Redis cache.')).toMatchObject({
      decision: 'change',
      notUnderstood: expect.arrayContaining([expect.stringContaining('Rename it in the Redis cache')]),
    });
  });
});
