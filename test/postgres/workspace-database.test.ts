import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareDatabase } from '../../postgres/workspace-database.ts';
import { testDatabase } from '../support/database.ts';
import { failureOf, first, history, second, third, workspace } from './workspace/support.ts';

describe('an empty database', () => {
  test('gets prelude, migrations in order and seed; the history says what ran', async () => {
    using folder = workspace({
      [second]: 'alter table t add column b int;\n',
      [first]: '-- one\ncreate table t (id int);\n\ncreate view v as select id, auth.uid() as me from t;',
      'seed.sql': 'insert into t select n, n from generate_series(1, 3) n',
    });
    await using db = await testDatabase();
    const prepared = await prepareDatabase(await db.session(), folder.files({ seed: true, prelude: true }));
    expect(prepared).toEqual({
      applied: ['20260101000000', '20260102000000'],
      alreadyApplied: [],
      pending: [],
      seeded: true,
    });
    expect(await history(db)).toEqual([
      {
        version: '20260101000000',
        name: 'first',
        statements: ['create table t (id int)', 'create view v as select id, auth.uid() as me from t'],
      },
      { version: '20260102000000', name: 'second', statements: ['alter table t add column b int'] },
    ]);
    expect(await db.query('select count(*) from t')).toEqual([{ count: 3 }]);
  });

  test('has nothing of Supabase without the prelude', async () => {
    using folder = workspace({ [first]: 'create table t (id int)' });
    await using db = await testDatabase();
    await prepareDatabase(await db.session(), folder.files());
    expect(await db.query(`select to_regnamespace('auth') as auth`)).toEqual([{ auth: null }]);
  });

  test('stays empty when the folder is, and takes the first migration later', async () => {
    using folder = workspace({ 'README.md': 'no migrations yet', '.keep.sql': 'nonsense' });
    mkdirSync(join(folder.migrationsDir, 'folder.sql'));
    await using db = await testDatabase();
    const session = await db.session();
    expect(await prepareDatabase(session, folder.files())).toEqual({
      applied: [],
      alreadyApplied: [],
      pending: [],
      seeded: false,
    });
    folder.write(first, 'create table t (id int)');
    expect((await prepareDatabase(session, folder.files())).applied).toEqual(['20260101000000']);
  });
});

describe('called again', () => {
  test('applies only the versions that are missing, and never the seed', async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      [third]: 'create table t3 ()',
      'seed.sql': 'insert into t values (1)',
    });
    await using db = await testDatabase();
    const session = await db.session();
    await prepareDatabase(session, folder.files({ seed: true, prelude: true }));
    await session.query(
      'delete from t; alter default privileges in schema public revoke all on tables from anon',
    );
    folder.write(second, 'create table t2 ()');
    expect(await prepareDatabase(session, folder.files({ seed: true, prelude: true }))).toEqual({
      applied: ['20260102000000'],
      alreadyApplied: ['20260101000000', '20260103000000'],
      pending: [],
      seeded: false,
    });
    expect(await db.query('select count(*) from t')).toEqual([{ count: 0 }]);
    // The prelude would grant it again.
    expect(await db.query(`select has_table_privilege('anon', 't2', 'select') as readable`)).toEqual([
      { readable: false },
    ]);
  });

  test('does not run a seed that was written after the database was filled', async () => {
    using folder = workspace({ [first]: 'create table t (id int)' });
    await using db = await testDatabase();
    const session = await db.session();
    await prepareDatabase(session, folder.files());
    folder.write('seed.sql', 'insert into t values (1)');
    expect((await prepareDatabase(session, folder.files({ seed: true }))).seeded).toBe(false);
    expect(await db.query('select from t')).toEqual([]);
  });

  test("leaves a database that is somebody else's without prelude and seed", async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      'seed.sql': 'insert into t values (1)',
    });
    await using db = await testDatabase({ sql: 'create table theirs (id int)' });
    expect(
      await prepareDatabase(await db.session(), folder.files({ seed: true, prelude: true })),
    ).toMatchObject({
      applied: ['20260101000000'],
      seeded: false,
    });
    expect(await db.query(`select to_regnamespace('auth') as auth, (select count(*) from t)`)).toEqual([
      { auth: null, count: 0 },
    ]);
  });

  test('leaves what is filled alone when asked to, and says which versions wait', async () => {
    using folder = workspace({ [first]: 'create table t (id int)', [second]: 'select 1/0' });
    await using db = await testDatabase();
    const session = await db.session();
    const options = { ...folder.files({ prelude: true }), onlyNew: true };
    await failureOf(session, options);
    folder.write(second, 'create table t2 ()');
    // Not filled yet: the first call did not come to its end.
    expect(await prepareDatabase(session, options)).toMatchObject({
      applied: ['20260102000000'],
      pending: [],
    });
    folder.write(third, 'drop table t');
    expect(await prepareDatabase(session, options)).toEqual({
      applied: [],
      alreadyApplied: ['20260101000000', '20260102000000'],
      pending: ['20260103000000'],
      seeded: false,
    });
    expect(await db.query('select from t')).toEqual([]);
  });

  test('several processes at once do the work once', async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      [second]: 'select pg_sleep(0.05); alter table t add column b int',
      'seed.sql': 'insert into t values (1)',
    });
    await using db = await testDatabase();
    const sessions = await Promise.all([db.session(), db.session(), db.session()]);
    const prepared = await Promise.all(
      sessions.map((session) => prepareDatabase(session, folder.files({ seed: true, prelude: true }))),
    );
    expect(prepared.filter(({ seeded }) => seeded)).toHaveLength(1);
    expect(prepared.flatMap(({ applied }) => applied)).toEqual(['20260101000000', '20260102000000']);
    expect(await db.query('select count(*) from t')).toEqual([{ count: 1 }]);
  });
});

describe('a crash', () => {
  test('between two files: the next call does the rest, and the seed', async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      [second]: `insert into t values (1); select pg_terminate_backend(pg_backend_pid())`,
      'seed.sql': 'insert into t values (100)',
    });
    await using db = await testDatabase();
    const options = folder.files({ seed: true, prelude: true });
    await expect(prepareDatabase(await db.session(), options)).rejects.toThrow();
    expect((await history(db)).map(({ version }) => version)).toEqual(['20260101000000']);

    folder.write(second, 'insert into t values (1)');
    expect(await prepareDatabase(await db.session(), options)).toEqual({
      applied: ['20260102000000'],
      alreadyApplied: ['20260101000000'],
      pending: [],
      seeded: true,
    });
    expect(await db.query('select id from t order by id')).toEqual([{ id: 1 }, { id: 100 }]);
  });

  test('in the middle of the seed: it runs again from its start', async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      'seed.sql': 'insert into t values (1);\nselect pg_terminate_backend(pg_backend_pid())',
    });
    await using db = await testDatabase();
    const options = folder.files({ seed: true });
    await expect(prepareDatabase(await db.session(), options)).rejects.toThrow();
    expect(await db.query('select from t')).toEqual([]);
    folder.write('seed.sql', 'insert into t values (1); insert into t values (2)');
    expect((await prepareDatabase(await db.session(), options)).seeded).toBe(true);
    expect(await db.query('select id from t')).toEqual([{ id: 1 }, { id: 2 }]);
    expect((await prepareDatabase(await db.session(), options)).seeded).toBe(false);
  });
});
