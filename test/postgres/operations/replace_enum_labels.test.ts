import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, down, type Given, runStep } from './cycle.ts';

const long = 'x'.repeat(50);
const type = `"Or ders"."sta te"`;
const at = `"Or ders"."Job"`;

test('replace_enum: checks, partial indexes and arrays follow the labels', async () => {
  await using db = await testDatabase({
    sql: `create schema "Or ders"; create type ${type} as enum ('new', 'it''s on', 'paused', 'gone', '${long}');
      create table ${at} (id int primary key, n int, "sta te" ${type} not null default 'new', was ${type},
        "all" ${type}[] not null default '{new,"it''s on"}', none ${type}[] default array[]::${type}[],
        constraint never check ("sta te" <> 'gone'),
        constraint known check ("sta te" in ('new', 'it''s on', 'paused', '${long}') and (n > 0 or "sta te" is null)),
        constraint text check ("sta te"::text <> 'gone' and n is not null),
        constraint moved check ("sta te" = 'new' or was is not null or was not in ('gone', 'new')),
        constraint first check ('new' = any ("all") or "all" @> '{"${long}"}' or cardinality("all") = 0));
      comment on constraint known on ${at} is 'all but one';
      create index open on ${at} (n) where "sta te" in ('new', 'it''s on');
      create index "left" on ${at} ("sta te") where "sta te" <> 'gone' and n > 3;
      create unique index once on ${at} (n, was) where was = 'new';
      create index has on ${at} using gin ("all") where 'new' = any ("all");
      insert into ${at} select n, n, (array['new', 'it''s on', 'paused'])[1 + n % 3]::${type}, 'it''s on',
        array['new', (array['paused', '${long}'])[1 + n % 2]]::${type}[] from generate_series(1, 300) n`,
  });
  const session = await db.session();
  const given: Given = {
    op: 'replace_enum',
    schema: 'Or ders',
    name: 'sta te',
    labels: [long, 'started', 'n"e\\w'],
    map: [
      { from: 'new', to: 'n"e\\w' },
      { from: "it's on", to: 'started' },
      { from: 'paused', to: 'started' },
    ],
  };
  const plan = await compile(session, given);
  const says = async (): Promise<string[]> => {
    const found = await db.query<{ is: string }>(
      `select conname || ' ' || pg_get_constraintdef(oid) as is from pg_constraint
         where contype = 'c' and conrelid = '${at}'::regclass and conname !~ 'old'
       union all select pg_get_indexdef(indexrelid) from pg_index
         where indrelid = '${at}'::regclass and indpred is not null and indexrelid::regclass::text !~ 'old' order by 1`,
    );
    return found.map(({ is }) => is);
  };
  for (const step of plan.steps.slice(0, -1)) await runStep(session, step, 'up');
  await session.query(
    `insert into ${at} (id, n, was, "all") values (1001, 1001, 'paused', '{paused,new}'), (1002, 1002, null, default)`,
  );
  await expect(session.query(`insert into ${at} (id, n, "all") values (1, 1, '{new,gone}')`)).rejects.toThrow(
    '"Or ders"."sta te"[] and "Or ders"."sta te_new"[] cannot both hold this value exactly',
  );
  await runStep(session, plan.steps.at(-1) ?? plan.steps[0], 'up');
  expect(await says()).toEqual([
    `CREATE INDEX "left" ON "Or ders"."Job" USING btree ("sta te") WHERE (("sta te" IS NOT NULL) AND (n > 3))`,
    `CREATE INDEX has ON "Or ders"."Job" USING gin ("all") WHERE ('n"e\\w'::"Or ders"."sta te" = ANY ("all"))`,
    `CREATE INDEX open ON "Or ders"."Job" USING btree (n) WHERE ("sta te" = ANY (ARRAY['n"e\\w'::"Or ders"."sta te", 'started'::"Or ders"."sta te"]))`,
    `CREATE UNIQUE INDEX once ON "Or ders"."Job" USING btree (n, was) WHERE (was = 'n"e\\w'::"Or ders"."sta te")`,
    `first CHECK ((('n"e\\w'::"Or ders"."sta te" = ANY ("all")) OR ("all" @> ARRAY['${long}'::"Or ders"."sta te"]) OR (cardinality("all") = 0)))`,
    `known CHECK ((("sta te" = ANY (ARRAY['n"e\\w'::"Or ders"."sta te", 'started'::"Or ders"."sta te", '${long}'::"Or ders"."sta te"])) AND ((n > 0) OR ("sta te" IS NULL))))`,
    `moved CHECK ((("sta te" = 'n"e\\w'::"Or ders"."sta te") OR (was IS NOT NULL) OR (was <> 'n"e\\w'::"Or ders"."sta te")))`,
    // Nothing is left to say of the new column.
    `never CHECK (("sta te_old" <> 'gone'::"Or ders"."sta te_old"))`,
    `text CHECK (((("sta te")::text = ("sta te")::text) AND (n IS NOT NULL)))`,
  ]);
  // A new application writes; the old columns follow.
  await session.query(
    `insert into ${at} (id, n, "sta te", was) values (1003, 1003, 'started', 'n"e\\w'), (1004, 1004, default, '${long}')`,
  );
  await session.query(
    `update ${at} set "all" = array['n"e\\w', 'started', '${long}']::${type}[], none = '{}' where id = 1004`,
  );
  await expect(session.query(`update ${at} set n = 0 where id = 1003`)).rejects.toThrow('"known"');
  await expect(session.query(`update ${at} set "all" = '{started}' where id = 1003`)).rejects.toThrow(
    '"first"',
  );
  const rows = `select id, "sta te" as is, was, "all"::text, none::text from ${at} where id > 1000 order by id`;
  expect(await db.query(rows)).toEqual([
    { id: 1001, is: 'n"e\\w', was: 'started', all: '{started,"n\\"e\\\\w"}', none: '{}' },
    { id: 1002, is: 'n"e\\w', was: null, all: '{"n\\"e\\\\w",started}', none: '{}' },
    { id: 1003, is: 'started', was: 'n"e\\w', all: '{"n\\"e\\\\w",started}', none: '{}' },
    { id: 1004, is: 'n"e\\w', was: long, all: `{"n\\"e\\\\w",started,${long}}`, none: '{}' },
  ]);
  await down(session, plan);
  expect(await db.query(rows)).toEqual([
    { id: 1001, is: 'new', was: 'paused', all: '{paused,new}', none: '{}' },
    { id: 1002, is: 'new', was: null, all: `{new,"it's on"}`, none: '{}' },
    { id: 1003, is: "it's on", was: 'new', all: `{new,"it's on"}`, none: '{}' },
    { id: 1004, is: 'new', was: long, all: `{new,"it's on",${long}}`, none: '{}' },
  ]);
  // What follows in the request finds them as they are then, and so does its way back.
  const where = { schema: 'Or ders', table: 'Job' };
  await cycle(session, [
    given,
    { op: 'drop_index', schema: 'Or ders', name: 'open' },
    { op: 'drop_constraint', ...where, name: 'known' },
    { op: 'drop_constraint', ...where, name: 'never' },
    { op: 'set_default', ...where, column: 'all', default: `array['started']::${type}[]` },
  ]);
  for (const { operations } of plan.followUps) await cycle(session, operations);
});

