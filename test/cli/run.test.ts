import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitHubServer } from '../fakes/github-server/index.ts';
import { branchesOf } from '../support/database.ts';
import { godwit, resultOf } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

let app: Prepared;
beforeAll(async () => {
  app = await prepared({ appChecks: false });
});
afterAll(() => app[Symbol.asyncDispose]());

const inApp = (args: readonly string[], stdin?: string) =>
  godwit(args, { cwd: app.root, env: app.env, ...(stdin === undefined ? {} : { stdin }) });

const git = (...args: string[]) => promisify(execFile)('git', ['-C', app.root, ...args]);

const applied = async () =>
  (
    await app.db.query<{ n: number }>('SELECT count(*)::int AS n FROM supabase_migrations.schema_migrations')
  )[0]?.n;

test('planning writes nothing and says what would change', async () => {
  const finished = await inApp(['plan', 'issues/add-difficulty.md', '--json']);
  expect(finished.code).toBe(0);
  expect(resultOf(finished)).toMatchObject({
    type: 'result',
    decision: 'change',
    operations: [
      {
        op: 'add_column',
        table: 'tasks',
        column: 'difficulty',
        type: 'integer',
        default: '5',
        min: 1,
        max: 10,
      },
    ],
    questions: [],
    risk: 'low',
    refused: null,
  });
  expect(await inApp(['plan', 'issues/too-vague.md'])).toMatchObject({ code: 3 });
  expect(await inApp(['plan', 'issues/no-schema-change.md'])).toMatchObject({ code: 0 });
  expect(await inApp(['plan', 'issues/forbidden.md'])).toMatchObject({ code: 4 });
  expect(await applied()).toBe(6);
  expect((await inApp(['runs'])).stdout).toContain('no runs yet');
});

test('an issue of GitHub is planned like a file', async () => {
  const issue = {
    repository: 'acme/app',
    number: 7,
    title: 'Add an integer column effort to tasks',
    body: null,
  };
  await using github = await gitHubServer({ issues: [{ ...issue, comments: 2 }] });
  const finished = await godwit(['plan', `http://${github.host}/acme/app/issues/7`, '--json'], {
    cwd: app.root,
    env: { ...app.env, GITHUB_API_URL: github.api },
  });
  expect(resultOf(finished)).toMatchObject({
    decision: 'change',
    operations: [{ op: 'add_column', table: 'tasks', column: 'effort', type: 'integer' }],
    hazards: ['the 2 comments below acme/app#7 were not read'],
  });
});

