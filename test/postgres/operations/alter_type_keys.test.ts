import type pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { since } from '../../support/server-version.ts';
import { compile, cycle, down, expectAllZero, type Given, runStep, up } from './cycle.ts';

const alter = (table: string, column: string, type = 'bigint') =>
  ({ op: 'alter_type', table, column, type }) as const;
const large = 3_000_000_000;

const people = `
  create table people (id serial primary key, name text, boss int references people on delete set null);
  create table posts (
    id int generated always as identity primary key,
    owner int not null constraint "Owner's" references people on delete cascade on update cascade deferrable initially deferred,
    reader int
  );
  create table gone (post int);
  create function log() returns trigger language plpgsql as $$ begin insert into gone values (old.id); return old; end $$;
  create trigger log after delete on posts for each row execute function log();
  comment on constraint "Owner's" on posts is 'who wrote it';
  alter table posts add constraint later foreign key (reader) references people not valid;
  insert into people (name, boss) select 'p' || n, nullif(n / 10, 0) from generate_series(1, 300) n;
  insert into posts (owner) select n from generate_series(1, 300) n;
`;

const keysOf = async (session: pg.Client): Promise<unknown[]> =>
  (
    await session.query(
      `select conname as name, pg_get_constraintdef(oid) as is, obj_description(oid) as said from pg_constraint
       where contype = 'f' order by 1`,
    )
  ).rows;

const keys = [
  {
    name: "Owner's",
    is: 'FOREIGN KEY (owner) REFERENCES people(id) ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED',
    said: 'who wrote it',
  },
  { name: 'later', is: 'FOREIGN KEY (reader) REFERENCES people(id) NOT VALID', said: null },
  {
    name: 'people_boss_fkey',
    is: 'FOREIGN KEY (boss) REFERENCES people(id) ON DELETE SET NULL',
    said: null,
  },
];

test('a key that others refer to becomes larger: they go on to refer to it, and are checked at every step', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await compile(session, alter('people', 'id'));
  const refused = (sql: string): Promise<void> =>
    expect(session.query(sql)).rejects.toThrow('violates foreign key constraint');
  const works = async (): Promise<void> => {
    const { rows } = await session.query(`insert into people (name, boss) values ('new', 1) returning id`);
    const id = Number(rows[0].id);
    await session.query(`
      insert into people (name, boss) values ('child', ${id});
      insert into posts (owner, reader) values (${id}, 2), (${id}, 3);
    `);
    await refused('insert into posts (owner) values (777777)');
    await refused('insert into posts (owner, reader) values (1, 777777)');
    await refused('update people set boss = 777777 where id = 5');
    await refused('delete from people where id = 3');
    await session.query('delete from posts where reader is not null');
    await session.query(`delete from gone; update people set boss = null where boss = ${id}`);
    await session.query(`insert into posts (owner) values (${id}), (${id})`);
    await session.query(`update people set id = ${id + 100_000} where id = ${id}`);
    const owned = `select count(*)::int from posts where owner = ${id + 100_000}`;
    expect(await db.query(owned)).toEqual([{ count: 2 }]);
    await session.query(`insert into people (name, boss) values ('child', ${id + 100_000})`);
    await session.query(`delete from people where id = ${id + 100_000}`);
    expect(await db.query(owned)).toEqual([{ count: 0 }]);
    expect(await db.query('select count(*)::int from gone')).toEqual([{ count: 2 }]);
    await session.query(`delete from people where name = 'child'`);
  };
  for (const step of plan.steps) {
    await runStep(session, step, 'up');
    await works();
  }
  for (const step of plan.steps.toReversed()) {
    await runStep(session, step, 'down');
    await works();
  }
  // What stops half-way goes back, too.
  for (let count = 5; count < plan.steps.length; count++) {
    const reached = plan.steps.slice(0, count);
    for (const step of reached) await runStep(session, step, 'up');
    for (const step of reached.toReversed()) await runStep(session, step, 'down');
  }
  expect(await keysOf(session)).toEqual(keys);
});

