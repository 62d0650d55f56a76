import type { z } from 'zod';
import type { Operation } from '../../postgres/operations/index.ts';

export type Given = z.input<typeof Operation>;

/** One class of change that could block an application, and the SQL that people write for it first. */
export interface Change {
  readonly name: string;
  readonly operations: readonly [Given, ...Given[]];
  readonly naive: string;
  /** SQL that makes the tables as the change wants them. */
  readonly before?: string;
  /**
   * Why an application that prepares its statements fails, and is told so: the load runs without prepared statements
   * then.
   */
  readonly unprepared?: string;
  /** What the documentation names as needing a window, on either way. */
  readonly window?: 'up' | 'down';
  /** Rows that come afterwards need not be as those that were there. */
  readonly once?: boolean;
}

const tasks = { table: 'tasks' } as const;

export const changes: readonly Change[] = [
  {
    name: 'add_column default',
    operations: [
      { op: 'add_column', ...tasks, column: 'difficulty', type: 'integer', default: '5', min: 1, max: 10 },
    ],
    naive: 'alter table tasks add column difficulty int default 5 check (difficulty between 1 and 10)',
  },
  {
    name: 'add_column volatile default',
    operations: [
      {
        op: 'add_column',
        ...tasks,
        column: 'token',
        type: 'uuid',
        default: 'gen_random_uuid()',
        notNull: true,
      },
    ],
    naive: 'alter table tasks add column token uuid not null default gen_random_uuid()',
  },
  {
    name: 'add_column backfill',
    operations: [
      {
        op: 'add_column',
        ...tasks,
        column: 'size',
        type: 'integer',
        backfill: 'length(title)',
        notNull: true,
        default: '0',
      },
    ],
    naive: `alter table tasks add column size int not null default 0; update tasks set size = length(title)`,
  },
  {
    name: 'add_column references',
    operations: [
      {
        op: 'add_column',
        ...tasks,
        column: 'closer',
        type: 'integer',
        references: { table: 'owners', column: 'id' },
      },
    ],
    naive: 'alter table tasks add column closer int references owners; create index on tasks (closer)',
  },
  {
    name: 'create_table referencing',
    operations: [
      {
        op: 'create_table',
        table: 'votes',
        columns: [
          { name: 'id', type: 'bigint', identity: 'always' },
          { name: 'task_id', type: 'bigint', notNull: true, references: { table: 'tasks', column: 'id' } },
        ],
        primaryKey: ['id'],
      },
    ],
    naive: 'create table votes (id bigint primary key, task_id bigint not null references tasks)',
  },
  {
    name: 'set_not_null fill',
    operations: [{ op: 'set_not_null', ...tasks, column: 'note', fill: "''" }],
    before: `alter table tasks alter column note set default ''`,
    naive: `update tasks set note = '' where note is null; alter table tasks alter column note set not null`,
  },
  {
    name: 'drop_not_null',
    operations: [{ op: 'drop_not_null', ...tasks, column: 'title' }],
    naive: 'alter table tasks alter column title drop not null',
  },
  {
    name: 'add_check',
    operations: [{ op: 'add_check', ...tasks, check: 'score between 0 and 1000' }],
    naive: 'alter table tasks add check (score between 0 and 1000)',
  },
  {
    name: 'add_foreign_key',
    operations: [
      {
        op: 'add_foreign_key',
        ...tasks,
        column: 'reviewer_id',
        references: { table: 'owners', column: 'id' },
      },
    ],
    naive:
      'alter table tasks add foreign key (reviewer_id) references owners; create index on tasks (reviewer_id)',
  },
  {
    name: 'alter_foreign_key',
    operations: [
      { op: 'alter_foreign_key', table: 'comments', name: 'comments_task_id_fkey', onDelete: 'restrict' },
    ],
    before: 'delete from labels',
    naive: `alter table comments drop constraint comments_task_id_fkey,
      add constraint comments_task_id_fkey foreign key (task_id) references tasks on delete restrict`,
  },
  {
    name: 'add_unique',
    operations: [{ op: 'add_unique', ...tasks, columns: ['owner_id', 'code'] }],
    naive: 'alter table tasks add unique (owner_id, code)',
  },
  {
    name: 'add_primary_key',
    operations: [{ op: 'add_primary_key', table: 'comments', columns: ['id'] }],
    before:
      'alter table comments drop constraint comments_pkey, alter column id drop identity, alter column id drop not null; ' +
      "create sequence comment_ids; grant usage on sequence comment_ids to public; select setval('comment_ids', max(id)) from comments; " +
      "alter table comments alter column id set default nextval('comment_ids')",
    naive: 'alter table comments add primary key (id)',
  },
  {
    name: 'add_index',
    operations: [{ op: 'add_index', ...tasks, columns: ['title'] }],
    naive: 'create index on tasks (title)',
  },
  {
    name: 'drop_index',
    operations: [{ op: 'drop_index', name: 'tasks_state_idx' }],
    naive: 'drop index tasks_state_idx',
  },
  {
    name: 'drop_constraint unique',
    operations: [{ op: 'drop_constraint', ...tasks, name: 'tasks_code_key' }],
    // The application deletes by code, and without any index would read the whole table for it.
    before:
      'alter table tasks add constraint tasks_code_key unique using index tasks_code_idx; create index on tasks (code)',
    naive: 'alter table tasks drop constraint tasks_code_key',
  },
  {
    name: 'drop_constraint foreign key',
    operations: [{ op: 'drop_constraint', ...tasks, name: 'tasks_owner_id_fkey' }],
    naive: 'alter table tasks drop constraint tasks_owner_id_fkey',
  },
  {
    name: 'validate_constraint',
    operations: [{ op: 'validate_constraint', ...tasks, name: 'owned' }],
    before: 'alter table tasks add constraint owned check (owner_id > 0) not valid',
    naive: 'alter table tasks validate constraint owned',
  },
  {
    name: 'alter_type by swap',
    operations: [{ op: 'alter_type', ...tasks, column: 'score', type: 'bigint' }],
    naive: 'alter table tasks alter column score type bigint',
    unprepared: 'the type of a result changes',
  },
  {
    name: 'alter_type of a key',
    operations: [{ op: 'alter_type', table: 'owners', column: 'id', type: 'bigint' }],
    naive: 'alter table owners alter column id type bigint',
    unprepared: 'the type of a result changes',
  },
  {
    name: 'add_enum_value',
    operations: [{ op: 'add_enum_value', name: 'stage', value: 'paused', before: 'done' }],
    before:
      "create type stage as enum ('new', 'started', 'done'); alter table tasks add column stage stage not null default 'new'",
    naive: `alter type stage add value 'paused' before 'done'`,
    window: 'down',
  },
  {
    name: 'rename_enum_value',
    operations: [{ op: 'rename_enum_value', name: 'stage', value: 'done', to: 'finished' }],
    before:
      "create type stage as enum ('new', 'started', 'done'); alter table tasks add column stage stage not null default 'new'",
    naive: `alter type stage rename value 'done' to 'finished'`,
  },
  {
    name: 'replace_enum',
    operations: [
      {
        op: 'replace_enum',
        name: 'stage',
        labels: ['new', 'done'],
        map: [{ from: 'started', to: 'new' }],
      },
    ],
    before:
      "create type stage as enum ('new', 'started', 'done'); alter table tasks add column stage stage not null default 'new'",
    naive: `alter type stage rename to stage_old; create type stage as enum ('new', 'done');
      alter table tasks alter column stage drop default, alter column stage type stage
        using (case stage when 'started' then 'new' else stage::text end)::stage, alter column stage set default 'new';
      drop type stage_old`,
    unprepared: 'the type of a result changes',
  },
  {
    name: 'alter_type in place',
    operations: [{ op: 'alter_type', ...tasks, column: 'state', type: 'text' }],
    naive: 'alter table tasks alter column state type text',
    unprepared: 'the type of a result changes',
    window: 'down',
  },
  {
    name: 'rename_column',
    operations: [{ op: 'rename_column', ...tasks, column: 'title', to: 'subject' }],
    naive: 'alter table tasks rename column title to subject',
  },
  {
    name: 'rename_table',
    operations: [{ op: 'rename_table', ...tasks, to: 'jobs' }],
    naive: 'alter table tasks rename to jobs',
  },
  {
    name: 'set_schema',
    operations: [{ op: 'set_schema', ...tasks, to: 'work', createSchema: true }],
    naive: 'create schema work; alter table tasks set schema work',
  },
  {
    name: 'drop_column',
    operations: [{ op: 'drop_column', ...tasks, column: 'spare' }],
    naive: 'create table kept as select id, spare from tasks; alter table tasks drop column spare',
  },
  {
    name: 'drop_table',
    operations: [{ op: 'drop_table', table: 'labels' }],
    naive: 'create table kept as select * from labels; drop table labels',
  },
  {
    name: 'backfill',
    operations: [{ op: 'backfill', ...tasks, column: 'note', expression: 'upper(title)' }],
    naive: 'update tasks set note = upper(title)',
    once: true,
  },
  {
    name: 'normalise',
    operations: [{ op: 'normalise', ...tasks, column: 'note', rules: ['trim', 'upper'] }],
    naive: 'update tasks set note = upper(trim(note))',
    once: true,
  },
  {
    name: 'delete_duplicates',
    operations: [{ op: 'delete_duplicates', table: 'events_next', columns: ['what'] }],
    before: `alter table events_next add primary key (id); update events_next set what = id % (select count(*) / 2 from events_next)`,
    naive:
      'delete from events_next using events_next as other where other.what = events_next.what and other.id < events_next.id',
  },
  {
    name: 'delete_orphans',
    operations: [
      {
        op: 'delete_orphans',
        table: 'comments',
        column: 'task_id',
        references: { table: 'tasks', column: 'id' },
      },
    ],
    before:
      'alter table comments drop constraint comments_task_id_fkey; update comments set task_id = -task_id where id % 4 = 0',
    naive: 'delete from comments where not exists (select from tasks where tasks.id = task_id)',
  },
  {
    name: 'move_columns',
    operations: [
      {
        op: 'move_columns',
        table: 'labels',
        into: { table: 'tasks' },
        columns: [{ from: 'label' }],
        key: { from: 'task_id', to: 'id' },
      },
    ],
    naive:
      'alter table tasks add label text; update tasks set label = l.label from labels l where task_id = id',
  },
  {
    name: 'merge_columns',
    operations: [
      {
        op: 'merge_columns',
        ...tasks,
        columns: ['code', 'title'],
        into: 'heading',
        type: 'text',
        expression: "code || ': ' || title",
        back: [
          { column: 'code', expression: "split_part(heading, ': ', 1)" },
          { column: 'title', expression: "substr(heading, strpos(heading, ': ') + 2)" },
        ],
      },
    ],
    naive: `alter table tasks add heading text; update tasks set heading = code || ': ' || title`,
  },
  {
    name: 'insert_rows',
    operations: [
      {
        op: 'insert_rows',
        table: 'owners',
        columns: ['id', 'name'],
        rows: [
          [5000, 'one'],
          [5001, 'another'],
        ],
      },
    ],
    naive: `insert into owners values (5000, 'one'), (5001, 'another')`,
  },
  {
    name: 'transform_json',
    operations: [
      {
        op: 'transform_json',
        ...tasks,
        column: 'data',
        set: [{ path: 'big', value: 'true' }],
      },
    ],
    naive: `update tasks set data = data || '{"big": true}'`,
    once: true,
  },
  {
    name: 'split_table',
    operations: [
      {
        op: 'split_table',
        ...tasks,
        into: 'task_notes',
        columns: [{ from: 'note', to: 'note' }],
      },
    ],
    naive: `create table task_notes (task_id bigint primary key references tasks on delete cascade, note text);
      insert into task_notes select id, note from tasks; alter table tasks alter column note drop default`,
  },
  {
    name: 'split_table rows',
    operations: [
      {
        op: 'split_table',
        ...tasks,
        into: 'task_texts',
        rows: { columns: ['note', 'spare'], to: 'body' },
      },
    ],
    naive: `create table task_texts (task_id bigint references tasks on delete cascade, position int, body text not null,
        primary key (task_id, position));
      insert into task_texts select id, 1, note from tasks where note is not null
        union all select id, 2, spare from tasks where spare is not null`,
  },
  {
    name: 'partition_table attach',
    operations: [
      {
        op: 'partition_table',
        action: 'attach',
        table: 'events',
        partition: 'events_next',
        from: "'2027-01-01'",
        to: "'2028-01-01'",
      },
    ],
    naive: `alter table events attach partition events_next for values from ('2027-01-01') to ('2028-01-01')`,
  },
  {
    name: 'partition_table detach',
    operations: [{ op: 'partition_table', action: 'detach', table: 'events', partition: 'events_old' }],
    naive: 'alter table events detach partition events_old',
  },
  {
    name: 'enable_rls and policy',
    operations: [
      { op: 'enable_rls', ...tasks },
      { op: 'create_policy', ...tasks, name: 'everybody', command: 'all', using: 'true', check: 'true' },
    ],
    naive:
      'create policy everybody on tasks using (true) with check (true); alter table tasks enable row level security',
  },
  {
    name: 'create_trigger',
    operations: [
      {
        op: 'create_trigger',
        ...tasks,
        name: 'touch_again',
        timing: 'before',
        events: ['update'],
        function: 'touch',
      },
    ],
    naive: 'create trigger touch_again before update on tasks for each row execute function touch()',
  },
  {
    name: 'grant and comment',
    operations: [
      { op: 'grant', name: 'tasks', roles: ['load_app'], privileges: ['truncate'] },
      { op: 'comment', ...tasks, text: 'what is to be done' },
    ],
    naive: `grant truncate on tasks to load_app; comment on table tasks is 'what is to be done'`,
  },
];
