import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const schema = `
  create table tasks (id int primary key, title text, "Größe" int, touched text);
  create table log (what text);
  create schema "Fn";
  create function touch() returns trigger language plpgsql as $$ begin new.touched := tg_op || coalesce(' ' || tg_argv[0], ''); return new; end $$;
  create function "Fn"."count rows"() returns trigger language plpgsql as $$ begin insert into log select 'now ' || count(*) from fresh; return null; end $$;
  create function through() returns trigger language plpgsql as $$ begin insert into tasks (id, title) values (new.id, new.title); return new; end $$;
  create function not_for_triggers(a int) returns int language sql as 'select a';
  create view shown as select id, title || '' as title from tasks;
  insert into tasks select n, 't' || n from generate_series(1, 5) n;
  create trigger "it's old" before update of title, touched on tasks for each row
    when (old.title is distinct from new.title) execute function touch('a ''quoted'' text', 'b');
  comment on trigger "it's old" on tasks is 'kept';
  create table parts (id int, n int) partition by range (id);
  create table parts_1 partition of parts for values from (0) to (10);
  create table parts_2 partition of parts for values from (10) to (20);
  create trigger own after insert on parts for each row execute function touch();
`;

test('create_trigger and drop_trigger: exact SQL, its effect, and the trigger as it was on the way back', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const created = await cycle(session, {
    op: 'create_trigger',
    table: 'tasks',
    name: 'select',
    timing: 'before',
    events: ['insert', 'update'],
    columns: ['Größe', 'title'],
    forEach: 'row',
    when: 'NEW.id > 3',
    function: 'touch',
    arguments: ["it's"],
  });
  expect(created.steps).toEqual([
    {
      kind: 'transactional',
      up: `CREATE TRIGGER "select" BEFORE INSERT OR UPDATE OF "Größe", "title" ON "public"."tasks" FOR EACH ROW WHEN (NEW.id > 3) EXECUTE FUNCTION "public"."touch"('it''s');`,
      down: 'DROP TRIGGER "select" ON "public"."tasks";',
      locks: ['public.tasks'],
    },
  ]);
  expect(created.breaking).toEqual([
    'each insert, update of public.tasks runs public.touch(): it may change or refuse a row',
  ]);
  await session.query(`update tasks set "Größe" = 1; insert into tasks (id) values (6)`);
  expect(await db.query('select touched from tasks order by id')).toEqual(
    [null, null, null, "UPDATE it's", "UPDATE it's", "INSERT it's"].map((touched) => ({ touched })),
  );

  await session.query(`alter table tasks disable trigger "it's old"`);
  const dropped = await cycle(session, { op: 'drop_trigger', table: 'tasks', name: "it's old" });
  expect(dropped.steps[0]?.down).toBe(
    `CREATE TRIGGER "it's old" BEFORE UPDATE OF title, touched ON public.tasks FOR EACH ROW WHEN ((old.title IS DISTINCT FROM new.title)) EXECUTE FUNCTION public.touch('a ''quoted'' text', 'b');
ALTER TABLE "public"."tasks" DISABLE TRIGGER "it's old";
COMMENT ON TRIGGER "it's old" ON "public"."tasks" IS 'kept';`,
  );

  const long = 'ü'.repeat(31);
  await cycle(session, [
    { op: 'drop_trigger', table: 'tasks', name: 'select' },
    {
      op: 'create_trigger',
      table: 'tasks',
      name: long,
      timing: 'after',
      events: ['insert'],
      forEach: 'statement',
      function: 'count rows',
      functionSchema: 'Fn',
      newTable: 'fresh',
    },
    {
      op: 'create_trigger',
      table: 'shown',
      name: 'through',
      timing: 'instead of',
      events: ['insert'],
      function: 'through',
    },
  ]);
  await session.query(`insert into shown values (7, 'seven'); insert into tasks (id) values (8), (9)`);
  expect(await db.query('select what from log')).toEqual([{ what: 'now 1' }, { what: 'now 2' }]);
  await cycle(session, { op: 'drop_trigger', table: 'shown', name: 'through' });
});

test('create_trigger with replace: in one step, the one that was there on the way back', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const plan = await cycle(session, {
    op: 'create_trigger',
    table: 'tasks',
    name: "it's old",
    timing: 'before',
    events: ['update'],
    function: 'touch',
    replace: true,
  });
  expect(plan.steps).toHaveLength(1);
  await session.query('update tasks set id = 11 where id = 1');
  expect(await db.query('select touched from tasks where id = 11')).toEqual([{ touched: 'UPDATE' }]);
  expect(
    await db.query(`select obj_description(oid) as comment from pg_trigger where tgname = 'it''s old'`),
  ).toEqual([{ comment: 'kept' }]);
});

test('a trigger of a partitioned table goes and comes back on all partitions', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  await cycle(session, { op: 'drop_trigger', table: 'parts', name: 'own' });
  await cycle(session, {
    op: 'create_trigger',
    table: 'parts',
    name: 'again',
    timing: 'before',
    events: ['insert'],
    function: 'touch',
  });
  await expect(compile(session, { op: 'drop_trigger', table: 'parts_1', name: 'again' })).rejects.toThrow(
    'it came with the partitioned table',
  );
  await session.query('alter table parts_2 disable trigger again');
  await expect(compile(session, { op: 'drop_trigger', table: 'parts', name: 'again' })).rejects.toThrow(
    'on a partition it is switched or commented otherwise',
  );
});

test('what triggers refuse', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  await session.query(
    'create trigger zz_godwit_sync_a after delete on tasks for each row execute function touch()',
  );
  const fails = (given: object, message: string): Promise<void> =>
    expect(
      compile(session, {
        op: 'create_trigger',
        table: 'tasks',
        name: 'new',
        timing: 'before',
        events: ['insert'],
        function: 'touch',
        ...given,
      } as Given),
      message,
    ).rejects.toThrow(message);
  await fails({ name: "it's old" }, 'trigger "it\'s old on public.tasks" exists already');
  await fails({ replace: true }, 'there is no trigger on public.tasks "new"');
  await fails({ name: 'zz_godwit_x' }, 'such names are for the triggers of renames');
  await fails({ function: 'touched' }, 'there is no function "public.touched()"');
  await fails({ function: 'not_for_triggers' }, 'there is no function "public.not_for_triggers()"');
  await fails({ events: [] }, 'it needs events');
  await fails({ columns: ['title'] }, 'only an update names columns');
  await fails({ events: ['update'], columns: ['titel'] }, 'there is no column "public.tasks.titel"');
  await fails({ timing: 'instead of' }, 'a table cannot have it instead of each row');
  await fails({ table: 'shown' }, 'a view cannot have it before each row');
  await fails({ events: ['truncate'] }, 'truncate has no rows');
  await fails({ forEach: 'statement', when: 'NEW.id > 1' }, 'a statement has no NEW and OLD');
  await fails({ newTable: 'fresh' }, 'sets of old and new rows are for an after trigger');
  await fails({ when: 'true) execute function x(' }, 'is not one SQL expression');
  await fails({ op: 'drop_trigger', name: 'zz_godwit_sync_a' }, 'keeps the old and the new place');
  await fails({ op: 'drop_trigger', name: 'its old' }, 'there is no trigger on public.tasks "its old"');
});