test('the foreign keys are as they were, and values that the old type cannot hold come at once', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await cycle(session, alter('people', 'id'));
  const steps = plan.steps.map((step) => step.up);
  const first = steps.findIndex((sql) => sql.includes('REFERENCES'));
  expect(steps.slice(first, first + 6)).toEqual([
    'ALTER TABLE "public"."people" ADD CONSTRAINT "people_boss_fkey_new" FOREIGN KEY (boss) REFERENCES "public"."people" ("id_new") ON DELETE SET NULL NOT VALID;',
    'ALTER TABLE "public"."people" VALIDATE CONSTRAINT "people_boss_fkey_new";',
    `ALTER TABLE "public"."people" DROP CONSTRAINT "people_boss_fkey";
ALTER TABLE "public"."people" RENAME CONSTRAINT "people_boss_fkey_new" TO "people_boss_fkey";`,
    `ALTER TABLE "public"."posts" ADD CONSTRAINT "Owner's_new" FOREIGN KEY (owner) REFERENCES "public"."people" ("id_new") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID;`,
    `ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "Owner's_new";`,
    `ALTER TABLE "public"."posts" DROP CONSTRAINT "Owner's";
ALTER TABLE "public"."posts" RENAME CONSTRAINT "Owner's_new" TO "Owner's";
COMMENT ON CONSTRAINT "Owner's" ON "public"."posts" IS 'who wrote it';`,
  ]);
  const room = steps.at(-1) ?? '';
  expect(room.slice(room.indexOf('BEGIN\n'), room.indexOf('\n$godwit$;'))).toBe(`BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."id_old" IS NULL THEN NEW."id_old" := CASE WHEN NEW."id" BETWEEN -2147483648 AND 2147483647 THEN (NEW."id")::integer END; ELSE NEW."id" := (NEW."id_old")::bigint; END IF;
  ELSIF NEW."id_old" IS DISTINCT FROM OLD."id_old" THEN
    NEW."id" := (NEW."id_old")::bigint;
  ELSE
    NEW."id_old" := CASE WHEN NEW."id" BETWEEN -2147483648 AND 2147483647 THEN (NEW."id")::integer END;
  END IF;
  RETURN NEW;
END`);
  expect(room.split('\n').at(-1)).toBe('ALTER TABLE "public"."people" ALTER COLUMN "id_old" DROP NOT NULL;');
  expect(await keysOf(session)).toEqual(keys);
  expect(plan.breaking.at(-1)).toBe(
    'a rollback is refused while public.people.id holds a value that integer cannot hold',
  );
  expect(plan.followUps.map(({ what }) => what)).toEqual([
    'drop_column public.people.id_old by a later migration, when no application counts on integer any more',
    'alter_type public.people.boss to bigint by a later migration, before it has to refer to a value that integer cannot hold',
    'alter_type public.posts.owner to bigint by a later migration, before it has to refer to a value that integer cannot hold',
    'alter_type public.posts.reader to bigint by a later migration, before it has to refer to a value that integer cannot hold',
  ]);
  await session.query(`select setval('people_id_seq', ${large})`);
  await session.query(
    `insert into people (name) values ('large'); update people set name = 'Large' where id > 1e9`,
  );
  expect(await db.query('select id, id_old, name from people where id > 1000000000')).toEqual([
    { id: large + 1, id_old: null, name: 'Large' },
  ]);
  await expectAllZero(session, plan.verifications);
  await expect(session.query(`insert into posts (owner) values (${large + 1})`)).rejects.toThrow(
    'out of range',
  );
  const without = await cycle(session, { op: 'drop_column', table: 'people', column: 'id_old' });
  await down(session, without);
  const later = plan.followUps.flatMap(({ operations }) => operations as Given[]);
  const wider = await compile(
    session,
    later.filter(({ op }) => op === 'alter_type'),
  );
  await up(session, wider);
  await session.query(`insert into posts (owner) values (${large + 1})`);
  await session.query(`insert into people (name, boss) values ('small', ${large + 1})`);
  await expect(session.query(`insert into posts (owner) values (${large + 7})`)).rejects.toThrow(
    '"Owner\'s"',
  );
  await session.query(
    `delete from people where name = 'small'; update people set id = 5000 where id = ${large + 1}`,
  );
  expect(
    await db.query(
      'select people.id, id_old, owner from people join posts on owner = people.id where owner = 5000',
    ),
  ).toEqual([{ id: 5000, id_old: 5000, owner: 5000 }]);
  await down(session, wider);
  await down(session, plan);
  // Its sequence had gone further: it is at its end, and no number is given twice.
  await expect(session.query(`insert into people (name) values ('late')`)).rejects.toThrow(
    'reached maximum value',
  );
  expect(await keysOf(session)).toEqual(keys);
});

