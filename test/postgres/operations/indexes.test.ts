import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { serverMajor } from '../../support/server-version.ts';
import { compile, counts, cycle, type Given } from './cycle.ts';

const column = 'ü'.repeat(31);
const schema = `
  create table docs (id int primary key, title text, body jsonb, at timestamptz, place point, "${column}" int, ip inet);
  insert into docs select n, case when n % 4 > 0 then 't' || n % 400 end, '{"a": 1}', now() + n * interval '1 s', point(n, n), n from generate_series(1, 1500) n;
  create index docs_title on docs (title text_pattern_ops desc nulls last) include (id) where id > 3;
  create unique index "Odd ""one""" on docs ((id * 2), "${column}");
  create index plain on docs (id) with (fillfactor = 70);
  comment on index docs_title is 'it''s fast';
  alter index "Odd ""one""" alter column 1 set statistics 500;
  alter table docs cluster on plain;
  create unique index resting on docs (at);
  create table refs (at timestamptz references docs (at));
  create table parts (id int, at date, n int) partition by range (at);
  create table "Part 20" partition of parts for values from ('2020-01-01') to ('2021-01-01');
  create schema other;
  create table other.parts_21 partition of parts for values from ('2021-01-01') to ('2022-01-01');
  insert into parts select n, '2020-06-01'::date + n, n from generate_series(1, 400) n;
  create table empty (id int, at date) partition by list (at);
  create table deep (id int, at date) partition by list (at);
  create table deeper partition of deep default partition by list (id);
`;
const cycled = async (db: TestDatabase, given: Given): Promise<string[]> =>
  (await cycle(await db.shared(), given)).steps.flatMap(({ kind, up: sql }) => `${kind}: ${sql}`);
const refused = async (db: TestDatabase, given: Given, message: string): Promise<void> =>
  expect(compile(await db.shared(), given)).rejects.toThrow(message);

test.skipIf(serverMajor < 15)(
  'add_index: methods, expressions, sorting, covering, NULLS NOT DISTINCT',
  async () => {
    await using db = await testDatabase({ sql: schema });
    const index = async (given: Omit<Extract<Given, { op: 'add_index' }>, 'op' | 'table'>): Promise<string> =>
      (await cycled(db, { op: 'add_index', table: 'docs', ...given })).join('\n');
    expect(
      await index({
        columns: [{ column: 'title', operatorClass: 'text_pattern_ops', order: 'desc', nulls: 'last' }, 'id'],
        include: ['at'],
        where: `title <> ''`,
      }),
    ).toBe(
      `concurrent: CREATE INDEX CONCURRENTLY "docs_title_id_idx" ON "public"."docs" USING btree ("title" "text_pattern_ops" DESC NULLS LAST, "id") INCLUDE ("at") WHERE (title <> '');`,
    );
    expect(
      await index({
        columns: [{ expression: 'lower(title)' }, column],
        unique: true,
        nullsNotDistinct: true,
      }),
    ).toBe(
      `concurrent: CREATE UNIQUE INDEX CONCURRENTLY "docs_expr_${'ü'.repeat(22)}_c154704e" ON "public"."docs" USING btree ((lower(title)), "${column}") NULLS NOT DISTINCT;`,
    );
    for (const given of [
      { columns: [{ column: 'body', operatorClass: 'jsonb_path_ops' }], method: 'gin' },
      { columns: ['title'], method: 'hash' },
      { columns: ['at', 'id'], method: 'brin' },
      { columns: ['place'], method: 'gist', include: ['id'], name: 'Wo "ist" es' },
      { columns: ['place'], method: 'spgist' },
    ] as const) {
      await index(given as unknown as Parameters<typeof index>[0]);
    }
    const session = await db.session();
    const asked = async (given: Partial<Extract<Given, { op: 'add_index' }>>): Promise<number[]> => {
      const plan = await compile(session, {
        op: 'add_index',
        table: 'docs',
        columns: ['title'],
        unique: true,
        ...given,
      });
      return Object.values(await counts(session, plan.preconditions));
    };
    expect(await asked({})).toEqual([300]);
    expect(await asked({ nullsNotDistinct: true })).toEqual([301]);
    expect(await asked({ columns: [{ expression: 'id % 3' }], where: 'id < 5' })).toEqual([1]);
    const no = (given: Partial<Extract<Given, { op: 'add_index' }>>, message: string): Promise<void> =>
      refused(db, { op: 'add_index', table: 'docs', columns: ['title'], ...given }, message);
    await no({ method: 'hash', unique: true }, 'a hash index cannot be unique');
    await no({ method: 'gin', columns: [{ column: 'title', order: 'asc' }] }, 'a gin index cannot be sorted');
    await no({ columns: [{}] }, 'a key of an index needs a column or an expression');
    await no({ nullsNotDistinct: true }, 'NULLS NOT DISTINCT says nothing');
    await no({ columns: [] }, 'the index names no column');
  },
);

