import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { branchesOf, testDatabase } from '../support/database.ts';
import { godwit, resultOf, start } from '../support/godwit.ts';
import { writeHistory } from '../support/history.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// One embedded server for all of them: it stays while a check of this file runs.
let env: Record<string, string>;
beforeAll(() => {
  env = { GODWIT_DATA_DIR: mkdtempSync(join(tmpdir(), 'godwit-check-')) };
});
afterAll(() => rmSync(env.GODWIT_DATA_DIR ?? '', { recursive: true, force: true, maxRetries: 10 }));

const good = [
  ['CREATE TABLE a (id int PRIMARY KEY, n int DEFAULT 1);', 'DROP TABLE a;'],
  ['ALTER TABLE a ADD COLUMN x int;', 'ALTER TABLE a DROP COLUMN x;'],
] as const;
const bad = [...good, ['ALTER TABLE a ALTER COLUMN n DROP DEFAULT;', 'SELECT 1;']] as const;

describe('godwit check', () => {
  test('a proven history: NDJSON, a line each and the result; exit 0', async () => {
    using folder = temporaryFolder();
    writeHistory(folder.path, good);
    const finished = await godwit(['check', folder.path, '--json'], { env });
    const lines = finished.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type, version }) => [type, version])).toEqual([
      ['migration', '1'],
      ['migration', '2'],
      ['result', undefined],
    ]);
    expect(lines[2]).toEqual({
      type: 'result',
      migrations: 2,
      applied: 2,
      downs: 2,
      downsRun: 2,
      downsRestore: 2,
      derivedRestore: 0,
      hazards: { 'cached-plan': 1, 'no-timeout': 1 },
    });
    expect(finished.code).toBe(0);
  });

  test('what is not proven: told in words, exit 4; derived and kept, nothing written over', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'migrations');
    writeHistory(path, bad);
    writeHistory(path, [...bad, ['CREATE TABLE b (id int);']]);
    const finished = await godwit(['check', path, '--derive', '--write'], { env });
    expect(finished.code).toBe(4);
    expect(finished.stdout).toContain('column public.a.n: default 1 before, default none after');
    expect(finished.stdout).toContain('Not proven: 3');
    expect(readFileSync(join(path, '3_m.down.sql'), 'utf8')).toBe('SELECT 1;');
    const beside = join(folder.path, 'migrations-derived', '3_m.down.sql');
    expect(readFileSync(beside, 'utf8')).toContain('ALTER COLUMN "n" SET DEFAULT 1');
    expect(readFileSync(join(path, '4_m.down.sql'), 'utf8')).toBe('DROP TABLE "public"."b";\n');
    // The file that was written is now the one that is proven.
    const again = await godwit(['check', path, '--only', '4', '--json'], { env });
    expect(resultOf(again)).toMatchObject({ migrations: 1, downs: 1, downsRestore: 1 });
    expect(again.code).toBe(0);
    // Where no file can be made, that is told, with its path.
    rmSync(join(folder.path, 'migrations-derived'), { recursive: true });
    writeFileSync(join(folder.path, 'migrations-derived'), '');
    const refused = await godwit(['check', path, '--only', '3', '--derive', '--write', '--json'], { env });
    expect([refused.code, resultOf(refused)]).toEqual([
      1,
      expect.objectContaining({
        code: 'down-not-written',
        message: expect.stringContaining(`"${beside}" cannot be written (E`),
      }),
    ]);
    // Without a down there is nothing to prove unless it is asked for.
    rmSync(join(path, '4_m.down.sql'));
    const none = await godwit(['check', path, '--only', '4'], { env });
    expect(none.stdout).toContain('1 without, where nothing leads back');
    expect(none.code).toBe(0);
    expect((await godwit(['check', path, '--only', '4', '--require-down'], { env })).code).toBe(4);
  });

  test('a rewritten up that keeps what is dropped: told, in the JSON, and kept beside the migrations', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'migrations');
    writeHistory(path, [
      ['CREATE TABLE a (id int PRIMARY KEY, n int); INSERT INTO a VALUES (1, 5);'],
      ['ALTER TABLE a DROP COLUMN n;', 'ALTER TABLE a ADD COLUMN n int;'],
      ['DO $$ BEGIN DELETE FROM a; END $$;', 'SELECT 1;'],
    ]);
    const told = await godwit(['check', path, '--derive'], { env });
    expect(told.stdout).toContain(`    a rewritten up keeps what is dropped: the values of public.a.n
      -- up
      -- Kept in godwit_archive: the values of public.a.n.
      CREATE SCHEMA IF NOT EXISTS godwit_archive;
`);
    expect(told.stdout).toContain(`
      ALTER TABLE a DROP COLUMN n;
      -- down
      ALTER TABLE "public"."a" ADD COLUMN "n" integer;
`);
    expect(told.stdout).toContain(
      'no rewritten up keeps what is dropped: line 1: what the DO block takes away is not known',
    );
    const written = await godwit(['check', path, '--derive', '--write', '--only', '2', '--json'], { env });
    const report = JSON.parse(written.stdout.split('\n')[0] ?? '');
    const paths = ['up', 'down'].map((way) =>
      join(folder.path, 'migrations-derived', `2_m.quarantine.${way}.sql`),
    );
    expect(report.quarantine).toEqual({
      up: expect.any(String),
      down: expect.any(String),
      keeps: ['the values of public.a.n'],
      withRows: true,
      written: paths,
    });
    expect(paths.map((file) => readFileSync(file, 'utf8'))).toEqual([
      report.quarantine.up,
      report.quarantine.down,
    ]);
    // In its author's place it is proven as it was here, and nothing more is to be kept.
    for (const [at, way] of ['up', 'down'].entries()) {
      writeFileSync(join(path, `2_m.${way}.sql`), readFileSync(paths[at] ?? '', 'utf8'));
    }
    const taken = await godwit(['check', path, '--derive', '--only', '2', '--json'], { env });
    const again = JSON.parse(taken.stdout.split('\n')[0] ?? '');
    expect(again.down).toMatchObject({ source: 'file', runs: true, restores: true });
    expect(again.down.lostRows).toBeUndefined();
    expect(again.quarantine).toBeUndefined();
    expect(taken.code).toBe(0);
  });

  test('the supabase layout gets what Supabase provides; a prelude makes what else is expected', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'supabase');
    const file = (name: string, text: string) => {
      writeHistory(join(folder.path, 'unused'), []);
      writeFileSync(join(path, name), text);
    };
    const { mkdirSync } = await import('node:fs');
    for (const name of ['migrations', 'rollbacks']) mkdirSync(join(path, name), { recursive: true });
    file(
      'migrations/20260101000000_init.sql',
      'create table notes (id uuid primary key default gen_random_uuid(), owner uuid references auth.users default auth.uid()); create role reader;',
    );
    file('rollbacks/20260101000000_init.sql', 'drop table notes; drop role reader;');
    const finished = await godwit(['check', path], { env });
    expect(finished.stdout).toContain('after what Supabase provides');
    expect(finished.stdout).toContain('✓ 20260101000000 init');
    expect(finished.code).toBe(0);
    // The role belonged to a server that is gone: the next check makes it again.
    writeFileSync(
      join(folder.path, 'prelude.sql'),
      'create schema auth; create table auth.users (id uuid primary key);',
    );
    const withFile = await godwit(['check', path, '--prelude', join(folder.path, 'prelude.sql')], { env });
    expect(withFile.stdout).toContain('function auth.uid() does not exist');
    expect(withFile.code).toBe(4);
  });

  test('a branch of a database: what its history holds is skipped, what it is stays as it is', async () => {
    using folder = temporaryFolder();
    await using db = await testDatabase({
      sql: `create table a (id int primary key, n int default 1); insert into a values (1), (2);
        create table schema_migrations (version bigint primary key, dirty boolean not null);
        insert into schema_migrations values (1, false)`,
    });
    writeHistory(folder.path, [
      ...good,
      ['DELETE FROM a WHERE id = 1;', 'SELECT 1;'],
      ['CREATE INDEX CONCURRENTLY a_n ON a (n);', 'DROP INDEX CONCURRENTLY a_n;'],
      ['CREATE ROLE nobody_else;', 'DROP ROLE nobody_else;'],
    ]);
    const finished = await godwit(
      ['check', folder.path, '--database', db.target.connectionString(), '--json'],
      { env },
    );
    const reports = finished.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(reports.map(({ version, up, down }) => [version, up?.applied, down?.restores])).toEqual([
      ['2', true, true],
      ['3', true, false],
      ['4', true, true],
      ['5', false, null],
      [undefined, undefined, undefined],
    ]);
    expect(reports[1].down.differences).toEqual([
      { object: 'table public.a', kind: 'rows', before: '2 rows', after: '1 row' },
    ]);
    expect(reports[3].up.error).toContain('which a branch of a database in use cannot hold');
    expect(finished.code).toBe(4);
    // Nothing would be proven, and no word of it said.
    const only = await godwit(
      ['check', folder.path, '--database', db.target.connectionString(), '--only', '2', '1', '--json'],
      { env },
    );
    expect([only.code, resultOf(only)]).toEqual([2, expect.objectContaining({ code: 'applied-already' })]);
    expect(await branchesOf(db)).toEqual([]);
    expect(await db.query('select id, n from a order by 1')).toEqual([
      { id: 1, n: 1 },
      { id: 2, n: 1 },
    ]);
    expect(await branchesOf(db)).toEqual([]);
  });

  test('Ctrl-C ends it at once and leaves nothing', async () => {
    using folder = temporaryFolder();
    await using db = await testDatabase();
    writeHistory(folder.path, [...good, ['SELECT pg_sleep(600);']]);
    const { finished } = start(['check', folder.path, '--database', db.target.connectionString(), '--json'], {
      env,
      onLine: (line, child) => void (line.includes('"version":"2"') && child.kill('SIGINT')),
    });
    expect((await finished).code).toBe(130);
    expect(await branchesOf(db)).toEqual([]);
  });

  test('a server of its own goes with its check, also where nobody can log in any more', async () => {
    using folder = temporaryFolder();
    using temporary = temporaryFolder();
    // Root's server runs as another user.
    chmodSync(temporary.path, 0o755);
    const path = join(folder.path, 'migrations');
    const own = { ...env, TMPDIR: temporary.path };
    writeHistory(path, [['CREATE ROLE app;'], ['SELECT pg_sleep(600);']]);
    const { finished } = start(['check', path, '--json'], {
      env: own,
      onLine: (line, child) => void (line.includes('"version":"1"') && child.kill('SIGKILL')),
    });
    expect((await finished).signal).toBe('SIGKILL');
    const [left = ''] = readdirSync(temporary.path);
    const postmaster = Number.parseInt(
      readFileSync(join(temporary.path, left, 'cluster/pgdata/postmaster.pid'), 'utf8'),
      10,
    );
    writeHistory(path, [['CREATE ROLE app;'], ['ALTER ROLE postgres NOLOGIN;']]);
    const next = await godwit(['check', path, '--json'], { env: own });
    expect([next.code, resultOf(next)]).toEqual([1, expect.objectContaining({ status: 'error' })]);
    expect(readdirSync(temporary.path)).toEqual([]);
    expect(() => process.kill(postmaster, 0)).toThrow('ESRCH');
  });

  test.each([
    ['no such folder', ['nowhere'], 'path-not-found'],
    ['an unknown version', ['$path', '--only', '9'], 'unknown-version'],
    ['--write alone', ['$path', '--write'], 'write-without-derive'],
    [
      'a prelude on a database',
      ['$path', '--database', 'postgresql://x/y', '--prelude', 'supabase'],
      'prelude-on-database',
    ],
    ['an unknown layout', ['$path', '--format', 'rails'], 'usage'],
  ])('wrong use, exit 2: %s', async (_, args, code) => {
    using folder = temporaryFolder();
    writeHistory(folder.path, good);
    const given = args.map((arg) => arg.replace('$path', folder.path));
    const finished = await godwit(['check', ...given, '--json'], { env });
    expect(resultOf(finished)).toMatchObject({ status: 'error', code });
    expect(finished.code).toBe(2);
    expect(existsSync(join(env.GODWIT_DATA_DIR ?? '', 'nothing'))).toBe(false);
  });
});

