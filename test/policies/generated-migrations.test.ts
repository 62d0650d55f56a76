import { beforeAll, expect, test } from 'vitest';
import { analyseCall } from '../../policies/judge.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { compileOperations, Operation } from '../../postgres/operations/index.ts';
import { renderScript } from '../../postgres/script/index.ts';
import type { Given } from '../postgres/operations/cycle.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { specialistPolicy, testFacts } from './support/specialist.ts';

const schema = `
  create type mood as enum ('good', 'bad');
  create table users (id uuid primary key default gen_random_uuid(), email text, phone1 text default '', phone2 text, labels text[]);
  create table tasks (
    id bigint generated always as identity primary key,
    owner uuid references users on delete cascade,
    title text not null,
    type text not null default 'exercise',
    content jsonb,
    state mood default 'good',
    created_at timestamptz,
    updated_at timestamptz default now()
  );
  create table user_progress (id bigint primary key, task bigint references tasks, score int not null default 0);
  create index on tasks (title) where state = 'good';
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on tasks for each row execute function touch();
  alter table tasks enable row level security;
  create policy mine on tasks using (owner is not null);
  alter table user_progress add constraint small check (score < 100) not valid;
  create table spare (id int, at date) partition by range (at);
  create table spare_20 partition of spare for values from ('2020-01-01') to ('2021-01-01');
  create table keyless (a int, during int4range);
  create table counted (id int generated always as identity primary key, n int check (n > 0));
  create table numbered (id serial primary key);
  create table counting (counted int references counted on delete cascade);
`;

const operations: readonly Given[] = [
  {
    op: 'add_column',
    table: 'tasks',
    column: 'difficulty',
    type: 'integer',
    default: '5',
    check: 'difficulty between 1 and 10',
  },
  { op: 'add_column', table: 'tasks', column: 'token', type: 'uuid', default: 'gen_random_uuid()' },
  { op: 'rename_column', table: 'user_progress', column: 'score', to: 'points' },
  { op: 'rename_column', table: 'tasks', column: 'title', to: 'Name "of" it' },
  { op: 'drop_column', table: 'tasks', column: 'title' },
  { op: 'drop_table', table: 'user_progress' },
  {
    op: 'split_table',
    table: 'tasks',
    into: 'task_content',
    columns: [
      { from: 'type', to: 'content_type' },
      { from: 'content', to: 'content' },
    ],
  },
  { op: 'split_table', table: 'users', into: 'phones', rows: { columns: ['phone1', 'phone2'], to: 'phone' } },
  { op: 'split_table', table: 'users', into: 'labels', rows: { columns: ['labels'], to: 'label' } },
  { op: 'backfill', table: 'tasks', column: 'created_at', expression: 'now()', where: 'created_at IS NULL' },
  { op: 'set_not_null', table: 'tasks', column: 'created_at', fill: 'now()' },
  { op: 'normalise', table: 'users', column: 'email', rules: ['trim', 'lower'] },
  { op: 'delete_duplicates', table: 'users', columns: ['email'], references: 'repoint' },
  { op: 'delete_duplicates', table: 'tasks', columns: ['title'], keep: [{ column: 'created_at' }] },
  { op: 'insert_rows', table: 'tasks', columns: ['id', 'title'], rows: [[1, 'first']] },
  {
    op: 'merge_columns',
    table: 'tasks',
    columns: ['type', 'title'],
    into: 'label',
    expression: `concat_ws(': ', type, title)`,
    back: [{ column: 'type', expression: `split_part(label, ': ', 1)` }],
  },
  {
    op: 'move_columns',
    table: 'tasks',
    columns: [{ from: 'content' }, { from: 'state', to: 'mood' }],
    into: { table: 'user_progress' },
    key: { from: 'id', to: 'id' },
  },
  { op: 'delete_orphans', table: 'user_progress', column: 'task', references: { table: 'tasks' } },
  { op: 'add_index', table: 'tasks', columns: ['owner'] },
  { op: 'add_enum_value', name: 'mood', value: 'fair' },
  { op: 'set_default', table: 'tasks', column: 'created_at', default: 'now()' },
  { op: 'add_index', table: 'spare', columns: [{ expression: 'id + 1', order: 'desc' }] },
  { op: 'alter_type', table: 'tasks', column: 'type', type: 'varchar(20)' },
  { op: 'alter_type', table: 'user_progress', column: 'score', type: 'bigint' },
  { op: 'alter_type', table: 'users', column: 'email', type: 'varchar' },
  { op: 'alter_type', table: 'counted', column: 'id', type: 'bigint' },
  { op: 'alter_type', table: 'numbered', column: 'id', type: 'bigint' },
  { op: 'drop_index', name: 'tasks_title_idx' },
  { op: 'drop_not_null', table: 'tasks', column: 'title' },
  { op: 'drop_constraint', table: 'user_progress', name: 'user_progress_pkey' },
  { op: 'drop_constraint', table: 'user_progress', name: 'user_progress_task_fkey' },
  { op: 'validate_constraint', table: 'user_progress', name: 'small' },
  { op: 'add_primary_key', table: 'keyless', columns: ['a'] },
  { op: 'alter_foreign_key', table: 'user_progress', name: 'user_progress_task_fkey', onDelete: 'cascade' },
  { op: 'add_exclusion', table: 'keyless', elements: [{ column: 'during', with: '&&' }] },
] as unknown as readonly Given[];

let db: TestDatabase;
beforeAll(async () => {
  await loadSqlParser();
  db = await testDatabase({ sql: schema });
  return () => db[Symbol.asyncDispose]();
});

test.each(operations.map((operation) => [operation.op, operation] as const))(
  '%s: its migration, its rollback and its checks pass the guards',
  async (_, operation) => {
    const catalog = await readCatalog(await db.session());
    const plan = compileOperations([Operation.parse(operation)], catalog);
    const { up, down } = renderScript(plan.steps);
    const policy = specialistPolicy();
    const judge = (tool: string, input: object) => {
      const { verdict, rule, reason } = analyseCall(tool, input, policy, testFacts());
      return verdict === 'allow' ? 'allow' : `${verdict} ${rule}: ${reason}`;
    };
    const input = { project_id: 'branch', name: 'change', query: up, rollback_sql: down };
    expect(judge('mcp__supabase__apply_migration', input), `${up}\n----\n${down}`).toBe('allow');
    for (const { sql } of [...plan.preconditions, ...plan.verifications]) {
      for (const project_id of ['branch', 'production']) {
        expect(judge('mcp__supabase__execute_sql', { project_id, query: sql }), sql).toBe('allow');
      }
    }
  },
);
