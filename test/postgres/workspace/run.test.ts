import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareDatabase } from '../../../postgres/workspace-database.ts';
import { testDatabase } from '../../support/database.ts';
import { failureOf, first, history, second, third, workspace } from './support.ts';

describe('transactions', () => {
  test('a file that fails leaves nothing behind; files before it stay', async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      [second]: 'create table t2 ();\ninsert into t values (1);\n\nselect\n  nothing from t;\n',
    });
    await using db = await testDatabase();
    const failure = await failureOf(db.session(), folder.files());
    expect(failure).toMatchObject({
      file: join(folder.migrationsDir, second),
      line: 5,
      sqlstate: '42703',
      reason: 'column "nothing" does not exist',
      keptLines: [],
    });
    expect(failure.message).toBe(
      `${join(folder.migrationsDir, second)}:5: column "nothing" does not exist (SQLSTATE 42703)`,
    );
    expect(await db.query(`select to_regclass('t2') as t2, (select count(*) from t)`)).toEqual([
      { t2: null, count: 0 },
    ]);
    expect((await history(db)).map(({ name }) => name)).toEqual(['first']);
  });

  test('the line of an error without a position is where the statement starts', async () => {
    using folder = workspace({
      [first]: `create table "tä🎲" (id int check (id > 0)); select '🎲\n';\n\n-- why\ninsert into "tä🎲"\nvalues (0);`,
    });
    await using db = await testDatabase();
    expect(await failureOf(db.session(), folder.files())).toMatchObject({ line: 5, sqlstate: '23514' });
  });

  test('a deferred constraint fails the file, not the commit', async () => {
    using folder = workspace({
      [first]: `create table t (id int primary key, next int references t deferrable initially deferred);\n
insert into t values (1, 2);`,
    });
    await using db = await testDatabase();
    expect(await failureOf(db.session(), folder.files())).toMatchObject({ line: 3, sqlstate: '23503' });
  });

  test('a syntax error is found before anything of the file runs', async () => {
    using folder = workspace({ [first]: 'create table t ();\n\ncreat table u ();' });
    await using db = await testDatabase();
    const failure = await failureOf(db.session(), folder.files());
    expect(failure).toMatchObject({ line: 3, sqlstate: '42601', reason: 'syntax error at or near "creat"' });
    expect(await db.query(`select to_regclass('t') as t`)).toEqual([{ t: null }]);
  });

  test('what Postgres refuses in a transaction runs outside of one, and is recorded', async () => {
    using folder = workspace({
      [first]: 'create table t (id int)',
      [second]: 'create index concurrently i on t (id);',
      [third]: `do $$ begin for n in 1..3 loop insert into t values (n); commit; end loop; end $$`,
    });
    await using db = await testDatabase();
    expect((await prepareDatabase(await db.session(), folder.files())).applied).toHaveLength(3);
    expect(
      await db.query(
        `select indisvalid, (select count(*) from t) from pg_index where indexrelid = 'i'::regclass`,
      ),
    ).toEqual([{ indisvalid: true, count: 3 }]);
  });

  test('such a file says what of it stays when it fails', async () => {
    using folder = workspace({
      [first]:
        'create table t (id int);\ncreate index concurrently i on t (id);\ncreate index concurrently i on t (id);',
    });
    await using db = await testDatabase();
    const failure = await failureOf(db.session(), folder.files());
    expect(failure).toMatchObject({ line: 3, sqlstate: '42P07', keptLines: [1, 2] });
    expect(failure.hint).toContain('line 1, 2');
    expect(await history(db)).toEqual([]);
  });

  test('a file with BEGIN and COMMIT around it is one with its history row', async () => {
    using folder = workspace({ [first]: 'begin;\ncreate table t ();\nselect 1/0;\ncommit;' });
    await using db = await testDatabase();
    expect(await failureOf(db.session(), folder.files())).toMatchObject({
      line: 3,
      sqlstate: '22012',
      keptLines: [],
    });
    expect(await db.query(`select to_regclass('t') as t`)).toEqual([{ t: null }]);
    folder.write(first, 'begin;\ncreate table t ();\nsavepoint s;\nselect 1;\ncommit;');
    expect((await prepareDatabase(await db.session(), folder.files())).applied).toHaveLength(1);
  });

  test('a file with several transactions keeps those that it committed', async () => {
    using folder = workspace({
      [first]:
        'begin;\ncreate table a ();\ncommit;\nbegin;\ncreate table b ();\nrollback;\nbegin;\nselect 1/0;\ncommit;',
    });
    await using db = await testDatabase();
    const session = await db.session();
    const failure = await failureOf(session, folder.files());
    expect(failure).toMatchObject({ line: 8, keptLines: [2] });
    expect(
      (await session.query(`select to_regclass('a')::text as a, to_regclass('b')::text as b`)).rows,
    ).toEqual([{ a: 'a', b: null }]);
    folder.write(first, 'commit; begin; create table c ();');
    await prepareDatabase(session, folder.files());
    expect(await db.query(`select to_regclass('c')::text as c`)).toEqual([{ c: 'c' }]);
  });

  test('an empty file is recorded', async () => {
    using folder = workspace({ [first]: '-- squashed\n', [second]: '' });
    await using db = await testDatabase();
    await prepareDatabase(await db.session(), folder.files());
    expect((await history(db)).map(({ statements }) => statements)).toEqual([[], []]);
  });
});

describe('settings', () => {
  test('one file leaves none for the next, and the session gets its own back', async () => {
    using folder = workspace({
      // As pg_dump begins a baseline.
      [first]: `select pg_catalog.set_config('search_path', '', false); set role pg_monitor; set lock_timeout = '1h'`,
      [second]: 'create table t (id uuid default uuid_generate_v4())',
    });
    await using db = await testDatabase();
    const session = await db.session();
    await session.query(`set statement_timeout = '7min'; set search_path = one, two`);
    await prepareDatabase(session, folder.files({ prelude: true }));
    const { rows } = await session.query(
      `select current_user = session_user as self, current_setting('search_path') as path,
        current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement`,
    );
    expect(rows).toEqual([{ self: true, path: 'one, two', lock: '0', statement: '7min' }]);
    expect(await db.query(`select to_regclass('public.t')::text as t`)).toEqual([{ t: 't' }]);
  });

  test('also when a file fails; and the lock is free', async () => {
    using folder = workspace({ [first]: `set search_path = elsewhere;\ncommit;\nselect 1/0` });
    await using db = await testDatabase();
    const session = await db.session();
    await failureOf(session, folder.files());
    const { rows } = await session.query(
      `select current_setting('search_path') as path,
        (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks`,
    );
    expect(rows).toEqual([{ path: '"$user", public', locks: 0 }]);
  });
});