describe('godwit snapshot and diff', () => {
  test('two databases, two files, one of each', async () => {
    await using a = await testDatabase({ sql: 'create table t (id int primary key, n int default 1)' });
    await using b = await testDatabase({ sql: 'create table t (id int primary key, n int)' });
    using folder = temporaryFolder();
    const [urlA, urlB] = [a, b].map(({ target }) => target.connectionString()) as [string, string];
    const files = await Promise.all(
      [urlA, urlB].map(async (url, at) => {
        const { stdout, code } = await godwit(['snapshot', '--database', url, '--json']);
        expect(code).toBe(0);
        const path = join(folder.path, `${at}.json`);
        writeFileSync(path, stdout);
        return path;
      }),
    );
    const [fileA = '', fileB = ''] = files;
    const hash = JSON.parse(readFileSync(fileA, 'utf8')).hash;
    expect((await godwit(['snapshot', '--database', urlA])).stdout).toMatch(new RegExp(`sha256 ${hash}\n$`));
    for (const pair of [
      [urlA, urlB],
      [fileA, fileB],
      [urlA, fileB],
    ]) {
      const finished = await godwit(['diff', ...pair]);
      expect(finished.stdout).toBe('column public.t.n: default 1 before, none after\n\n1 difference.\n');
      expect(finished.code).toBe(4);
    }
    const same = await godwit(['diff', fileA, urlA, '--json']);
    expect(resultOf(same)).toEqual({
      type: 'result',
      same: true,
      before: hash,
      after: hash,
      differences: [],
    });
    expect(same.code).toBe(0);
    writeFileSync(fileB, readFileSync(fileB, 'utf8').replace('"format":1', '"format":7'));
    const unknown = await godwit(['diff', fileA, fileB, '--json']);
    expect(resultOf(unknown)).toMatchObject({ code: 'unknown-snapshot-format' });
    expect(unknown.code).toBe(2);
  });
});
