import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down, expectAllZero, type Given, up } from './cycle.ts';

const people = `
  create table "People" (
    id int generated always as identity primary key, "First" text not null, last varchar(40), age int,
    updated_at timestamptz default '2020-01-01'
  );
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
  create trigger touch before update on "People" for each row execute function touch();
  insert into "People" ("First", last)
    select 'f' || n, case when n % 3 > 0 then 'l' || n end from generate_series(1, 1500) n;
`;
const merge: Given = {
  op: 'merge_columns',
  table: 'People',
  columns: ['First', 'last'],
  into: 'full name',
  expression: `concat_ws(' ', "First", last)`,
  back: [
    { column: 'First', expression: `split_part("full name", ' ', 1)` },
    { column: 'last', expression: `nullif(split_part("full name", ' ', 2), '')` },
  ],
};

test('old and new columns follow each other, whichever is written', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await cycle(session, merge);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['transactional', 'batched']);
  expect(plan.steps[0].up).toContain(
    `CREATE OR REPLACE TRIGGER "zz_godwit_merge_full name" BEFORE INSERT OR UPDATE ON "public"."People" FOR EACH ROW ` +
      `WHEN (NEW."full name" IS DISTINCT FROM (concat_ws(' ', NEW."First", NEW."last"))::text) EXECUTE FUNCTION "public"."godwit_merge_People_full name"();`,
  );
  expect(
    await db.query(
      `select count(*)::int from "People" where "full name" = concat_ws(' ', "First", last) and updated_at = '2020-01-01'`,
    ),
  ).toEqual([{ count: 1500 }]);
  const write = async (sql: string): Promise<unknown> =>
    (await session.query(`${sql} returning "First" as f, last as l, "full name" as n`)).rows[0];
  // an old application
  expect(await write(`insert into "People" ("First", last) values ('Ada', 'Lovelace')`)).toEqual({
    f: 'Ada',
    l: 'Lovelace',
    n: 'Ada Lovelace',
  });
  expect(await write(`update "People" set last = 'Byron' where "First" = 'Ada'`)).toEqual({
    f: 'Ada',
    l: 'Byron',
    n: 'Ada Byron',
  });
  // a new one
  expect(await write(`insert into "People" ("full name") values ('Grace Hopper')`)).toEqual({
    f: 'Grace',
    l: 'Hopper',
    n: 'Grace Hopper',
  });
  expect(await write(`update "People" set "full name" = 'Prince ' where "First" = 'Grace'`)).toEqual({
    f: 'Prince',
    l: null,
    n: 'Prince ',
  });
  expect(await write(`update "People" set age = 5 where "First" = 'Prince'`)).toEqual({
    f: 'Prince',
    l: null,
    n: 'Prince ',
  });
  await down(session, plan);
  expect(
    await db.query(
      `select "First", last from "People" where id > 1500 and last is not null or "First" = 'Prince' order by id`,
    ),
  ).toEqual([
    { First: 'Ada', last: 'Byron' },
    { First: 'Prince', last: null },
  ]);
});

test('the old columns go by a later migration, and come back with what was written to the new one', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  await up(session, await compile(session, merge));
  await session.query(`update "People" set "full name" = 'Prince ' where id = 1`);
  const contract: Given[] = [
    { op: 'drop_column', table: 'People', column: 'First' },
    { op: 'drop_column', table: 'People', column: 'last' },
  ];
  const plan = await cycle(session, contract);
  await session.query(`update "People" set "full name" = 'New Name' where id = 2`);
  await session.query(`insert into "People" ("full name") values ('Late Comer')`);
  await down(session, plan);
  expect(
    await db.query(
      `select id, "First", last from "People" where id in (1, 2, 3, 4) or id > 1500 order by id`,
    ),
  ).toMatchObject([
    { First: 'Prince', last: null },
    { First: 'New', last: 'Name' },
    { First: 'f3', last: null },
    { First: 'f4', last: 'l4' },
    { First: 'Late', last: 'Comer' },
  ]);
  await session.query(`update "People" set last = 'Again' where id = 2`);
  expect(await db.query(`select "full name" from "People" where id = 2`)).toEqual([
    { 'full name': 'New Again' },
  ]);
});

test('without a way back the old columns may be empty, and that is said', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const plan = await cycle(session, { ...merge, back: [] });
  expect(plan.breaking).toEqual([
    'what is written to full name alone is not seen in public.People.First, and the way back loses it',
    'what is written to full name alone is not seen in public.People.last, and the way back loses it',
  ]);
  expect(plan.followUps.map(({ what }) => what)).toContain('until then public.People.First may be NULL');
  await session.query(`insert into "People" ("full name") values ('Grace Hopper')`);
  await session.query(`update "People" set "full name" = 'X' where id = 1`);
  expect(await db.query(`select "First", "full name" from "People" where id = 1`)).toEqual([
    { First: 'f1', 'full name': 'X' },
  ]);
  await expectAllZero(session, plan.verifications);
});

test('columns become one of jsonb, and back', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  await cycle(session, {
    ...merge,
    into: 'name',
    type: 'jsonb',
    expression: `jsonb_build_object('first', "First", 'last', last)`,
    back: [
      { column: 'First', expression: `name ->> 'first'` },
      { column: 'last', expression: `name ->> 'last'` },
    ],
  });
  await session.query(`update "People" set name = jsonb_set(name, '{last}', '"New"') where id = 3`);
  expect(await db.query('select "First", last, name from "People" where id = 3')).toEqual([
    { First: 'f3', last: 'New', name: { first: 'f3', last: 'New' } },
  ]);
});

test('what a document holds becomes a column, and each follows the other', async () => {
  await using db = await testDatabase({
    sql: `create table pages (id int primary key, doc jsonb not null default '{}');
      insert into pages select n, jsonb_build_object('title', 't' || n, 'tags', '[1]'::jsonb) from generate_series(1, 1200) n`,
  });
  const session = await db.session();
  await cycle(session, {
    op: 'merge_columns',
    table: 'pages',
    columns: ['doc'],
    into: 'title',
    expression: `doc ->> 'title'`,
    back: [{ column: 'doc', expression: `jsonb_set(doc, '{title}', coalesce(to_jsonb(title), 'null'))` }],
  });
  await session.query(`update pages set title = 'column' where id = 1;
    update pages set doc = jsonb_set(doc, '{title}', '"document"') where id = 2;
    insert into pages (id, title) values (2001, 'new')`);
  expect(await db.query('select id, title, doc from pages where id in (1, 2, 2001) order by id')).toEqual([
    { id: 1, title: 'column', doc: { title: 'column', tags: [1] } },
    { id: 2, title: 'document', doc: { title: 'document', tags: [1] } },
    { id: 2001, title: 'new', doc: { title: 'new' } },
  ]);
});

test('refusals', async () => {
  await using db = await testDatabase({ sql: people });
  const session = await db.session();
  const fails = (change: object, message: string): Promise<void> =>
    expect(compile(session, { ...merge, ...change } as Given)).rejects.toThrow(message);
  await fails({ columns: ['First'] }, 'uses last, too');
  await fails({ columns: ['First', 'last', 'age'] }, 'does not use age');
  await fails({ into: 'age' }, 'column "public.People.age" exists already');
  await fails({ expression: `"First" || last || random()` }, 'gives another value each time');
  await fails({ expression: `"First" || "People".last` }, 'names the table');
  await fails({ back: [{ column: 'age', expression: '"full name"::int' }] }, 'it is not among the columns');
  await fails({ back: [{ column: 'last', expression: `'x'` }] }, "'x' does not use full name");
});