test('the way back says first which rows are in its way, and lets no more of them in', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await compile(session, alter('people', 'id'));
  await up(session, plan);
  await session.query(`insert into people (id, name) values (${large}, 'a'), (-${large}, 'b')`);
  const before = await keysOf(session);
  await expect(down(session, plan)).rejects.toThrow(
    'public.people.id holds values that integer cannot hold, in rows: 2',
  );
  await session.query('rollback');
  expect(await keysOf(session)).toEqual(before);
  await session.query(`insert into people (id, name) values (${large + 1}, 'still')`);
  await session.query(`delete from people where id not between -2147483648 and 2147483647`);
  const [last, ...others] = plan.steps.toReversed();
  if (last === undefined) throw new Error('no step');
  await runStep(session, last, 'down');
  await expect(session.query(`insert into people (id) values (${large})`)).rejects.toThrow('out of range');
  for (const step of others) await runStep(session, step, 'down');
  await up(session, plan);
  await session.query(`insert into people (id, name) values (${large}, 'again')`);
  // Half the way back, and on again.
  await session.query(`delete from people where id = ${large}`);
  const back = plan.steps.toReversed().slice(0, 2);
  for (const step of back) await runStep(session, step, 'down');
  for (const step of back.toReversed()) await runStep(session, step, 'up');
  await session.query(`insert into people (id, name) values (${large}, 'again')`);
  expect(await keysOf(session)).toEqual(keys);
});

