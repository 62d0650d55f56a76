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
    'Rename the enum value draft to pending in task_status but only for premium users',
    'Add an index on tasks (status) except for archived ones',
    'Make due_date in tasks mandatory except the first',
    'Make due_date in tasks mandatory unless it is a draft',
    'Add reviewer_id to tasks referencing profiles or remove it',
    'Set the default of tasks.type to quiz for new rows only',
    'Add a `priority` column to tasks, default 3, only for new rows',
    'Make due_date in some tasks mandatory',
    'Ensure estimated_minutes in old tasks is between 1 and 600',
    'Lösche den Index tasks_category_id_idx aber nur in Test',
  ])('what takes something out of a request is asked about: %s', (title) => {
    expect(plan(title)).toMatchObject({ decision: 'clarify' });
  });

  it.each([
    ['Make owner_id in tasks nullable per owner', 'per owner'],
    ['Change the foreign key of user_progress.user_id to restrict on delete, open, done', 'open, done'],
    ['Set the default of tasks.type to quiz if possible', undefined],
    ['Drop the index tasks_category_id_idx because it is large or slow', undefined],
    ['Rename the old tasks table to exercises', undefined],
  ])('%s', (title, told) => {
    expect(plan(title)).toMatchObject({
      decision: 'change',
      notUnderstood: told === undefined ? expect.anything() : [expect.stringContaining(told)],
    });
  });

  it.each([
    ['title of tasks should be unique per owner', ['owner_id', 'title']],
    ['In tasks, title must be unique within a category', ['category_id', 'title']],
    ['title muss pro owner eindeutig sein', ['owner_id', 'title']],
    ['Add a text column slug to tasks, unique per owner', ['owner_id', 'slug']],
  ])('what is unique per something: %s', (title, columns) => {
    const decision = plan(title);
    expect(decision.decision === 'change' && decision.operations.at(-1)).toMatchObject({
      op: 'add_unique',
      table: 'tasks',
      columns,
    });
  });

  it('unique per something unknown is asked about, in a new table it is one of its own columns', () => {
    expect(asked('Task titles have to be unique for each user')).toBe(
      'Which column of tasks is meant by "unique per user": category_id, owner_id?',
    );
    expect(
      plan('Create a table projects with name text unique per owner, owner uuid references profiles'),
    ).toMatchObject({ operations: [{ op: 'create_table', uniques: [['owner', 'name']] }] });
  });

  it.each([
    ['Add website string(80) to profiles', { type: 'character varying(80)' }],
    ['Add website varchar 255 to profiles', { type: 'character varying(255)' }],
    ['Add a rank column to tasks, number 1 to 10', { column: 'rank', min: 1, max: 10 }],
    ['Add rank decimal 0 to 5 to tasks', { column: 'rank', min: 0, max: 5 }],
    [
      'Add locale (en, de, fr) to profiles, default en',
      { default: "'en'", check: `"locale" in ('en', 'de', 'fr')` },
    ],
  ])('all that stands behind a column counts: %s', (title, column) => {
    expect(plan(title)).toMatchObject({ operations: [column] });
  });

  it.each([
    ['Add website (string, 80) to profiles', '80'],
    ['Add rank integer 5 to profiles', '5'],
    ['Add `level` (integer, calculated from score) to user_progress', 'calculated from score'],
    ['Add level (int, from 1 up to the maximum of the plan) to profiles', 'maximum of the plan'],
  ])('or is asked about: %s', (title, quoted) => {
    expect(asked(title)).toContain(quoted);
  });

  it('a column of the title in other words is one column, or asked about', () => {
    expect(plan('Phone number for profiles', 'Add `phone` (varchar(20)) to profiles.')).toMatchObject({
      operations: [{ column: 'phone', type: 'character varying(20)' }],
    });
    expect(
      asked('Add `phone` to profiles', 'Please add a phone number column to profiles, varchar(20).'),
    ).toBe('Are "phone" and "phone number" one column, or two? Which name shall it have?');
  });

  it('a table beside a new table is a table, and refers to it by the type of its key', () => {
    const body =
      'Add a `teams` table with name (text), and a `team_members` table with `team_id` (references teams) and `email` (text).';
    expect(plan('Teams', body)).toMatchObject({
      operations: [
        { op: 'create_table', table: 'teams' },
        {
          table: 'team_members',
          columns: [{ name: 'team_id', type: 'uuid', references: { table: 'teams' } }, { name: 'email' }],
        },
      ],
    });
  });

  it.each([
    ['```sql\nDELETE FROM tasks WHERE status = 1;\n```', 'DELETE FROM tasks'],
    ['```sql\nTRUNCATE user_progress;\n```', 'TRUNCATE user_progress'],
    ['```sql\nUPDATE tasks t SET estimated_minutes = 3;\n```', 'UPDATE tasks t SET'],
    ['```sql\nWITH d AS (DELETE FROM tasks RETURNING *) SELECT 1;\n```', 'WITH d AS (DELETE FROM tasks'],
    ['```sql\nGRANT USAGE ON SCHEMA app TO anon;\n```', 'GRANT USAGE'],
    ['```ruby\nadd_column :tasks, :likes, :hstore\n```', 'add_column :tasks, :likes'],
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
    'Backfill score in user_progress with 0 where attempts = 3 and task_id is null',
    'Backfill score in user_progress with 0 where attempts = 3, or where task_id is null',
    'Set score of user_progress to 0 for rows older than 3 years',
    'Set score of user_progress to 0 for rows without a deadline',
    'If attempts is 3, set score of user_progress to 0',
    'Set score of user_progress to 0. Where attempts is 3, keep it.',
    'Set score of user_progress to 0 where attempts is "many"',
  ])('%s is asked about', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });

  it('a sentence of its own is asked about as well', () => {
    const table = 'Create a table task_bodies with id bigint and body text';
    expect(asked(table, 'The body is filled from tasks.content.')).toContain('filled from tasks.content');
    expect(asked(table, 'Move them to the profiles table.')).toContain('Move them to the profiles table');
    expect(asked('Delete old tasks', 'Add `archived` boolean to tasks')).toContain('Delete old tasks');
  });

  const document = 'Migrate tasks.content to the new format: `text` → `body.text`, set `version` to 2';
  it.each([
    [`${document}. Rename title to name`, 'Rename title to name'],
    [`${document}, then rename title to name`, 'rename title to name'],
    ['Add `keywords` text to tasks and tabelle categories in themen umbenennen', 'themen umbenennen'],
    ['Make tasks.due_date required and optional', 'required and optional'],
  ])('what may be meant in two ways is asked about: %s', (title, quoted) => {
    expect(asked(title)).toContain(quoted);
  });

  it.each([
    [
      'New column tasks.priority (smallint, 1-5, default 3) and tasks.owner_id should restrict on delete',
      ['add_column', 'alter_foreign_key'],
    ],
    [
      'In tasks, add `difficulty integer not null default 5` and profiles.username should accept nulls',
      ['add_column', 'drop_not_null'],
    ],
  ])('a column that is there begins a request of its own: %s', (title, ops) => {
    const decision = plan(title);
    expect(decision.decision === 'change' ? decision.operations.map(({ op }) => op) : decision).toEqual(ops);
  });

  it('a line that begins with an order is one, whatever line stands above', () => {
    const body =
      'Rename user_progress.score to Points\nWiden user_progress.attempts to bigint\ntasks should get a text column `visibility`\nBitte die Tabelle categories in topics umbenennen';
    const decision = plan('Changes of the schema', body);
    expect(decision).toMatchObject({
      decision: 'change',
      operations: expect.arrayContaining([
        expect.objectContaining({ op: 'rename_column', column: 'score', to: 'points' }),
        expect.objectContaining({ op: 'add_column', table: 'tasks', column: 'visibility' }),
        expect.objectContaining({ op: 'alter_type', column: 'attempts', type: 'bigint' }),
        expect.objectContaining({ op: 'rename_table', table: 'categories', to: 'topics' }),
      ]),
    });
  });

  it.each([
    '¿Deberíamos eliminar la columna legacy_notes de tasks?',
    'No eliminar la columna legacy_notes de tasks',
    'No hay que eliminar la columna legacy_notes de tasks',
  ])('%s is no order', (title) => {
    expect(plan(title).decision).not.toBe('change');
  });

  it('what is passed over as a remark is told', () => {
    const decision = plan('Add `summary` text to tasks because title is too short', '');
    expect(decision).toMatchObject({ decision: 'change', notUnderstood: ['because title is too short'] });
    expect(plan('Summaries', 'Add `summary` text to tasks. Rename it in the Redis cache.')).toMatchObject({
      decision: 'change',
      notUnderstood: expect.arrayContaining([expect.stringContaining('Rename it in the Redis cache')]),
    });
  });

  it('a lower-case line below an order is a statement of its own, with its own reason', () => {
    const left = (line: string) => {
      const decision = plan('Effort', `Add an integer column \`effort\` to tasks\n${line}`);
      return decision.decision === 'change' ? decision.notUnderstood : decision.decision;
    };
    expect(left('the due dates come in a later release')).toContain(
      'the due dates come in a later release (is for later)',
    );
    expect(left('we do not need legacy_notes any more')).toContain(
      'we do not need legacy_notes any more (is no order)',
    );
    expect(left('no wait, keep it as it is')).toBe('clarify');
    expect(plan('Deadline', 'Rename the column due_date of\nthe tasks table to deadline')).toMatchObject({
      operations: [{ op: 'rename_column', column: 'due_date', to: 'deadline' }],
    });
  });

  it.each([
    ['make_id()', 'make_id()'],
    ['gen_random_uuid()', 'gen_random_uuid()'],
    ["'a'::text", "'a'::text"],
    ["upper('a, b')", "upper('a, b')"],
    ['CURRENT_USER', 'CURRENT_USER'],
    ["'draft'", "'draft'"],
  ])('a default in SQL is an expression: %s', (given, expected) => {
    const type = given.startsWith('gen') ? 'uuid' : 'text';
    const sql = `\`\`\`sql\nALTER TABLE tasks ADD COLUMN token ${type} DEFAULT ${given};\n\`\`\``;
    expect(plan('Token', sql)).toMatchObject({ operations: [{ column: 'token', default: expected }] });
  });

  it('a call in prose is no text', () => {
    expect(plan('Add a text column token to tasks, default make_token()').decision).toBe('clarify');
  });

  it.each([
    'Break legacy_notes of tasks into lines',
    'Split title of tasks into short_title and long_title',
    'Separate title of tasks into subject / body',
    'Put due_date of tasks into words',
  ])('%s goes to no table', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });

  it.each([
    'Set the default of tasks.due_date to tomorrow',
    "Add column full_name to profiles, computed as first_name || ' ' || last_name",
    'Add a column owner_name to tasks and keep it in sync with profiles',
    'Add `x` int and `y` int, but not `z`, to tasks',
    'Add a boolean `x` to tasks, default true for old rows and false for new ones',
    'Add text column `x` to tasks, max 20 chars, stored encrypted',
    'Add column `tags` text[] to tasks with a GIN index',
    'Add jsonb column `meta` to tasks with a check that it has a key a',
    'Add text column `code` to tasks which must match ^[a-z]+$',
    'Create a temporary table foo with id integer',
    'Create an unlogged table events with id bigint',
    'Create a table teams with id and name in the schema auth',
    'Merge first_name and last_name in the profile header',
    'Add `x` integer to tasks?',
    'Add `deleted_at` timestamptz to tasks but also to profiles',
    "Add `level` text to profiles (low, medium, high, not null, default 'low')",
  ])('half of it is no change: %s', (title) => {
    expect(plan(title).decision).not.toBe('change');
  });

  it('a default ends a list of values, unless it is one of them', () => {
    const check = (values: string) => {
      const decision = plan(`Add column \`role\` to profiles: text, one of ${values}`);
      return decision.decision === 'change' ? decision.operations[0] : decision;
    };
    expect(check('admin, teacher, learner, default learner')).toMatchObject({
      check: "\"role\" in ('admin', 'teacher', 'learner')",
      default: "'learner'",
    });
    expect(check('default, dark and light')).toMatchObject({
      check: "\"role\" in ('default', 'dark', 'light')",
    });
  });

  it('what a title and its body rename of one enum are two orders', () => {
    const decision = plan(
      'Rename enum value draft to sketch in task_status',
      'Rename enum value archived to retired in task_status.',
    );
    expect(decision).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'rename_enum_value', value: 'draft', to: 'sketch' },
        { op: 'rename_enum_value', value: 'archived', to: 'retired' },
      ],
    });
  });

  const dates = 'Add start_date and end_date to tasks; end must be after start';
  it.each([
    `${dates}, and also change categories.name from text to varchar(60)`,
    `${dates} and add \`archived_at\` timestamptz to tasks`,
  ])('a comparison between other orders is one of its own: %s', (body) => {
    const decision = plan('Changes', body);
    expect(decision.decision === 'change' && decision.operations).toContainEqual({
      op: 'add_check',
      table: 'tasks',
      schema: 'public',
      check: '"end_date" > "start_date"',
    });
  });

  it('a rule that names one of several new columns is for that one', () => {
    const both = 'Add points integer not null default 0 and grade char(3) to tasks.';
    expect(plan('Points', `${both} Points must not be negative.`)).toMatchObject({
      decision: 'change',
      operations: [
        { column: 'points', min: 0 },
        { column: 'grade', type: 'character(3)' },
      ],
    });
    expect(asked('Points', `${both} The grade must be upper case.`)).toContain(
      'The grade must be upper case',
    );
  });

  it.each([
    [`${dates}\nRelax the NOT NULL constraint on tasks.title`, 'Relax the NOT NULL constraint'],
    [
      'Create table terms with starts_on date, ends_on date. It is for schools. Many asked for it.\nRecord when a task was published',
      'Record when a task was published',
    ],
    ['Make tasks.title unique. New column difficulty (1-10).', 'New column difficulty'],
    [
      'It would be great if profiles had a website url\nIn tasks fehlt die Spalte `exported_at` (timestamptz)\nAdd created_by (fk to profiles) to categories',
      'profiles had a website url',
    ],
  ])('is asked about: %s', (body, part) => {
    expect(asked('Changes of the schema', body)).toContain(part);
  });

  it('an order about a column that is there is no fault of a program', () => {
    const text =
      'Rename the status `published` to `live` in task_status, then drop tasks.legacy_notes, but do not skip the backup and never run it directly in production';
    expect(asked(text)).toContain('drop tasks.legacy_notes');
  });
});