test('add_index in place of another: the old one goes when the new one is valid', async () => {
  await using db = await testDatabase({ sql: schema });
  expect(
    await cycled(db, { op: 'add_index', table: 'docs', columns: ['title', 'at'], replaces: 'docs_title' }),
  ).toEqual([
    'concurrent: CREATE INDEX CONCURRENTLY "docs_title_at_idx" ON "public"."docs" USING btree ("title", "at");',
    'transactional: COMMENT ON INDEX "public"."docs_title" IS NULL;',
    'concurrent: DROP INDEX CONCURRENTLY "public"."docs_title";',
  ]);
  await refused(
    db,
    { op: 'add_index', table: 'docs', columns: ['title'], replaces: 'docs_titel' },
    'there is no index "public.docs_titel"',
  );
});

test('add_index on a partitioned table: each partition first, then the parent takes them', async () => {
  await using db = await testDatabase({ sql: schema });
  const session = await db.session();
  expect(await cycled(db, { op: 'add_index', table: 'parts', columns: ['n'] })).toEqual([
    'concurrent: CREATE INDEX CONCURRENTLY "parts_21_parts_n_idx" ON "other"."parts_21" USING btree ("n");',
    'concurrent: CREATE INDEX CONCURRENTLY "Part 20_parts_n_idx" ON "public"."Part 20" USING btree ("n");',
    `transactional: CREATE INDEX "parts_n_idx" ON ONLY "public"."parts" USING btree ("n");
ALTER INDEX "public"."parts_n_idx" ATTACH PARTITION "other"."parts_21_parts_n_idx";
ALTER INDEX "public"."parts_n_idx" ATTACH PARTITION "public"."Part 20_parts_n_idx";`,
  ]);
  await cycled(db, { op: 'add_index', table: 'parts', columns: ['id', 'at'], unique: true });
  await cycled(db, { op: 'add_index', table: 'empty', columns: ['id'] });
  await session.query(
    `create table parts_22 partition of parts for values from ('2022-01-01') to ('2023-01-01')`,
  );
  expect(
    await db.query(`select indisvalid from pg_index where indexrelid = 'parts_n_idx'::regclass`),
  ).toEqual([{ indisvalid: true }]);
  await refused(
    db,
    { op: 'add_index', table: 'deep', columns: ['id'] },
    'public.deeper is partitioned again',
  );
  await refused(
    db,
    { op: 'add_index', table: 'parts', columns: ['id'], unique: true },
    'has to hold the partition key, RANGE (at)',
  );
  await refused(
    db,
    { op: 'drop_index', name: 'Part 20_parts_n_idx' },
    'an index of a partitioned table cannot',
  );
});

test('drop_index: the same index comes back, with what was said of it', async () => {
  await using db = await testDatabase({ sql: schema });
  const plan = await cycle(await db.shared(), { op: 'drop_index', name: 'docs_title' });
  expect(plan.steps.map((step) => step.down)).toEqual([
    `COMMENT ON INDEX "public"."docs_title" IS 'it''s fast';`,
    'CREATE INDEX CONCURRENTLY "docs_title" ON "public"."docs" USING btree (title text_pattern_ops DESC NULLS LAST) INCLUDE (id) WHERE (id > 3);',
  ]);
  expect(plan.breaking).toEqual([
    'queries on public.docs that docs_title made quick may read the whole table',
  ]);
  await cycled(db, { op: 'drop_index', name: 'Odd "one"' });
  await cycled(db, { op: 'drop_index', name: 'plain' });
  const no = (name: string, message: string): Promise<void> =>
    refused(db, { op: 'drop_index', name }, message);
  await no('docs_pkey', 'it is the inside of constraint docs_pkey of public.docs');
  await no('resting', 'foreign key refs_at_fkey of public.refs rests on it');
  await no('docs_titel', 'there is no index "public.docs_titel"');
  await db.query(
    `alter table refs drop constraint refs_at_fkey; alter table docs alter at set not null, replica identity using index resting`,
  );
  await no('resting', 'replication finds rows by it');
});

test('an index whose method does not know the type is refused, unless it is told how', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int primary key, j json, doc jsonb, p point, name text, tags text[], span int4range)',
  });
  const session = await db.session();
  const add = (columns: string[], method?: 'gin' | 'gist' | 'hash' | 'brin' | 'spgist') =>
    compile(session, { op: 'add_index', table: 't', columns, ...(method === undefined ? {} : { method }) });
  await expect(add(['j'])).rejects.toThrow('a btree index does not know json, the type of j');
  await expect(add(['p'])).rejects.toThrow('a btree index does not know point');
  await expect(add(['name'], 'gin')).rejects.toThrow('a gin index does not know text');
  await expect(add(['doc'], 'brin')).rejects.toThrow('a brin index does not know jsonb');
  for (const [column, method] of [
    ['doc', 'gin'],
    ['tags', 'gin'],
    ['p', 'gist'],
    ['span', 'gist'],
    ['name', 'spgist'],
    ['doc', 'hash'],
    ['id', 'brin'],
  ] as const) {
    await cycle(session, { op: 'add_index', table: 't', columns: [column], method });
  }
  await expect(add(['id'], 'gist')).rejects.toThrow('a gist index does not know integer');
  await session.query('create extension btree_gist');
  await cycle(session, { op: 'add_index', table: 't', columns: ['id', 'span'], method: 'gist' });
});
