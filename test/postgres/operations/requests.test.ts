import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, cycle, down } from './cycle.ts';

/* Several operations as one request: each is planned over the schema as the earlier ones leave it. */

test('what a later operation takes away or fills otherwise is verified no more', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, a text, b text); insert into t values (1, 'x', null), (2, 'y', 'z');
          create table gone (id int primary key, n int); insert into gone values (1, null)`,
  });
  const session = await db.session();
  const plan = await cycle(session, [
    { op: 'backfill', table: 't', column: 'a', expression: `'first'` },
    { op: 'backfill', table: 't', column: 'a', expression: `'second'` },
    { op: 'backfill', table: 'gone', column: 'n', expression: '7' },
    { op: 'drop_table', table: 'gone' },
    { op: 'rename_column', table: 't', column: 'b', to: 'c' },
    { op: 'drop_column', table: 't', column: 'b' },
    { op: 'set_not_null', table: 't', column: 'a' },
    { op: 'drop_not_null', table: 't', column: 'a' },
  ]);
  expect(plan.verifications).toHaveLength(2);
  expect(plan.verifications[0]?.sql).toContain(`'second'`);
});

test('what an earlier operation brings or writes is not asked about before it', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, a text, n text, k int); insert into t values (1, null, '5', 1), (2, 'y', '7', 2)`,
  });
  const session = await db.session();
  const plan = await cycle(session, [
    { op: 'add_column', table: 't', column: 'back\\slash', type: 'text', backfill: `'x'` },
    { op: 'add_check', table: 't', check: '"back\\slash" is not null' },
    { op: 'backfill', table: 't', column: 'a', expression: `'none'`, where: 'a is null' },
    { op: 'set_not_null', table: 't', column: 'a' },
    { op: 'alter_type', table: 't', column: 'n', type: 'integer' },
    { op: 'add_check', table: 't', check: 'n > 0' },
    { op: 'add_unique', table: 't', columns: ['k'] },
  ]);
  const asked = plan.preconditions.map(({ holds }) => holds).join('; ');
  expect(asked).toContain(' k');
  expect(asked).not.toMatch(/slash|null|> 0/i);
});

test('what reads a column that changes its type stays with the old one', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, n smallint, m smallint); insert into t values (1, 1, 1);
          create policy seen on t using (n > 0); create view v as select m from t;
          create table s (id int primary key, owner text, note text); insert into s values (1, 'me', 'a');
          create policy own on s using (owner = current_user); alter table s enable row level security`,
  });
  const session = await db.session();
  const alter = { op: 'alter_type', table: 't', type: 'integer' } as const;
  await cycle(session, [
    { ...alter, column: 'n' },
    { op: 'drop_policy', table: 't', name: 'seen' },
  ]);
  await expect(
    compile(session, [
      { ...alter, column: 'm' },
      { op: 'drop_view', name: 'v' },
    ]),
  ).rejects.toThrow('a column that it reads gets another name in this request');
  // The policies of the new table read the key by the old column, which therefore holds every value.
  await cycle(session, [
    { op: 'split_table', table: 's', into: 'notes', columns: [{ from: 'note', to: 'note' }] },
    { ...alter, table: 's', column: 'id', type: 'bigint' },
  ]);
  await expect(session.query('insert into s (id) values (3000000000)')).rejects.toThrow('out of range');
  await cycle(session, [
    { op: 'drop_policy', table: 's', name: 'own' },
    { op: 'drop_policy', table: 'notes', name: 'own' },
    { op: 'drop_column', table: 's', column: 'owner' },
  ]);
});

test('a key made in the same request is copied to a column that changes its type', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, a int, b text); insert into t values (1, 1, 'x'), (2, 2, 'y')`,
  });
  await cycle(await db.shared(), [
    { op: 'add_unique', table: 't', columns: ['a', 'b'] },
    { op: 'alter_type', table: 't', column: 'a', type: 'numeric' },
  ]);
});