test('replace_enum: arrays whose labels change places', async () => {
  await using db = await testDatabase({
    sql: `create type s as enum ('a', 'b', 'c', 'd', 'e'); create table t (id int primary key, l s[], m s[] unique);
      insert into t values (1, '{a,b,c,d,e}', '{a}'), (2, '{{a,b},{e,null}}', '{b}'), (3, null, null), (4, '[5:6]={c,a}', '{d}')`,
  });
  const session = await db.session();
  const map = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'a' },
    { from: 'd', to: 'b' },
  ];
  const given: Given = { op: 'replace_enum', name: 's', labels: ['e', 'c', 'b', 'a'], map };
  expect(await counts(session, (await compile(session, given)).preconditions)).toEqual({
    'no two rows of public.t have the same m with the new values': 1,
  });
  await session.query('delete from t where id = 4 returning id');
  await session.query(`insert into t values (5, '[5:6]={c,a}', '{c}')`);
  const plan = await cycle(session, given);
  expect(await db.query('select l::text, l_old::text from t order by id')).toEqual([
    { l: '{b,c,a,b,e}', l_old: '{a,b,c,d,e}' },
    { l: '{{b,c},{e,NULL}}', l_old: '{{a,b},{e,NULL}}' },
    { l: null, l_old: null },
    { l: '[5:6]={a,b}', l_old: '[5:6]={c,a}' },
  ]);
  await session.query(`update t set l = '{b,c,a}' where id = 3`);
  await down(session, plan);
  expect(await db.query('select l::text from t where id = 3')).toEqual([{ l: '{a,b,c}' }]);
});
