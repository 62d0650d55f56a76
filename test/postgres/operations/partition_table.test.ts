import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, debug, down, type Given, up } from './cycle.ts';

const schema = `
  create table owners (id int primary key);
  insert into owners values (1), (2);
  create table "Events ü" (
    id bigint not null, "at" date not null, owner int references owners, note text constraint short check (length(note) < 9),
    primary key (id, "at")
  ) partition by range ("at");
  create index on "Events ü" (owner);
  create table events_2024 partition of "Events ü" for values from ('2024-01-01') to ('2025-01-01');
  create table "it's 2025" (like "Events ü" including all, foreign key (owner) references owners);
  insert into events_2024 select n, date '2024-01-01' + n, 1, 'old' from generate_series(1, 300) n;
  insert into "it's 2025" select n, date '2025-01-01' + n, 2, 'new' from generate_series(1, 300) n;
  create table orders (id int, land text) partition by list (land);
  create table orders_de partition of orders for values in ('de', 'a,t');
  create table orders_other partition of orders default;
  create table orders_ch (land text, id int);
  create table orders_none (id int, land text);
  insert into orders values (1, 'de'), (2, 'xx');
  insert into orders_ch (id, land) values (3, 'ch'), (4, 'li');
  insert into orders_none values (5, null);
`;
const attach = {
  op: 'partition_table',
  action: 'attach',
  table: 'Events ü',
  partition: "it's 2025",
  from: "'2025-01-01'",
  to: "'2026-01-01'",
} as const;

test('attach: what the bound says is checked before, so that nothing is read when it counts', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const plan = await cycle(session, attach);
  expect(plan.steps.map((step) => [step.kind, step.up, step.down])).toEqual([
    [
      'transactional',
      `ALTER TABLE "public"."it's 2025" ADD CONSTRAINT "it's 2025_bound_check" CHECK ("at" IS NOT NULL AND "at" >= '2025-01-01' AND "at" < '2026-01-01') NOT VALID;`,
      `ALTER TABLE "public"."it's 2025" DROP CONSTRAINT "it's 2025_bound_check";`,
    ],
    [
      'transactional',
      `ALTER TABLE "public"."it's 2025" VALIDATE CONSTRAINT "it's 2025_bound_check";`,
      expect.stringContaining('SELECT 1'),
    ],
    [
      'transactional',
      `ALTER TABLE "public"."Events ü" ATTACH PARTITION "public"."it's 2025" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');`,
      `ALTER TABLE "public"."Events ü" DETACH PARTITION "public"."it's 2025" CONCURRENTLY;`,
    ],
    [
      'transactional',
      `ALTER TABLE "public"."it's 2025" DROP CONSTRAINT "it's 2025_bound_check";`,
      expect.stringMatching(
        /NOT VALID; END IF;\n {2}COMMIT;\n {2}BEGIN\n {4}ALTER TABLE .* VALIDATE CONSTRAINT/,
      ),
    ],
  ]);
  expect(await db.query('select count(*)::int from "Events ü"')).toEqual([{ count: 600 }]);
  await down(session, plan);
  expect(await debug(session, () => up(session, plan))).toEqual([
    `partition constraint for table "it's 2025" is implied by existing constraints`,
  ]);
});

test('detach: while the table is in use, and back without reading a row', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const detach = {
    op: 'partition_table',
    action: 'detach',
    table: 'Events ü',
    partition: 'events_2024',
  } as const;
  const plan = await cycle(session, detach);
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'transactional',
    'transactional',
    'concurrent',
    'transactional',
  ]);
  expect(plan.breaking).toEqual(['the rows of public.events_2024 are no longer in public.Events ü']);
  expect(
    await db.query(
      `select conname from pg_constraint where conrelid = 'events_2024'::regclass and contype = 'c'`,
    ),
  ).toEqual([{ conname: 'short' }]);
  expect(await debug(session, () => down(session, plan))).toEqual([
    'partition constraint for table "events_2024" is implied by existing constraints',
  ]);
});

test('a list, NULL in it, and a default partition, which is not read under a lock either', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const land = { op: 'partition_table', action: 'attach', table: 'orders' } as const;
  const plan = await cycle(session, { ...land, partition: 'orders_ch', values: ["'ch'", "'li'"] });
  expect(plan.steps).toHaveLength(7);
  expect(plan.steps[2]?.up).toContain(
    `ADD CONSTRAINT "orders_other_bound_check" CHECK (NOT ("land" IS NOT NULL AND "land" IN ('ch', 'li'))) NOT VALID`,
  );
  await down(session, plan);
  expect(await debug(session, () => up(session, plan))).toEqual([
    'partition constraint for table "orders_ch" is implied by existing constraints',
    'updated partition constraint for default partition "orders_other" is implied by existing constraints',
  ]);
  const none = await cycle(session, { ...land, partition: 'orders_none', values: ['NULL'] });
  await down(session, none);
  expect(await debug(session, () => up(session, none))).toEqual([
    'partition constraint for table "orders_none" is implied by existing constraints',
    'updated partition constraint for default partition "orders_other" is implied by existing constraints',
  ]);
  await session.query(`create table orders_x (like orders)`);
  const { preconditions } = await compile(session, { ...land, partition: 'orders_x', values: ["'xx'"] });
  expect(await counts(session, preconditions)).toEqual({
    'every row of public.orders_x is within the bound of the partition': 0,
    'no row of the new partition is in public.orders_other': 1,
  });
});

test('what partitions refuse', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const fails = (given: object, message: string): Promise<void> =>
    expect(compile(session, { ...attach, ...given } as Given), message).rejects.toThrow(message);
  await fails({ table: 'owners' }, 'public.owners: it is not partitioned');
  await fails({ by: { strategy: 'range', column: 'at' } }, 'by is for action create, not for attach');
  await fails({ from: 'now()' }, 'is not a constant');
  await fails({ from: undefined }, 'it is partitioned by RANGE (at)');
  await fails(
    { table: 'orders', partition: 'orders_ch', values: undefined },
    'it is partitioned by LIST (land)',
  );
  await fails({ partition: 'events_2024' }, 'it is a partition of public.Events ü');
  await fails(
    { partition: 'owners' },
    'it differs from public.Events ü: column id is integer, not bigint, it has no column at, ',
  );
  await session.query(
    `alter table "it's 2025" drop constraint short; drop index "it's 2025_owner_idx"; alter table "it's 2025" drop constraint "it's 2025_owner_fkey"`,
  );
  await fails(
    {},
    'it has no foreign key FOREIGN KEY (owner) REFERENCES public.owners(id), it has no check short CHECK ((length(note) < 9)), it has no index USING btree (owner)',
  );
  const detach = { action: 'detach', from: undefined, to: undefined };
  await fails({ ...detach }, "public.it's 2025: it is no partition of public.Events ü");
  await fails(
    { ...detach, table: 'orders', partition: 'orders_de' },
    'it has a default partition, public.orders_other: PostgreSQL then detaches only under a lock',
  );
  await session.query(`
    create table two (a int, b int) partition by range (a, b);
    create table spread (a int) partition by hash (a);
    create table refs (id bigint, "at" date, foreign key (id, "at") references "Events ü");
  `);
  await fails({ table: 'two' }, 'it is partitioned by RANGE (a, b): every row');
  await fails({ table: 'spread' }, 'it is partitioned by HASH (a): every row');
  await fails({}, 'foreign key refs_id_at_fkey of public.refs points to it');
});
