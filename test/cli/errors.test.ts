import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withSession } from '../../postgres/connection/session.ts';
import { gitHubServer } from '../fakes/github-server/index.ts';
import { branchesOf, serverTarget } from '../support/database.ts';
import { type Finished, godwit, resultOf } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

let app: Prepared;
beforeAll(async () => {
  app = await prepared({ appChecks: false });
});
afterAll(() => app[Symbol.asyncDispose]());

const inApp = (args: readonly string[], env: Record<string, string> = {}) =>
  godwit(args, { cwd: app.root, env: { ...app.env, ...env } });

/** What happened and the way out, on stderr; nothing on stdout; no stack, no secret. */
function expectError(finished: Finished, code: number, ...texts: string[]): void {
  for (const text of texts) expect(finished.stderr).toContain(text);
  expect(finished.code).toBe(code);
  expect(finished.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(finished.stdout).toBe('');
}

describe('the request', () => {
  test('no such file', async () => {
    expectError(await inApp(['run', 'issues/nothing.md']), 2, 'issues/nothing.md');
  });

  test('no such issue, or an address that is none', async () => {
    await using github = await gitHubServer();
    const env = { GITHUB_API_URL: github.api, GH_TOKEN: '' };
    expectError(await inApp(['run', 'acme/tasks#12'], env), 2, 'acme/tasks#12', 'GITHUB_TOKEN');
    expectError(await inApp(['plan', 'https://github.com/acme/tasks']), 2, 'OWNER/REPO#N');
  });

  test('neither a file nor a text: standard input is read, and is empty', async () => {
    expectError(await inApp(['run']), 2, 'standard input', 'write what should change');
  });

  test('two requests at once, or an empty address of a database', async () => {
    expectError(await inApp(['plan', 'issue.md', '--text', 'x']), 2, '"issue.md" and --text');
    expectError(await inApp(['plan', '--text', 'x', '--database', '']), 2, 'it is empty');
  });

  test.each([
    ['empty', '', 'holds no text'],
    ['only white space', ' \n\t\n', 'holds no text'],
    ['not UTF-8', Buffer.from([0x23, 0x20, 0xff, 0xfe]), 'UTF-8'],
    ['broken front matter', '---\ntitle: a: b\n---\nAdd a column', 'front matter'],
  ])('a file that is %s', async (_, content, text) => {
    await writeFile(join(app.root, 'issue.md'), content);
    expectError(await inApp(['run', 'issue.md']), 2, 'issue.md', text);
    await rm(join(app.root, 'issue.md'));
  });
});

describe('the workspace', () => {
  test('does not exist', async () => {
    expectError(await inApp(['run', '--text', 'x', '--workspace', '/nowhere/at/all']), 2, '/nowhere/at/all');
  });

  test('has no migrations folder', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'godwit-test-empty-'));
    expectError(
      await inApp(['run', '--text', 'x', '--workspace', empty]),
      2,
      'supabase/migrations',
      'mkdir -p',
    );
    await rm(empty, { recursive: true });
  });

  test('holds uncommitted work where the run would write: nothing is done, the work stays', async () => {
    await mkdir(join(app.root, 'docs/migrations'), { recursive: true });
    const types = join(app.root, 'src/database.types.ts');
    await writeFile(types, '// my own work\n');
    const finished = await inApp(['run', 'issues/add-difficulty.md', '--yes', '--json']);
    expect(resultOf(finished)).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('src/database.types.ts'),
    });
    expect(finished.code).toBe(4);
    expect(await branchesOf(app.db)).toEqual([]);
  });
});

describe('the target', () => {
  const run = ['run', '--text', 'Add a column note text to tasks'];

  test('nobody listens: host and port are named, the password is not', async () => {
    const port = await freePort();
    const finished = await inApp([...run, '--database', `postgresql://app:hunter2@127.0.0.1:${port}/shop`]);
    expectError(finished, 1, '127.0.0.1', String(port));
    expect(finished.stderr).not.toContain('hunter2');
  });

  test('a wrong password', async () => {
    const { host, port } = serverTarget();
    const url = `postgresql://nobody_knows:hunter2@localhost:${port}/postgres?host=${encodeURIComponent(host)}`;
    const finished = await inApp([...run, '--database', url]);
    expectError(finished, 1, 'nobody_knows');
    expect(finished.stderr).not.toContain('hunter2');
  });

  test('not a URL', async () => {
    const finished = await inApp([...run, '--database', 'mysql://root:hunter2@localhost/shop']);
    expectError(finished, 2, 'postgresql://');
    expect(finished.stderr).not.toContain('hunter2');
  });

  test('a role that may not create databases: the SQL that changes it is told', async () => {
    const role = `no_createdb_${process.pid}`;
    await withSession(serverTarget(), { applicationName: 'test' }, (session) =>
      session.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' IN ROLE pg_read_all_data`),
    );
    const { host, port, database } = app.db.target;
    const url = `postgresql://${role}:x@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
    try {
      expectError(await inApp([...run, '--database', url]), 1, `ALTER ROLE "${role}" CREATEDB`);
    } finally {
      await app.db.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});

describe('wrong use', () => {
  test('an unknown command, option and run', async () => {
    expectError(await inApp(['migrate']), 2, "unknown command 'migrate'");
    expectError(await inApp(['runs', '--colour']), 2, "unknown option '--colour'", 'godwit runs --help');
    expectError(await inApp(['show', 'zzzz']), 2, 'there is no run "zzzz"', 'godwit runs');
  });

  test('--json tells an error on stdout, too', async () => {
    const finished = await inApp(['show', 'zzzz', '--json']);
    expect(resultOf(finished)).toMatchObject({ status: 'error', code: 'unknown-run' });
  });

  test.each([[['runs', '--limit', '0']], [['run', '--nope']], [['runn']]])(
    'wrong use as JSON: %s',
    async (args) => {
      const { stdout, code } = await inApp([...args, '--json']);
      expect(code).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({ type: 'result', status: 'error', code: 'usage' });
    },
  );

  test('--help names every command and the exit codes', async () => {
    const { stdout, code } = await inApp(['--help']);
    expect(code).toBe(0);
    for (const word of [
      'run',
      'plan',
      'runs',
      'show',
      'resume',
      'approve',
      'types',
      'agents',
      'graph',
      'doctor',
      'Exit codes',
    ]) {
      expect(stdout).toContain(word);
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