test('a default counts as the value that a row gets, however it is written', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, note text not null default 1, price numeric(6, 2), days int, tag varchar(9)); insert into t values (1, 'x', 1, 2, 'y')`,
  });
  const session = await db.session();
  const [on, split] = [
    { op: 'set_default', table: 't' },
    { op: 'split_table', table: 't' },
  ] as const;
  const plan = await cycle(session, [
    { ...on, column: 'price', default: '(9) / 4.0' },
    { ...on, column: 'days', default: '3.7' },
    { ...on, column: 'tag', default: '7' },
    { op: 'rename_column', table: 't', column: 'tag', to: 'label' },
    {
      ...split,
      into: 'details',
      columns: ['note', 'price', 'days'].map((name) => ({ from: name, to: name })),
    },
  ]);
  // A new application: what the defaults of the old columns made gives way to its row.
  await session.query(
    `insert into t (id, label) values (2, 'new'); insert into details (t_id, note, price, days) values (2, 'n', 5, 6)`,
  );
  await session.query('insert into t (id) values (3)');
  expect(
    await db.query('select id, note, price::float, days, tag, label from t where id > 1 order by id'),
  ).toEqual([
    { id: 2, note: 'n', price: 5, days: 6, tag: 'new', label: 'new' },
    { id: 3, note: '1', price: 2.25, days: 4, tag: '7', label: '7' },
  ]);
  await down(session, plan);
  expect(await db.query('select note, days from t where id = 3')).toEqual([{ note: '1', days: 4 }]);
});

test('the old name of a table goes in the same request, and comes back without defaults', async () => {
  await using db = await testDatabase({
    sql: `create schema other; create table t (id serial primary key, a text default 'x'); insert into t (a) values ('y')`,
  });
  await cycle(await db.shared(), [
    { op: 'set_schema', table: 't', to: 'other' },
    { op: 'drop_view', name: 't' },
  ]);
});

test('a type comes first, but after the schema that it is in', async () => {
  await using db = await testDatabase({ sql: 'create table t (id int primary key)' });
  await cycle(await db.shared(), [
    { op: 'add_column', table: 't', column: 'low', type: 'low' },
    { op: 'set_schema', table: 't', to: 'fresh', createSchema: true },
    { op: 'create_domain', schema: 'fresh', name: 'high', type: 'integer' },
    { op: 'create_domain', name: 'low', type: 'integer' },
  ]);
});

test('what a parent gets its children have, also under their old names', async () => {
  await using db = await testDatabase({
    sql: `create schema other; create table days (id int, n int default 1, day date not null) partition by range (day);
          create table old_days partition of days for values from ('2020-01-01') to ('2021-01-01');
          create table base (id int primary key, a text default 'x'); create table child (b int) inherits (base); create table leaf () inherits (child);
          insert into old_days values (1, 2, '2020-02-02'); insert into leaf values (1, 'y', 2)`,
  });
  const session = await db.session();
  const fresh = { op: 'add_column', column: 'fresh', type: 'int', default: '1', check: 'fresh > 0' } as const;
  await cycle(session, [
    { ...fresh, table: 'days' },
    { op: 'set_default', table: 'days', column: 'n', default: '7' },
    { op: 'set_schema', table: 'old_days', to: 'other' },
    { ...fresh, table: 'base' },
    { op: 'set_not_null', table: 'base', column: 'a' },
    { op: 'rename_table', table: 'child', to: 'children' },
    { op: 'add_column', table: 'base', column: 'late', type: 'int' },
    { op: 'rename_table', table: 'leaf', to: 'leaves' },
  ]);
  expect(await db.query('select n, fresh from old_days')).toEqual([{ n: 2, fresh: 1 }]);
  expect(await db.query('select a, fresh from child')).toEqual([{ a: 'y', fresh: 1 }]);
  expect(await db.query('select a, fresh, late from leaf')).toEqual([{ a: 'y', fresh: 1, late: null }]);
  await expect(
    compile(session, [
      { op: 'add_column', table: 'base', column: 'later', type: 'int' },
      { op: 'add_column', table: 'leaves', column: 'later', type: 'int' },
    ]),
  ).rejects.toThrow('column "public.leaves.later" exists already');
});

test('rows of a table whose name is one of our own cannot be kept', async () => {
  await using db = await testDatabase({
    sql: `create table godwit_kept (id int primary key, a text); insert into godwit_kept values (1, 'x')`,
  });
  const given = { op: 'backfill', table: 'godwit_kept', column: 'a', expression: `'y'` } as const;
  await expect(compile(await db.shared(), given)).rejects.toThrow('names that begin with godwit_');
});