test('an identity moves with its sequence, as it was and where it was', async () => {
  const role = `counter_${process.pid}`;
  await using db = await testDatabase({
    sql: `
      create role ${role};
      create table "It's" (
        "the ""key""" int generated always as identity (sequence name "odd %s ""seq""" start 5 increment 3 cache 2), at int,
        primary key (at, "the ""key""")
      );
      grant usage on sequence "odd %s ""seq""" to ${role} with grant option;
      comment on sequence "odd %s ""seq""" is 'it''s 100 %';
      create table small (id smallint generated by default as identity (maxvalue 90 cycle) primary key);
      create table refs (
        a int, b int, c smallint constraint "c's" references small (id),
        foreign key (b, a) references "It's" ("the ""key""", at) match full on delete cascade
      );
      insert into "It's" (at) select n from generate_series(1, 50) n;
      insert into refs select at, "the ""key""" from "It's" where at < 9;
      insert into small select from generate_series(1, 7);
    `,
  });
  const session = await db.session();
  try {
    const sequences = (): Promise<object[]> =>
      db.query(
        `select s.*, last_value, obj_description(format('%I', sequencename)::regclass) as said, relacl::text
         from pg_sequences s join pg_class on relname = sequencename order by sequencename`,
      );
    const before = await sequences();
    const key = alter("It's", 'the "key"');
    const plan = await cycle(session, key);
    await down(session, plan);
    expect(await sequences()).toEqual(before);
    await up(session, plan);
    expect(await sequences()).toEqual(
      before.map((one) =>
        'max_value' in one && one.max_value === 2147483647
          ? { ...one, data_type: 'bigint', max_value: '9223372036854775807' }
          : one,
      ),
    );
    expect(
      await db.query(
        `insert into "It's" (at) values (51) returning "the ""key""" as key, "the ""key""_old" as old`,
      ),
    ).toEqual([{ key: 155, old: 155 }]);
    await expect(session.query(`insert into "It's" (at, "the ""key""") values (51, 7)`)).rejects.toThrow(
      'non-DEFAULT value',
    );
    await expect(session.query('insert into refs values (1, 6)')).rejects.toThrow('violates foreign key');
    await session.query(
      `insert into "It's" (at, "the ""key""") overriding system value values (7, ${large})`,
    );
    await expect(down(session, plan)).rejects.toThrow('holds values that integer cannot hold');
    await session.query(`rollback; delete from "It's" where "the ""key""" = ${large}`);
    await cycle(session, alter('small', 'id', 'integer'));
    await session.query('insert into small (id) values (40000)');
  } finally {
    await session.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('where somebody reads the old column, larger values wait; what cannot move is refused', async () => {
  await using db = await testDatabase({
    sql: `
      create table p (id int primary key, n smallint not null default 1 check (n > 0), code int unique ${since(15, 'nulls not distinct')});
      create table c (p int references p);
      create view seen as select id from p;
      create table q (id int primary key references q, n int);
      create table parted (q int references q) partition by range (q);
      create table r (id int primary key, q int references r);
      alter table r add unique (id);
      create schema away;
      create table counted (id int generated always as identity primary key);
      create table u (id int primary key, code int unique, n int not null);
      create unique index on u (n);
      create table v (code int references u (code) on update cascade, n int references u (n));
      insert into u values (1, 2, 3);
      insert into v values (2, 3);
      insert into p values (1, 2, 3);
    `,
  });
  const session = await db.session();
  const viewed = await cycle(session, alter('p', 'id'));
  expect(viewed.breaking.at(-1)).toBe(
    'writes to public.p.id of a value that integer cannot hold exactly fail until id_old is dropped',
  );
  await expect(session.query(`insert into p values (2, 1, ${large})`)).rejects.toThrow('out of range');
  await session.query('insert into c values (1)');
  const n = await cycle(session, alter('p', 'n', 'int'));
  await session.query('update p set n = 40000');
  expect(await db.query('select n, n_old from p')).toEqual([{ n: 40000, n_old: null }]);
  await expect(session.query('update p set n = -40000')).rejects.toThrow('"p_n_check"');
  await expect(down(session, n)).rejects.toThrow(
    'public.p.n holds values that smallint cannot hold, in rows: 1',
  );
  await session.query('rollback');
  await cycle(session, { op: 'drop_column', table: 'p', column: 'n_old' });
  const refused = (given: Given, message: string): Promise<void> =>
    expect(compile(session, given)).rejects.toThrow(message);
  await refused(
    alter('q', 'id'),
    'foreign key parted_q_fkey of public.parted depends on it, and its rows are in several tables',
  );
  await session.query('drop table parted');
  await refused(
    alter('q', 'id'),
    'foreign key q_id_fkey of public.q depends on it, and is on the column itself',
  );
  await refused(
    alter('r', 'id'),
    'foreign key r_q_fkey of public.r depends on it, and could rest on any of r_id_key, r_pkey',
  );
  const moved: Given = { op: 'set_schema', table: 'counted', to: 'away' };
  await expect(compile(session, [moved, { ...alter('counted', 'id'), schema: 'away' }])).rejects.toThrow(
    'away.counted.id: the same request makes or moves its sequence',
  );
  // Whatever makes the column unique, a foreign key may rest on it.
  await cycle(session, [alter('u', 'code'), alter('u', 'n')]);
  await session.query(`insert into u (id, code, n) values (2, ${large}, ${large})`);
  await expect(session.query('insert into v values (7)')).rejects.toThrow('"v_code_fkey"');
});
