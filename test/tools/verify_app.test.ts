import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asset } from '../../package-root.ts';
import { regenerateTypes } from '../../tools/regenerate_types.ts';
import { verifyApp } from '../../tools/verify_app.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { type TestRun, testRun } from './support/run.ts';

const sql = 'CREATE TABLE tasks (id int PRIMARY KEY, title text); INSERT INTO tasks VALUES (1, $$one$$)';

const packageJson = {
  type: 'module',
  scripts: { typecheck: 'tsc --noEmit', test: 'node --test test.js' },
  dependencies: { pg: '*', typescript: '*' },
};
const tsconfig = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2023',
    types: [],
    skipLibCheck: true,
  },
  include: ['src'],
};
const app = {
  'package.json': JSON.stringify(packageJson),
  'tsconfig.json': JSON.stringify(tsconfig),
  'src/main.ts':
    "import type { Database } from './database.types.js';\ntype Task = Database['public']['Tables']['tasks']['Row'];\nexport const title = (task: Task): string => task.title ?? '';\n",
  'test.js': `
    import pg from 'pg'; import { test } from 'node:test'; import assert from 'node:assert';
    const ask = async (sql) => { const client = new pg.Client(process.env.DATABASE_URL); await client.connect();
      try { return (await client.query(sql)).rows; } finally { await client.end(); } };
    console.log(process.env.DATABASE_URL);
    test('titles are there', async () => assert.deepEqual(await ask('SELECT title FROM tasks'), [{ title: 'one' }]));`,
};

async function appRun(files: Record<string, string> = {}): Promise<TestRun> {
  const run = await testRun({ sql, files: { ...app, ...files } });
  symlinkSync(asset('node_modules'), join(run.folder.path, 'node_modules'), 'dir');
  await run.call(regenerateTypes, {});
  return run;
}

