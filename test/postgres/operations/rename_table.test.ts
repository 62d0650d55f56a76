import type pg from 'pg';
import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { serverMajor } from '../../support/server-version.ts';
import { compile, cycle, down, type Given, up } from './cycle.ts';

const role = `renamer_${process.pid}`;
const schema = `
  create role ${role};
  create table owners (id int primary key);
  insert into owners values (1), (2);
  create table tasks (
    id bigint generated always as identity primary key, n serial, owner int references owners, title text not null default 'none' unique,
    twice int generated always as (owner * 2) stored, changed text, constraint "owned once" unique (owner, title)
  );
  create index on tasks (owner) where title <> 'x';
  create table notes (id int primary key, task bigint not null references tasks on delete cascade);
  create view open_tasks as select id from tasks where title <> 'done';
  create function touch() returns trigger language plpgsql as $$ begin new.changed := tg_op; return new; end $$;
  create trigger touch before insert or update on tasks for each row execute function touch();
  create function newest() returns bigint language sql as 'select max(id) from tasks';
  comment on table tasks is 'to do';
  alter table tasks enable row level security;
  create policy mine on tasks to ${role} using (owner = 1) with check (owner = 1);
  grant select, insert, delete on tasks to ${role} with grant option; grant update (title, owner) on tasks to ${role};
  grant usage on sequence tasks_n_seq to ${role};
  insert into tasks (owner, title) select n % 2 + 1, 't' || n from generate_series(1, 50) n;
  insert into notes select n, n from generate_series(1, 50) n;
`;
const rename = { op: 'rename_table', table: 'tasks', to: 'jobs' } as const;
const dropRole = `reset role; drop owned by ${role} cascade; drop role ${role}`;

async function inDatabase(run: (db: TestDatabase, session: pg.Client) => Promise<void>): Promise<void> {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    await run(db, session);
  } finally {
    await session.query(dropRole);
  }
}

/** Before PostgreSQL 15 a view would show rows past row level security, and the rename is refused. */
const testInvoker = test.skipIf(serverMajor < 15);

testInvoker('tasks becomes jobs: an old and a new application are both right, each within its rights', () =>
  inDatabase(async (_, session) => {
    const plan = await cycle(session, rename);
    expect(plan.steps).toHaveLength(1);
    expect(plan.steps[0]?.up).toContain(
      `ALTER TABLE "public"."tasks" RENAME TO "jobs";
CREATE VIEW "public"."tasks" WITH (security_invoker=true) AS SELECT "id", "n", "owner", "title", "twice", "changed" FROM "public"."jobs";
REVOKE ALL ON "public"."tasks" FROM PUBLIC;`,
    );
    expect(plan.steps[0]).toMatchObject({
      down: 'DROP VIEW "public"."tasks";\nALTER TABLE "public"."jobs" RENAME TO "tasks";',
      locks: ['public.tasks'],
    });
    expect(plan.breaking[0]).toMatch(
      /^public.tasks is a view of public.jobs: COPY, TRUNCATE, ON CONFLICT ON CONSTRAINT, /,
    );
    expect(plan.followUps.map(({ what }) => what)).toEqual([
      'drop_view public.tasks by a later migration, when no application names it any more',
      'before that, let public.newest() use public.jobs',
    ]);
    await session.query(`set role ${role}`);
    const rows = async (sql: string): Promise<unknown> => (await session.query(sql)).rows;
    for (const name of ['tasks', 'jobs']) {
      expect(await rows(`select count(*)::int from ${name}`)).toEqual([{ count: 25 }]);
      const insert = `insert into ${name} (owner, title) values (1, '${name}')`;
      expect(await rows(`${insert} returning owner, twice, changed`)).toEqual([
        { owner: 1, twice: 2, changed: 'INSERT' },
      ]);
      expect(
        await rows(
          `${insert} on conflict (title) do update set title = excluded.title || '!' returning title, changed`,
        ),
      ).toEqual([{ title: `${name}!`, changed: 'UPDATE' }]);
      await expect(rows(`insert into ${name} (owner) values (2)`)).rejects.toThrow(
        'row-level security policy',
      );
      await expect(rows(`update ${name} set changed = 'x'`)).rejects.toThrow('permission denied');
      expect(await rows(`delete from ${name} where title = '${name}!' returning title`)).toHaveLength(1);
    }
    await session.query('reset role');
    expect(await rows('select newest() >= 50 as is')).toEqual([{ is: true }]);
    expect(await rows('select count(*)::int from open_tasks')).toEqual([{ count: 50 }]);
    await session.query('delete from jobs where id = 1');
    expect(await rows('select count(*)::int from notes')).toEqual([{ count: 49 }]);
  }),
);

testInvoker('no statement of an application fails on the way there and back, prepared ones neither', () =>
  inDatabase(async (db, session) => {
    const plan = await compile(session, rename);
    let running = true;
    let done = 0;
    const application = async (): Promise<void> => {
      const own = await db.session();
      const write = {
        name: 'write',
        text: `insert into tasks (owner, title) values (1, gen_random_uuid()) returning id`,
      };
      const read = { name: 'read', text: `select * from tasks where title = $1 for update`, values: ['t1'] };
      while (running) {
        expect((await own.query(write)).rowCount).toBe(1);
        expect((await own.query(read)).rowCount).toBe(1);
        done++;
      }
    };
    const applications = [application(), application(), application()];
    try {
      for (let round = 0; round < 8; round++) {
        for (const way of [up, down]) {
          const before = done;
          await way(session, plan);
          while (done < before + 6) await Promise.race([...applications, new Promise(setImmediate)]);
        }
      }
    } finally {
      running = false;
    }
    await Promise.all(applications);
    expect(done).toBeGreaterThan(90);
  }),
);

