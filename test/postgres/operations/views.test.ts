import { expect, test } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { compileOperations, Operation } from '../../../postgres/operations/index.ts';
import { testDatabase } from '../../support/database.ts';
import { serverMajor, since } from '../../support/server-version.ts';
import { compile, cycle, down, type Given, up } from './cycle.ts';

const role = `viewer_${process.pid}`;
const schema = `
  create role ${role}; alter default privileges grant select on tables to ${role};
  create table tasks (id int primary key, owner int, title text);
  insert into tasks select n, n % 2, 't' || n from generate_series(1, 10) n;
  alter table tasks enable row level security;
  create policy mine on tasks for select using (owner = 1);
  create table plain (id int primary key, "Größe" int, note text);
  insert into plain select n, n from generate_series(1, 5) n;
  grant select on tasks, plain to ${role};
  create view "it's" with (${since(15, 'security_invoker = true, ')}check_option = local) as select id, note from plain where id < 4;
  comment on view "it's" is 'kept';
  grant select, insert on "it's" to ${role};
  create view used as select id from plain; create view uses as select id from used;
  create view written as select id, note from plain; alter view written alter column note set default 'n';
  create function refuse() returns trigger language plpgsql as $$ begin return null; end $$;
  create trigger refuse instead of delete on written for each row execute function refuse();
  create materialized view sums as select "Größe", count(*) from plain group by 1;
  create unique index sums_key on sums ("Größe"); comment on index sums_key is 'for refreshing';
  grant select on sums to ${role}; comment on column sums.count is 'how many';
  create materialized view empty as select 1 as one with no data;
`;
/** Before PostgreSQL 15 no view looks with the rights of who asks. */
const testInvoker = test.skipIf(serverMajor < 15);
const dropRole = `reset role; drop owned by ${role}; drop role ${role}`;

testInvoker('create_view: rows under the eyes of whoever asks, or on demand of its owner', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const plan = await cycle(session, {
      op: 'create_view',
      name: 'Open "ü"',
      query: `select id, title as "select" from tasks where title <> ';';`,
      checkOption: 'cascaded',
      comment: 'what is open',
    });
    expect(plan.steps).toEqual([
      {
        kind: 'transactional',
        up: `CREATE VIEW "public"."Open ""ü""" WITH (security_invoker=true, check_option=cascaded) AS
select id, title as "select" from tasks where title <> ';';
COMMENT ON VIEW "public"."Open ""ü""" IS 'what is open';`,
        down: 'DROP VIEW "public"."Open ""ü""";',
        locks: [],
      },
    ]);
    const owners = await cycle(session, {
      op: 'create_view',
      name: 'everything',
      query: 'select id from tasks',
      securityInvoker: false,
    });
    expect(owners.breaking).toEqual([
      'public.everything shows every row its owner may see to whoever may read the view',
    ]);
    // Whatever the database grants by default: past row level security nobody reads who was not named.
    await session.query(`set role ${role}`);
    await expect(session.query('select * from everything')).rejects.toThrow('permission denied');
    await session.query('reset role');
    await session.query(`grant select on "Open ""ü""", everything to ${role}; set role ${role}`);
    const count = async (view: string): Promise<unknown> =>
      (await session.query(`select count(*)::int from ${view}`)).rows[0];
    expect(await count('"Open ""ü"""')).toEqual({ count: 5 });
    expect(await count('everything')).toEqual({ count: 10 });
  } finally {
    await session.query(dropRole);
  }
});

testInvoker(
  'a replaced view has other columns, and its grants, owner and comment; on the way back it is as it was',
  async () => {
    await using db = await testDatabase({ sql: schema });
    const session = await db.session();
    try {
      await session.query(`alter view "it's" owner to ${role}`);
      const plan = await cycle(session, {
        op: 'create_view',
        name: "it's",
        query: 'select "Größe" from plain',
        replace: true,
      });
      expect(plan.steps).toHaveLength(1);
      const table = serverMajor < 16 ? 'plain.' : '';
      expect(plan.steps[0]?.down).toContain(`DROP VIEW "public"."it's";
CREATE VIEW "public"."it's" WITH (security_invoker=true, check_option=local) AS
SELECT ${table}id,
    ${table}note
   FROM public.plain
  WHERE (${table}id < 4);
ALTER VIEW "public"."it's" OWNER TO "${role}";
REVOKE ALL ON "public"."it's" FROM PUBLIC;`);
      expect(plan.breaking).toEqual(["what reads public.it's gets what the new query says"]);
      // Other views, triggers, defaults: then it is replaced in place.
      for (const [name, query] of [
        ['used', 'select -id as id from plain'],
        ['written', 'select id, upper(note) as note from plain'],
      ] as const) {
        const inPlace = await cycle(session, { op: 'create_view', name, query, replace: true });
        expect(inPlace.breaking[1]).toContain('which it did not ask before');
        expect(inPlace.steps[0]?.up).toBe(
          `CREATE OR REPLACE VIEW "public"."${name}" WITH (security_invoker=true) AS\n${query};`,
        );
      }
      expect(await db.query('select max(id) from uses')).toEqual([{ max: -1 }]);
      const wider = await compile(session, {
        op: 'create_view',
        name: 'used',
        query: 'select id, note from plain',
        replace: true,
      });
      await up(session, wider);
      const { rows } = await session.query({ text: wider.verifications[0]?.sql ?? '', rowMode: 'array' });
      expect(rows).toEqual([[1]]);
      await expect(down(session, wider)).rejects.toThrow('cannot drop columns from view');
    } finally {
      await session.query(dropRole);
    }
  },
);

