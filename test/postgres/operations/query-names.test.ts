import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const schema = `
  create schema "Sh op";
  create table tasks (id int primary key, title text, "Größe" int, tags text[], made timestamptz default now());
  create table "Sh op"."Or""der" ("Id" int primary key, task int references tasks);
  create sequence counter;
  create function score(t tasks) returns int language sql as 'select 1';
  create extension pg_stat_statements;
  insert into tasks values (1, 'a', 2, '{x}'); insert into "Sh op"."Or""der" values (1, 1);
`;
const view = (query: string, more: object = {}): Given =>
  ({ op: 'create_view', name: 'V "v"', query, ...more }) as Given;

test('a view over what is not there is refused before anything is done; what is there is found', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const no = async (given: Given | Given[], message: string, hint?: string): Promise<void> => {
    const error = await compile(session, given).then(
      () => null,
      (one: Error & { hint?: string }) => one,
    );
    expect(error?.message, message).toContain(message);
    if (hint !== undefined) expect(error?.hint).toBe(hint);
  };
  await no(
    view('select id from public.task'),
    'there is no table "public.task"',
    'did you mean "public.tasks"?',
  );
  await no(view('select id from tusks'), 'there is no table "public.tusks"', 'did you mean "public.tasks"?');
  await no(
    view('select titel from tasks'),
    'there is no column "public.tasks.titel"',
    'did you mean "public.tasks.title"?',
  );
  await no(view('select Größe from tasks where "größe" > 1'), 'there is no column "public.tasks.größe"');
  await no(view('select t.id from tasks t where t.done'), 'there is no column "public.tasks.done"');
  await no(
    view('select o."Id" from "Sh op"."Or""der" o join tasks on tasks.id = o.tsk'),
    'there is no column "Sh op.Or"der.tsk"',
  );
  await no(
    view('select titl from "Sh op"."Or""der" join tasks on id = task'),
    'there is no column of Sh op.Or"der, public.tasks "titl"',
  );
  await no(
    view('select id from tasks where exists (select 1 from "Sh op"."Or""der" where taks = id)'),
    '"taks"',
  );
  // As the database takes them, so does the plan.
  for (const query of [
    'select t.id, score(t) as one, t.score, t.ctid::text as at, count(*) over w as n from public.tasks t window w as (partition by "Größe")',
    'with recursive r(n) as (select 1 union all select n + 1 from r where n < 3) select n, title from r join tasks on id = n',
    'with o as (select task as mine from "Sh op"."Or""der") select mine, title from o, tasks where tasks.id = o.mine',
    'select x.tag, y.*, current_date as d from tasks cross join unnest(tags) as x(tag) left join lateral (select "Id" as i from "Sh op"."Or""der" where task = tasks.id) y on true',
    'select title as what, count(*) from tasks group by what having max(id) > 0 order by what',
    'select last_value, relname::text as name from counter, pg_class where relname = $$tasks$$',
    'select n.nspname::text as name, s.calls from pg_catalog.pg_namespace n, pg_stat_statements s limit 1',
    'select tasks as whole, (tasks).title, array(select "Id" from "Sh op"."Or""der" where task = id) as orders from tasks',
    'select jsonb_build_object($$a$$, value) as v from tasks, jsonb_each(to_jsonb(tasks)) where key = $$id$$',
    'select a.id as a, b.id as b from tasks a join tasks b using (title)',
  ]) {
    await session.query(`create view as_given as ${query}; drop view as_given`);
    await compile(session, view(query));
  }
  // Operations of the request that make what the view reads go before it.
  await cycle(session, [
    view('select d, "Größe", l.n from tasks join "L l" l on l.task = id where d > 3'),
    { op: 'add_column', table: 'tasks', column: 'd', type: 'int', default: '4' },
    {
      op: 'create_table',
      table: 'L l',
      columns: [
        { name: 'task', type: 'int' },
        { name: 'n', type: 'int' },
      ],
      primaryKey: ['task'],
    },
  ]);
  await cycle(session, [
    view('select e from "V ""v""", later', { name: 'over' }),
    {
      op: 'custom_sql',
      up: 'create table later (e int) -- by hand',
      down: 'drop table later',
      reason: 'x',
    } as Given,
  ]);
});

test('a function in SQL and the condition of a trigger name what is there; PL/pgSQL is looked at when it runs', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const sql = (body: string, more: object = {}): Given =>
    ({
      op: 'create_function',
      name: 'f',
      arguments: [{ name: 'which', type: 'int' }],
      returns: 'int',
      language: 'sql',
      body,
      ...more,
    }) as Given;
  await expect(compile(session, sql('select id from public.tusks'))).rejects.toThrow(
    'there is no table "public.tusks"',
  );
  await expect(compile(session, sql('select ident from tasks where id = which'))).rejects.toThrow(
    'there is no column "public.tasks.ident"',
  );
  await cycle(session, [
    sql(
      'update tasks set "Größe" = f.which where id = which; insert into tasks (id) values (which) on conflict (id) do update set title = excluded.title returning d',
    ),
    { op: 'add_column', table: 'tasks', column: 'd', type: 'int' },
  ]);
  await cycle(
    session,
    sql('begin return (select id from nowhere); end', { name: 'later', language: 'plpgsql' }),
  );
  await session.query(
    'create function touch() returns trigger language plpgsql as $$ begin return new; end $$',
  );
  const trigger = (when: string): Given => ({
    op: 'create_trigger',
    table: 'tasks',
    name: 'touch',
    timing: 'before',
    events: ['update'],
    when,
    function: 'touch',
  });
  await expect(compile(session, trigger('new.titel is distinct from old.title'))).rejects.toThrow(
    'there is no column "public.tasks.titel"',
  );
  await cycle(session, [
    trigger('OLD."Größe" < New.more'),
    { op: 'add_column', table: 'tasks', column: 'more', type: 'int' },
  ]);
});
