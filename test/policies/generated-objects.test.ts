import { beforeAll, expect, test } from 'vitest';
import { analyseCall } from '../../policies/judge.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { compileOperations, Operation } from '../../postgres/operations/index.ts';
import { parseScript, renderScript } from '../../postgres/script/index.ts';
import type { Given } from '../postgres/operations/cycle.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { specialistPolicy, testFacts } from './support/specialist.ts';

const schema = `
  create type mood as enum ('good', 'bad');
  create type stage as enum ('new', 'started', 'paused');
  create table steps (id int primary key, stage stage default 'new');
  create domain rating as int default 3 not null check (value > 0);
  alter domain rating add constraint most check (value < 9) not valid;
  comment on constraint most on domain rating is 'at most';
  create table tasks (id bigint generated always as identity primary key, owner int, title text not null);
  alter table tasks enable row level security;
  create policy mine on tasks using (owner = 1);
  comment on policy mine on tasks is 'kept';
  create function touch() returns trigger language plpgsql set search_path = '' as $$ begin return new; end $$;
  create function unused(a int) returns int language sql as 'select a';
  create trigger touch before update on tasks for each row execute function touch();
  create view shown with (security_invoker = true) as select id, title from tasks;
  create materialized view counted as select count(*) from tasks;
  create table events (id int, at date) partition by range (at);
  create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01');
  create table events_2 (id int, at date);
`;

const operations: readonly Given[] = [
  { op: 'create_policy', table: 'tasks', name: 'mine', using: 'owner = 2', replace: true },
  { op: 'drop_policy', table: 'tasks', name: 'mine' },
  {
    op: 'create_trigger',
    table: 'tasks',
    name: 'again',
    timing: 'before',
    events: ['insert'],
    function: 'touch',
  },
  { op: 'drop_trigger', table: 'tasks', name: 'touch' },
  {
    op: 'create_function',
    name: 'shout',
    returns: 'trigger',
    language: 'plpgsql',
    securityDefiner: true,
    searchPath: [],
    callers: [],
    body: 'BEGIN\n  NEW.title := upper(NEW.title);\n  RETURN NEW;\nEND',
  },
  { op: 'drop_function', name: 'unused', arguments: ['int'] },
  { op: 'create_view', name: 'open', query: 'select id from tasks where owner is null' },
  { op: 'create_view', name: 'shown', query: 'select title from tasks', replace: true },
  { op: 'drop_view', name: 'shown' },
  { op: 'drop_view', name: 'counted' },
  { op: 'grant', name: 'tasks', privileges: ['select'], roles: ['public'] },
  { op: 'create_extension', name: 'pg_trgm' },
  { op: 'rename_enum_value', name: 'mood', value: 'bad', to: 'sad' },
  { op: 'drop_enum', name: 'mood' },
  { op: 'create_enum', name: 'mood', labels: ['bad'], replace: true },
  { op: 'create_domain', name: 'short', type: 'text', checks: [{ check: 'length(VALUE) < 9' }] },
  { op: 'drop_domain', name: 'rating' },
  { op: 'replace_enum', name: 'stage', labels: ['started', 'new'], map: [{ from: 'paused', to: 'new' }] },
  { op: 'rename_table', table: 'tasks', to: 'jobs' },
  { op: 'set_schema', table: 'tasks', to: 'app', createSchema: true },
  {
    op: 'partition_table',
    action: 'attach',
    table: 'events',
    partition: 'events_2',
    from: "'2026-02-01'",
    to: "'2026-03-01'",
  },
  { op: 'partition_table', action: 'detach', table: 'events', partition: 'events_1' },
  { op: 'comment', on: 'policy', table: 'tasks', name: 'mine', text: 'why' },
];

/** Dropping an extension again is for a person to allow. */
const asked: Readonly<Record<string, string>> = {
  create_extension: 'confirm sql/drops-extension: rollback_sql: DROP EXTENSION drops what the extension made',
};

let db: TestDatabase;
beforeAll(async () => {
  await loadSqlParser();
  db = await testDatabase({ sql: schema });
  return () => db[Symbol.asyncDispose]();
});

test('what operations on objects write passes the guards, and reads the same as a file', async () => {
  const catalog = await readCatalog(await db.session());
  const policy = specialistPolicy();
  const judge = (tool: string, input: object): string => {
    const { verdict, rule, reason } = analyseCall(tool, input, policy, testFacts());
    return verdict === 'allow' ? 'allow' : `${verdict} ${rule}: ${reason}`;
  };
  for (const operation of operations) {
    const plan = compileOperations([Operation.parse(operation)], catalog);
    const { up, down } = renderScript(plan.steps);
    expect(parseScript(up, down).map(({ kind }) => kind)).toEqual(plan.steps.map(({ kind }) => kind));
    const input = { project_id: 'branch', name: 'change', query: up, rollback_sql: down };
    expect
      .soft(judge('mcp__supabase__apply_migration', input), `${operation.op}\n${up}\n----\n${down}`)
      .toBe(asked[operation.op] ?? 'allow');
    for (const { sql } of [...plan.preconditions, ...plan.verifications]) {
      for (const project_id of ['branch', 'production']) {
        expect.soft(judge('mcp__supabase__execute_sql', { project_id, query: sql }), sql).toBe('allow');
      }
    }
  }
});