describe('verify_app', () => {
  it('runs the old and the new app on a branch with a harmless migration', async () => {
    await using run = await appRun();
    const branch = await run.branchWith(
      'ALTER TABLE tasks ADD difficulty int',
      'ALTER TABLE tasks DROP COLUMN difficulty',
    );
    const types = readFileSync(join(run.folder.path, 'src/database.types.ts'), 'utf8');
    for (const name of ['old', 'new'] as const) {
      const { ok, checked, findings } = await run.call(verifyApp, { app: name, branch_id: branch.id });
      expect({ ok, checked, findings }, run.last(`${name}-app`)?.summary).toEqual({
        ok: true,
        checked: true,
        findings: [],
      });
      expect(run.last(`${name}-app`)).toMatchObject({
        step: 'verify',
        subject: branch.id,
        observed: {
          checked: true,
          typecheck: { ran: true, ok: true },
          test: { ran: true, ok: true, why: null },
        },
      });
    }
    expect(readFileSync(join(run.folder.path, 'src/database.types.ts'), 'utf8')).toBe(types);
    const password = new URL(run.provider.environment(branch.project_ref).DATABASE_URL ?? '').password;
    expect(JSON.stringify(run.ledger)).not.toContain(password === '' ? 'postgresql://' : password);
  });

  it('finds what a dropped column breaks: old tests, new types', async () => {
    await using run = await appRun();
    const branch = await run.branchWith(
      'ALTER TABLE tasks DROP COLUMN title',
      'ALTER TABLE tasks ADD title text',
    );
    const old = await run.call(verifyApp, { app: 'old', branch_id: branch.id });
    expect(old).toMatchObject({
      ok: false,
      checked: true,
      findings: ['the app as it is does not pass its tests: titles are there'],
    });
    const now = await run.call(verifyApp, { app: 'new', branch_id: branch.id });
    expect(now.ok).toBe(false);
    expect(now.findings).toEqual([
      expect.stringMatching(
        /^the app with the new types does not compile: src\/main\.ts:3: TS2339: Property 'title' does not exist/,
      ),
    ]);
    expect(await run.provider.listBranches()).toHaveLength(1);
  });

  it('does not blame the migration for tests that fail without it', async () => {
    await using run = await appRun({
      'test.js': `${app['test.js']}\ntest('always fails', () => assert.fail());`,
    });
    const harmless = await run.branchWith(
      'ALTER TABLE tasks ADD difficulty int',
      'ALTER TABLE tasks DROP COLUMN difficulty',
    );
    expect(await run.call(verifyApp, { app: 'old', branch_id: harmless.id })).toMatchObject({
      ok: true,
      summary: expect.stringContaining('the same tests fail without the migration: always fails'),
    });
    const breaking = await run.branchWith('UPDATE tasks SET title = NULL', 'SELECT 1', 'breaking');
    expect(await run.call(verifyApp, { app: 'old', branch_id: breaking.id })).toMatchObject({ ok: false });
    expect((await run.provider.listBranches()).map(({ name }) => name).sort()).toEqual([
      'breaking',
      'change',
    ]);
  });

  it("compiles with production's types", async () => {
    await using run = await appRun();
    expect(await run.call(verifyApp, { app: 'production' })).toMatchObject({ ok: true, checked: true });
    expect(run.last('production-app')).toMatchObject({
      step: 'types',
      subject: run.provider.productionRef,
      observed: { checked: true, test: { ran: false } },
    });
    await run.db.query('ALTER TABLE tasks DROP COLUMN title');
    await run.call(regenerateTypes, {});
    const { ok, findings } = await run.call(verifyApp, { app: 'production' });
    expect(ok).toBe(false);
    expect(findings[0]).toContain('src/main.ts:3: TS2339');
  });

  it('takes a project that compiles only in its own place for not checked', async () => {
    await using run = await testRun({
      sql,
      files: { 'app/supabase/migrations/.keep': '', 'tsconfig.base.json': JSON.stringify(tsconfig) },
    });
    symlinkSync(asset('node_modules'), join(run.folder.path, 'node_modules'), 'dir');
    const extending = { extends: '../tsconfig.base.json', include: ['src'] };
    const inside = { ...app, 'tsconfig.json': JSON.stringify(extending) };
    run.folder.write(Object.fromEntries(Object.entries(inside).map(([path, text]) => [`app/${path}`, text])));
    run.workspace = await openWorkspace(join(run.folder.path, 'app'));
    await run.call(regenerateTypes, {});
    const branch = await run.branchWith(
      'ALTER TABLE tasks ADD difficulty int',
      'ALTER TABLE tasks DROP COLUMN difficulty',
    );
    expect(await run.call(verifyApp, { app: 'new', branch_id: branch.id })).toEqual({
      ok: true,
      checked: false,
      findings: [],
      summary: 'not checked: the app compiles in its own folder, but not in a copy of it',
    });
    expect(await run.call(verifyApp, { app: 'old', branch_id: branch.id })).toMatchObject({
      ok: true,
      checked: true,
    });
  });

  it.each([
    [{}, 'there is no package.json'],
    [{ 'package.json': '{}' }, 'package.json has no typecheck or test script'],
    [
      { 'package.json': '{"scripts":{"test":"exit 1"},"dependencies":{"a":"1"}}' },
      'there is no node_modules; run npm install',
    ],
  ])('says why it checked nothing: %j', async (files, why) => {
    await using run = await testRun({ sql, files: files as Record<string, string> });
    const branch = await run.branchWith('ALTER TABLE tasks ADD difficulty int', 'SELECT 1');
    expect(await run.call(verifyApp, { app: 'old', branch_id: branch.id })).toEqual({
      ok: true,
      checked: false,
      findings: [],
      summary: `not checked: ${why}`,
    });
    expect(run.last('old-app')).toMatchObject({ ok: true, observed: { checked: false, why } });
    expect(existsSync(join(run.folder.path, 'node_modules'))).toBe(false);
  });

  it('wants a branch of the run, except for production', () => {
    const facts = { branches: new Set(['mine']) } as never;
    const judge = (input: Parameters<typeof verifyApp.judge>[0]) =>
      verifyApp.judge(input, { require_confirmation: false }, facts).verdict;
    expect(judge({ app: 'old', branch_id: 'mine' })).toBe('allow');
    expect(judge({ app: 'new', branch_id: 'other' })).toBe('deny');
    expect(judge({ app: 'new' })).toBe('deny');
    expect(judge({ app: 'production' })).toBe('allow');
  });
});
