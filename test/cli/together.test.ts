import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { godwit, resultOf } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

let app: Prepared;
let run = '';
let hash = '';
beforeAll(async () => {
  app = await prepared();
  const waiting = await inApp(['run', 'issues/add-difficulty.md', '--json']);
  ({
    run,
    question: { hash },
  } = resultOf(waiting) as { run: string; question: { hash: string } });
});
afterAll(() => app[Symbol.asyncDispose]());

const inApp = (args: readonly string[], env: Readonly<Record<string, string>> = app.env) =>
  godwit(args, { cwd: app.root, env });

const versions = () => app.db.query('SELECT version FROM supabase_migrations.schema_migrations');

test('a run goes on only on the database it began on', async () => {
  await using other = await testDatabase();
  const before = await versions();
  for (const args of [
    ['resume', run, '--yes'],
    ['approve', run, hash],
  ]) {
    const elsewhere = await inApp([...args, '--database', other.target.connectionString()]);
    expect(elsewhere).toMatchObject({ code: 2, stdout: '' });
    expect(elsewhere.stderr).toContain(`works on ${app.db.target.database} on`);

    const { DATABASE_URL: _, ...nowhere } = app.env;
    const missing = await inApp(args, nowhere);
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toContain('--database URL');
  }
  expect(await versions()).toEqual(before);
  expect(await inApp(['runs'])).toMatchObject({ stdout: expect.stringContaining(`${run}  waiting`) });
});

test('a run goes on only with the godwit.yaml it began with', async () => {
  const before = await versions();
  const config = join(app.root, 'godwit.yaml');
  const own = await readFile(config, 'utf8').catch(() => '');
  await writeFile(config, `${own}\ndocs: notes/migrations\n`);
  const changed = await inApp(['approve', run, hash]);
  expect(changed).toMatchObject({ code: 4, stdout: expect.not.stringContaining('approved') });
  expect(changed.stderr).toContain('godwit.yaml');
  expect(await versions()).toEqual(before);
  expect(await app.state.query('SELECT FROM godwit.decision')).toEqual([]);
  await writeFile(config, own);
});

test('two approvals at once act once', async () => {
  const before = await versions();
  const both = await Promise.all([1, 2].map(() => inApp(['approve', run, hash, '--json'])));
  // One of them works; the other is told, and nothing went wrong.
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.map((one) => resultOf(one).status)).toContain('done');
  expect(both.map(({ stderr }) => stderr).join('')).toMatch(/already approved by \S+ at /);
  expect(await versions()).toHaveLength(before.length + 2);
  const shown = await inApp(['show', run, '--json']);
  expect(resultOf(shown)).toMatchObject({ status: 'done', result: { status: 'done', migration: { hash } } });
  const merges = shown.stdout
    .split('\n')
    .filter((line) => line.includes('"tool":"mcp__supabase__merge_branch"'));
  expect(merges.map((line) => (JSON.parse(line) as { kind: string }).kind).sort()).toEqual([
    'tool',
    'verdict',
  ]);
});
