import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, type Given } from './cycle.ts';

const schema = `
  create schema "Other";
  create type mood as enum ('good'); create domain "Other".level as int;
  create table "it's" (id serial primary key, a int constraint "a check" check (a > 0));
  comment on constraint "a check" on "it's" is 'before';
  create index "by a" on "it's" (a);
  create view "Other".v as select id from "it's"; create materialized view m as select 1 as one;
  alter table "it's" enable row level security; create policy mine on "it's" using (a = 1);
  create function f(a int) returns int language sql as 'select a';
  create procedure p() language plpgsql as $$ begin end $$;
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger touch before update on "it's" for each row execute function touch();
`;

test('comment on everything that is worth one', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  const table = "it's";
  const subjects: [Partial<Given>, string][] = [
    [{ table: 'v', schema: 'Other' }, 'VIEW "Other"."v"'],
    [{ table: 'v', schema: 'Other', column: 'id' }, 'COLUMN "Other"."v"."id"'],
    [{ table: 'm' }, 'MATERIALIZED VIEW "public"."m"'],
    [{ on: 'constraint', table, name: 'a check' }, `CONSTRAINT "a check" ON "public"."it's"`],
    [{ on: 'index', table, name: 'by a' }, 'INDEX "public"."by a"'],
    [{ on: 'policy', table, name: 'mine' }, `POLICY "mine" ON "public"."it's"`],
    [{ on: 'trigger', table, name: 'touch' }, `TRIGGER "touch" ON "public"."it's"`],
    [{ on: 'type', name: 'mood' }, 'TYPE "public"."mood"'],
    [{ on: 'type', name: 'level', schema: 'Other' }, 'DOMAIN "Other"."level"'],
    [{ on: 'function', name: 'f', arguments: ['int4'] }, 'FUNCTION "public"."f"(integer)'],
    [{ on: 'function', name: 'p' }, 'PROCEDURE "public"."p"()'],
    [{ on: 'sequence', name: "it's_id_seq" }, `SEQUENCE "public"."it's_id_seq"`],
    [{ on: 'schema', name: 'Other' }, 'SCHEMA "Other"'],
  ];
  const given = subjects.map(([on]) => ({ op: 'comment', text: "it's so", ...on }) as Given);
  // Twice in one request: the second finds what the first wrote.
  const plan = await cycle(session, [...given, ...given.map((one) => ({ ...one, text: 'then' }) as Given)]);
  expect(plan.steps).toHaveLength(1);
  for (const [, sql] of subjects) {
    expect(plan.steps[0]?.up).toContain(`COMMENT ON ${sql} IS 'it''s so';`);
    expect(plan.steps[0]?.down).toContain(`COMMENT ON ${sql} IS 'it''s so';`);
  }
  expect(plan.steps[0]?.down).toContain(`COMMENT ON CONSTRAINT "a check" ON "public"."it's" IS 'before';`);
  const fails = (on: object, message: string): Promise<void> =>
    expect(compile(session, { op: 'comment', text: 'x', ...on } as Given)).rejects.toThrow(message);
  await fails({}, 'it does not say on which table');
  await fails({ on: 'type' }, 'it does not say on which type');
  await fails({ on: 'type', name: 'moods' }, 'there is no type "public.moods"');
  await fails({ on: 'index', table, name: 'by b' }, `there is no index on public.it's "by b"`);
  await fails({ on: 'sequence', name: 's' }, 'there is no sequence "public.s"');
});

test('drop_table leaves partitions to partition_table', async () => {
  await using db = await testDatabase({
    sql: 'create table t (a int) partition by list (a); create table t_1 partition of t for values in (1)',
  });
  await expect(compile(await db.shared(), { op: 'drop_table', table: 't_1' })).rejects.toThrow(
    'public.t_1: it is a partition of public.t, which would go on showing its rows',
  );
});