test('drop_view, of both kinds, brings back all that was on it', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const plan = await cycle(session, { op: 'drop_view', name: "it's" });
    expect(plan.steps[0]?.up).toBe(`DROP VIEW "public"."it's";`);
    expect(plan.breaking).toEqual(["applications that read public.it's fail"]);
    for (const name of ['written', 'sums', 'empty', 'uses']) await cycle(session, { op: 'drop_view', name });
    await cycle(session, [
      { op: 'drop_view', name: 'used' },
      { op: 'drop_column', table: 'plain', column: 'note' },
    ]);
  } finally {
    await session.query(dropRole);
  }
});

test('materialized views: created, and replaced while they are read', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  try {
    const created = await cycle(session, {
      op: 'create_view',
      name: 'totals',
      query: 'select owner, count(*) as tasks from tasks group by owner',
      materialized: true,
      securityInvoker: false,
      uniqueKey: ['owner'],
    });
    expect(created.steps[0]?.up).toContain(`CREATE MATERIALIZED VIEW "public"."totals" AS
select owner, count(*) as tasks from tasks group by owner;
CREATE UNIQUE INDEX "totals_owner_idx" ON "public"."totals" ("owner");
REVOKE ALL ON "public"."totals" FROM PUBLIC;`);
    expect(created.followUps.map(({ what }) => what)).toEqual([
      'REFRESH MATERIALIZED VIEW CONCURRENTLY "public"."totals" whenever it shall show newer rows',
    ]);
    const replaced = await cycle(session, {
      op: 'create_view',
      name: 'sums',
      query: 'select "Größe" + 1 as "Größe", count(*), max(id) from plain group by 1',
      materialized: true,
      uniqueKey: ['Größe'],
      replace: true,
    });
    expect(replaced.steps[1]?.up).toBe(`ALTER MATERIALIZED VIEW "public"."sums" RENAME TO "sums_was";
ALTER INDEX "public"."sums_key" RENAME TO "sums_key_was";
ALTER MATERIALIZED VIEW "public"."sums_next" RENAME TO "sums";
ALTER INDEX "public"."sums_key_next" RENAME TO "sums_key";`);
    await session.query(`refresh materialized view concurrently sums; set role ${role}`);
    expect((await session.query('select max("Größe") from sums')).rows).toEqual([{ max: 6 }]);
    await session.query('reset role');
    await cycle(session, {
      op: 'create_view',
      name: 'empty',
      query: 'select 2 as two',
      materialized: true,
      replace: true,
    });
  } finally {
    await session.query(dropRole);
  }
});

test('what views refuse', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const fails = (given: object, message: string): Promise<void> =>
    expect(
      compile(session, { op: 'create_view', name: 'v', query: 'select 1 as one', ...given } as Given),
      message,
    ).rejects.toThrow(message);
  try {
    await fails({ query: 'select 1; drop table tasks' }, 'is not one query: it is not one statement');
    await fails({ query: 'drop table tasks' }, 'it is no SELECT');
    await fails({ query: 'select 1 into other' }, 'SELECT INTO makes a table');
    await fails({ query: 'with gone as (delete from tasks returning id) select * from gone' }, 'it writes');
    await fails({ query: 'select id from tasks for update' }, 'it locks rows');
    await fails({ query: 'select $1' }, 'it has a parameter');
    await fails({ query: 'select 1 -- one' }, 'it holds a comment');
    await fails({ query: 'selec 1' }, 'syntax error');
    await fails({ name: 'tasks' }, 'table "public.tasks" exists already');
    await fails({ name: 'tasks', replace: true }, 'public.tasks: it is a table');
    await fails({ replace: true }, 'there is no table "public.v"');
    await fails({ name: 'sums', replace: true }, 'it is a materialized view');
    await fails(
      { name: 'uses', replace: true, query: 'select * from public.uses' },
      'view public.uses: the query reads the view itself',
    );
    await fails({ uniqueKey: ['one'] }, 'it has no index');
    const hidden = { query: 'select id from (select * from uses_tasks) x', materialized: true };
    await session.query('create view uses_tasks as select * from tasks');
    await fails(hidden, 'it would show rows of public.tasks past their row level security');
    const before15 = { ...(await readCatalog(session)), serverVersion: 140005 };
    const old = (given: Given) => compileOperations([Operation.parse(given)], before15);
    expect(() => old({ op: 'create_view', name: 'v', query: hidden.query })).toThrow('past their row level');
    expect(() => old({ op: 'rename_table', table: 'tasks', to: 'jobs' })).toThrow(
      'only PostgreSQL 15 has security_invoker',
    );
    await fails({ op: 'drop_view', name: 'used' }, 'public.used: view public.uses depends on it');
    await session.query(`create rule none as on insert to uses do instead nothing`);
    await fails({ op: 'drop_view', name: 'uses' }, 'public.uses: rule none depends on it');
  } finally {
    await session.query(dropRole);
  }
});