describe('nobody is at the terminal', () => {
  let run = '';
  let hash = '';

  test('the run waits for an approval, and says which command gives it', async () => {
    const finished = await inApp(
      ['run', '-', '--json'],
      'Add an integer column difficulty to tasks, 1 to 10, default 5',
    );
    expect(finished.code).toBe(3);
    const result = resultOf(finished) as { run: string; status: string; question: { hash: string } };
    expect(result).toMatchObject({ status: 'waiting', question: { kind: 'approval' } });
    ({ run } = result);
    ({ hash } = result.question);
    expect(await applied()).toBe(6);
    const shown = await inApp(['show', run]);
    expect(shown.stdout).toContain(`npx godwit approve ${run} ${hash.slice(0, 12)}`);
    expect(shown.stdout).toContain('ADD COLUMN "difficulty" integer DEFAULT 5');
  });

  test('resuming it without an answer changes nothing', async () => {
    expect(await inApp(['resume', run])).toMatchObject({ code: 3 });
    expect(await applied()).toBe(6);
  });

  test('an approval of other SQL is refused', async () => {
    const finished = await inApp(['approve', run, 'deadbeefdeadbeef']);
    expect(finished.code).toBe(4);
    expect(finished.stderr).toContain(`waits for the approval of ${hash}`);
    expect((await inApp(['approve', run, hash.slice(0, 4)])).code).toBe(4);
  });

  test('"go ahead" is answered by the command that says what to', async () => {
    const command = `npx godwit approve ${run} ${hash.slice(0, 12)}`;
    const answered = await inApp(['answer', run, 'go ahead']);
    expect(answered).toMatchObject({ code: 4, stderr: expect.stringContaining(command) });
    const said = await inApp(['chat'], 'go ahead\n');
    expect(said).toMatchObject({ code: 3, stdout: expect.stringContaining(command) });
    expect(await applied()).toBe(6);
  });

  test('the approval of exactly this SQL lets it go on to the end', async () => {
    const finished = await inApp(['approve', run, hash.slice(0, 12), '--json']);
    expect(resultOf(finished)).toMatchObject({ run, status: 'done', migration: { hash } });
    expect(finished.code).toBe(0);
    expect(await applied()).toBe(8);
  });

  test('approved twice it acts once, and says who was faster; a late no is refused', async () => {
    const finished = await inApp(['approve', run, hash]);
    expect(finished.code).toBe(0);
    expect(finished.stdout).toMatch(/already approved by \S+ at \S+: it counts once/);
    const late = await inApp(['reject', run]);
    expect(late).toMatchObject({ code: 2, stderr: expect.stringContaining('does not wait for anybody') });
    expect(await applied()).toBe(8);
  });

  test('what was asked, answered and merged is audited, and its commit names where the audit was', async () => {
    const { rows } = resultOf(await inApp(['audit', '--run', run, '--json'])) as {
      rows: { seq: number; kind: string; hash: string; payload: Record<string, unknown> }[];
    };
    expect(rows.map(({ kind }) => kind)).toEqual([
      'run-created',
      'question-asked',
      'answer-given',
      'merge-begun',
      'merge-ended',
      'run-ended',
    ]);
    const [, asked, answered, begun, ended, over] = rows.map(({ payload }) => payload);
    expect(asked).toMatchObject({ about: 'approval', hash });
    expect(answered).toMatchObject({ about: 'approval', hash, answer: 'yes' });
    expect(begun).toMatchObject({ migration: hash, approvedBy: expect.any(String) });
    expect(ended).toMatchObject({
      migration: hash,
      asProven: true,
      versions: begun?.versions,
      schemaBefore: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(over).toEqual({ status: 'done', rule: null });

    const anchor = `${rows[4]?.seq}:${rows[4]?.hash}`;
    const message = (await git('log', '-1', `--grep=${run}`, '--all', '--format=%(trailers)')).stdout;
    expect(message.trim().split('\n').at(-1)).toBe(`Godwit-Audit: ${anchor}`);
    const report = await readFile(`${app.root}/.godwit/reports/${run}.md`, 'utf8');
    expect(report).toContain(`Audit: \`${anchor}\``);

    const verify = ['audit', 'verify', '--workspace', app.root];
    const intact = await inApp([...verify, '--json']);
    expect(resultOf(intact)).toMatchObject({ intact: true, anchors: { given: 1, held: 1, unknownRuns: 0 } });
    expect(intact.code).toBe(0);
    const cut = await inApp([...verify, '--head', `900:${'0'.repeat(64)}`]);
    expect(cut.code).toBe(1);
    expect(cut.stdout).toContain('truncated: rows 7 to 900 are gone from the end: --head names row 900');
  });
});

test('a rejected run leaves production and the workspace as they were', async () => {
  const before = await applied();
  const waiting = resultOf(await inApp(['run', '--text', 'Add an index on user_progress (score)', '--json']));
  expect(waiting, String(waiting.reason)).toMatchObject({ status: 'waiting' });
  const finished = await inApp(['reject', String(waiting.run), '--reason', 'not now', '--json']);
  expect(finished.code).toBe(4);
  expect(resultOf(finished)).toMatchObject({
    status: 'rejected',
    reason: expect.stringContaining('not now'),
  });
  expect(await applied()).toBe(before);
  expect((await git('status', '--porcelain')).stdout).toBe('');
  expect((await git('branch', '--format=%(refname:short)')).stdout).not.toContain('godwit/add-index');
  expect(await branchesOf(app.db)).toEqual([]);
});

test('a question goes back to the requester, and the answer continues the same run', async () => {
  const waiting = await inApp(['run', '--text', 'Add a column to tasks', '--json']);
  expect(waiting.code).toBe(3);
  const { run, question } = resultOf(waiting) as {
    run: string;
    question: { kind: string; questions: string[] };
  };
  expect(question.kind).toBe('clarification');
  const answered = await inApp(['answer', run, 'Add a nullable text column remark to tasks', '--json']);
  expect(resultOf(answered), String(resultOf(answered).reason)).toMatchObject({
    run,
    status: 'waiting',
    question: { kind: 'approval' },
  });
  await inApp(['reject', run]);
});

test('types: stale types are found, and written', async () => {
  const types = `${app.root}/src/database.types.ts`;
  await app.db.query('ALTER TABLE tasks ADD COLUMN on_the_side text');
  expect(await inApp(['types', '--check'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('stale'),
  });
  expect(await inApp(['types'])).toMatchObject({ code: 0 });
  expect(await readFile(types, 'utf8')).toContain('on_the_side: string | null');
  expect(await inApp(['types', '--check'])).toMatchObject({ code: 0 });
  await app.db.query('ALTER TABLE tasks DROP COLUMN on_the_side');
});

test('agents, graph and doctor tell what is there', async () => {
  const agents = resultOf(await inApp(['agents', '--json'])) as {
    agents: { name: string; warnings: string[] }[];
  };
  expect(agents.agents.map(({ name }) => name)).toEqual([
    'issue-planner',
    'data-migration-specialist',
    'integration-tester',
    'backend-engineer',
  ]);
  expect(agents.agents.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect((await inApp(['graph'])).stdout).toContain(
    'issue-planner -->|SchemaRequirements| data-migration-specialist',
  );
  const doctor = await inApp(['doctor', '--json']);
  expect(doctor.code).toBe(0);
  expect(resultOf(doctor)).toMatchObject({ ready: true });
});