testInvoker('set_schema: into a schema that is there, or a new one, with a view in the old one', () =>
  inDatabase(async (_, session) => {
    await session.query('create schema "App ü"');
    const plan = await cycle(session, { op: 'set_schema', table: 'tasks', to: 'App ü' });
    expect(plan.steps[0]?.up).toContain(
      'ALTER TABLE "public"."tasks" SET SCHEMA "App ü";\nCREATE VIEW "public"."tasks" WITH (security_invoker=true) AS',
    );
    expect(plan.steps[0]?.down).toBe(
      'DROP VIEW "public"."tasks";\nALTER TABLE "App ü"."tasks" SET SCHEMA "public";',
    );
    expect(plan.breaking[1]).toBe('UPDATE public.tasks SET … = DEFAULT writes NULL: a view has no defaults');
    expect(plan.breaking[2]).toBe(
      'sequences of public.tasks go along to schema App ü: nextval by their old names fails',
    );
    expect(plan.followUps[0]?.what).toBe(
      `grant usage on schema App ü to ${role} before they ask for App ü.tasks`,
    );
    const own = await cycle(session, { op: 'set_schema', table: 'notes', to: 'new', createSchema: true });
    expect(own.steps.map(({ up: sql }) => sql.split('\n')[0])).toEqual([
      'CREATE SCHEMA "new";',
      'ALTER TABLE "public"."notes" SET SCHEMA "new";',
    ]);
    await session.query(`set role ${role}; insert into tasks (owner, title) values (1, 'from the old one')`);
    await session.query('reset role');
    expect((await session.query(`select count(*)::int from "App ü".tasks`)).rows).toEqual([{ count: 51 }]);
  }),
);

testInvoker('what follows in the same request finds the table under its new name', () =>
  inDatabase(async (_, session) => {
    await cycle(session, [
      rename,
      { op: 'drop_trigger', table: 'jobs', name: 'touch' },
      { op: 'add_column', table: 'jobs', column: 'more', type: 'int' },
      { op: 'drop_policy', table: 'jobs', name: 'mine' },
      { op: 'set_schema', table: 'jobs', to: 'work', createSchema: true },
    ]);
    await cycle(session, [
      { op: 'drop_view', name: 'tasks' },
      { op: 'drop_view', name: 'jobs' },
      { op: 'drop_table', table: 'notes' },
    ]);
  }),
);

test('odd names, a partitioned table, another owner', async () => {
  const name = `${'t'.repeat(57)}"ü's`;
  await using db = await testDatabase({
    sql: `
      create role ${role};
      create table "${name.replaceAll('"', '""')}" ("select" int, "a""b" text);
      create table parts (id int, at date) partition by range (at);
      create table parts_1 partition of parts for values from ('2020-01-01') to ('2021-01-01');
      alter table parts owner to ${role};
    `,
  });
  const session = await db.session();
  try {
    await cycle(session, { op: 'rename_table', table: name, to: `${'ü'.repeat(30)}'"` });
    await session.query(`insert into "${name.replaceAll('"', '""')}" ("select") values (1)`);
    const plan = await cycle(session, { op: 'rename_table', table: 'parts', to: 'user' });
    expect(plan.steps[0]?.up).toContain(`ALTER VIEW "public"."parts" OWNER TO "${role}"`);
    await session.query(`insert into parts values (1, '2020-05-05'); update parts set id = 2`);
    expect(await db.query('select id from "user"')).toEqual([{ id: 2 }]);
    await cycle(session, { op: 'rename_table', table: 'parts_1', to: 'parts_2020' });
  } finally {
    await session.query(dropRole);
  }
});

testInvoker(
  'refuses taken names, views, what is being renamed already, and RLS where views cannot ask it',
  () =>
    inDatabase(async (_, session) => {
      const fails = (given: object, message: string): Promise<void> =>
        expect(compile(session, { ...rename, ...given } as Given), message).rejects.toThrow(message);
      await fails({ to: 'owners' }, 'table "public.owners" exists already');
      await fails({ to: 'tasks_owner_idx' }, 'table "public.tasks_owner_idx" exists already');
      await fails({ to: 'tasks_n_seq' }, 'table "public.tasks_n_seq" exists already');
      await fails({ table: 'open_tasks' }, 'public.open_tasks: it is a view');
      await fails({ table: 'task' }, 'there is no table "public.task"');
      await fails({ to: 'x'.repeat(64) }, 'is longer than 63 bytes');
      await fails({ op: 'set_schema', to: 'App' }, 'there is no schema "App"');
      await fails({ op: 'set_schema', to: 'public', createSchema: true }, 'schema "public" exists already');
      await session.query(
        'create schema full_one; create table full_one.x (a int); create index tasks_pkey on full_one.x (a)',
      );
      await fails({ op: 'set_schema', to: 'full_one' }, 'index "full_one.tasks_pkey" exists already');
      await up(
        session,
        await compile(session, { op: 'rename_column', table: 'notes', column: 'task', to: 'job' }),
      );
      await fails({ table: 'notes' }, 'triggers keep "public.notes: task = job" equal, by its name');
    }),
);
