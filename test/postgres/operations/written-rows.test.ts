import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { compile, counts, cycle, type Given } from './cycle.ts';

test('a row that breaks a check that was never proven is found before it has to be written', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, a text, n int, j jsonb);
          insert into t values (1, 'x', 1, '{"a": 1}'), (2, null, 2, '{"a": 1}');
          alter table t add constraint given check (a is not null) not valid;
          create table other (id int primary key)`,
  });
  const session = await db.session();
  const on = { table: 't' } as const;
  const writers: Given[] = [
    { op: 'backfill', ...on, column: 'n', expression: '3' },
    { op: 'normalise', ...on, column: 'a', rules: ['trim'] },
    { op: 'transform_json', ...on, column: 'j', moves: [{ from: 'a', to: 'b' }] },
    { op: 'rename_column', ...on, column: 'n', to: 'm' },
    { op: 'alter_type', ...on, column: 'n', type: 'bigint' },
    { op: 'merge_columns', ...on, columns: ['a'], into: 'b', expression: 'lower(a)' },
    {
      op: 'move_columns',
      ...on,
      columns: [{ from: 'n' }],
      into: { table: 'other' },
      key: { from: 'id', to: 'id' },
    },
    { op: 'add_column', ...on, column: 'b', type: 'text', backfill: 'a' },
    { op: 'drop_column', ...on, column: 'n' },
  ];
  for (const given of writers) {
    const found = await counts(session, (await compile(session, given)).preconditions);
    expect(found, given.op).toMatchObject({ 'every row of public.t meets given, which is NOT VALID': 1 });
  }
  await cycle(session, { op: 'drop_column', table: 't', column: 'a' });
});

test('a backfill whose values may not be there is found before the first batch', async () => {
  await using db = await testDatabase({
    sql: `create table parents (id int primary key);
          create table t (id int primary key, a int not null check (a > 0), b int unique, c int references parents);
          insert into t values (1, 1, 1, null), (2, 2, 2, null);
          alter table t add d int default 4, add constraint later check (d > 3) not valid, add j jsonb default '{"k": 1}' check (j ? 'k')`,
  });
  const session = await db.session();
  const asked = async (given: Given) =>
    Object.entries(await counts(session, (await compile(session, given)).preconditions)).flatMap(
      ([holds, count]) => (count === 0 ? [] : [holds]),
    );
  const ask = async (column: string, expression: string, where?: string) => {
    const given = {
      op: 'backfill',
      table: 't',
      column,
      expression,
      ...(where === undefined ? {} : { where }),
    };
    return asked(given as Given);
  };
  expect(await ask('a', 'a - 1')).toEqual(['every row of public.t still meets t_a_check']);
  expect(await ask('a', 'c')).toEqual(['no row of public.t gets NULL in a']);
  expect(await ask('b', '2')).toEqual(['no two rows of public.t have the same b']);
  expect(await ask('c', 'id')).toEqual(['every c of public.t is in public.parents']);
  expect(await ask('b', '3', 'id = 1')).toEqual([]);
  // PostgreSQL asks each row it writes, also where it has not asked those that are there.
  expect(await ask('d', '3', 'id = 1')).toEqual(['every row of public.t still meets later']);
  expect(await ask('d', 'null')).toEqual([]);
  const move: Given = { op: 'transform_json', table: 't', column: 'j', moves: [{ from: 'k', to: 'm' }] };
  expect(await asked(move)).toEqual(['every row of public.t still meets t_j_check']);
  const more = { op: 'add_column', table: 't', column: 'e', type: 'int', backfill: 'a', min: 2 } as const;
  expect(await asked(more)).toEqual(['every row of public.t gets a value for e that meets "e" >= 2']);
});

test('rows that may not be there are found before they are inserted', async () => {
  await using db = await testDatabase({
    sql: `create table parents (id int primary key);
          create table t (id int primary key, a int default 0 check (a < 5), b int unique, c int references parents);
          insert into t values (1, 1, 1, null);
          create table needs (id int primary key, must text not null);
          create table parted (id int primary key) partition by range (id);
          create table part partition of parted default`,
  });
  const session = await db.session();
  const rows = [[2, 5, 1, 7]];
  const plan = await compile(session, {
    op: 'insert_rows',
    table: 't',
    columns: ['id', 'a', 'b', 'c'],
    rows,
  });
  expect(await counts(session, plan.preconditions)).toEqual({
    'public.t has none of the rows yet': 0,
    'the rows for public.t meet t_a_check': 1,
    'no two rows of public.t have the same b': 1,
    'every c of public.t is in public.parents': 1,
  });
  const insert = (table: string, columns: string[]): Promise<unknown> =>
    compile(session, {
      op: 'insert_rows',
      table,
      columns,
      rows: [columns.map((_, at) => (at === 0 ? 9 : null))],
    });
  await expect(insert('needs', ['id'])).rejects.toThrow('must must not be NULL');
  await expect(insert('needs', ['id', 'must'])).rejects.toThrow('must must not be NULL');
  await expect(insert('part', ['id'])).rejects.toThrow('it is a partition of public.parted');
});

test('what refers to a partitioned table refers to one of its partitions, not to each', async () => {
  await using db = await testDatabase({
    sql: `create table p (id int primary key) partition by hash (id); create table p_0 partition of p for values with (modulus 2, remainder 0);
          create table p_1 partition of p for values with (modulus 2, remainder 1); insert into p select generate_series(1, 4);
          create table n (id int primary key); insert into n values (1);
          create table t (id int primary key, p int references p, n int); insert into t values (1, 1, 1), (2, 2, 2), (3, 4, null)`,
  });
  const session = await db.session();
  await cycle(session, { op: 'insert_rows', table: 't', columns: ['id', 'p'], rows: [[4, 3]] });
  await cycle(session, { op: 'backfill', table: 't', column: 'p', expression: '5 - p' });
  // Rows that go come back, too.
  await cycle(session, {
    op: 'delete_orphans',
    table: 't',
    column: 'n',
    references: { table: 'n', column: 'id' },
  });
  await cycle(session, { op: 'drop_column', table: 't', column: 'p' });
});

test('a split carries no row over that breaks a check', async () => {
  await using db = await testDatabase({
    sql: `create table t (id int primary key, a text); insert into t values (1, null);
          alter table t add constraint given check (a is not null) not valid`,
  });
  const session = await db.session();
  const plan = await compile(session, {
    op: 'split_table',
    table: 't',
    into: 'parts',
    columns: [{ from: 'a', to: 'a' }],
  });
  expect(Object.values(await counts(session, plan.preconditions))).toEqual([1]);
});

test('published rows that no subscriber could find are not written', async () => {
  await using db = await testDatabase({
    sql: `create table p (id int not null, n int); insert into p values (1, 1); create publication pub for table p`,
  });
  const session = await db.session();
  const given: Given = { op: 'add_column', table: 'p', column: 'twice', type: 'integer', backfill: 'n * 2' };
  const holds = 'rows of public.p, which is published, have a REPLICA IDENTITY';
  const asked = async () => (await counts(session, (await compile(session, given)).preconditions))[holds];
  expect(await asked()).toBe(1);
  await session.query('alter table p replica identity full');
  expect(await asked()).toBe(0);
  await session.query(
    'alter table p replica identity default; alter publication pub set (publish = $$insert$$)',
  );
  expect(await asked()).toBe(0);
  await session.query(
    'alter publication pub set (publish = $$insert, update$$); alter table p add primary key (id)',
  );
  await cycle(session, given);
});
