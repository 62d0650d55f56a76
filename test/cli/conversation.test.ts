import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { breakable } from '../fakes/breakable.ts';
import { type FakeGitHub, gitHubServer } from '../fakes/github-server/index.ts';
import { godwit, resultOf, type Started, start } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

const secret = 'ghp_0123456789abcdef';
const issue = { repository: 'acme/tasks', author: 'ana', body: 'It should be better.' };
const queued = 'acme/tasks#12';

let app: Prepared;
let github: FakeGitHub;
let env: Record<string, string>;
beforeAll(async () => {
  [app, github] = await Promise.all([
    prepared({
      git: false,
      appChecks: false,
      config: 'approvals: { low: { approvers: ["github:ana", "github:ben"], four_eyes: true } }\n',
    }),
    gitHubServer({
      token: secret,
      permissions: { ana: 'write', ben: 'write' },
      issues: [
        { ...issue, number: 12, title: 'Improve the tasks table' },
        { ...issue, number: 13, title: 'Improve @octocat <img src=x> ``` the tasks table' },
        { ...issue, number: 14, title: 'Improve the tasks table', isLocked: true },
        { ...issue, number: 15, title: 'Improve the tasks table' },
      ],
    }),
  ]);
  env = { ...app.env, GITHUB_API_URL: github.api, GITHUB_TOKEN: secret };
});
afterAll(async () => {
  await Promise.all([app, github].map((one) => one[Symbol.asyncDispose]()));
});

const inApp = (...args: string[]) => godwit(args, { cwd: app.root, env });

/** A process that stays; all that it writes. */
function staying(...args: string[]): Started {
  const started = start([...args, '--json'], { cwd: app.root, env });
  onTestFinished(() => void started.child.kill('SIGKILL'));
  return started;
}

const commentsOf = (name: string) =>
  github.comments
    .of(name)
    .filter(({ login }) => login.endsWith('[bot]'))
    .map(({ body }) => body);

/** Waits until so many comments of ours are there; the last. */
async function comment(name: string, count: number): Promise<string> {
  await expect.poll(() => commentsOf(name), { interval: 50 }).toHaveLength(count);
  return commentsOf(name).at(-1) ?? '';
}

const commandIn = (body: string, verb: string): string =>
  new RegExp(`^/${verb} .*$`, 'm').exec(body)?.[0] ?? `no /${verb} in ${body}`;

test('from a vague issue to the merge: asked, answered and approved in its comments, by who may', async () => {
  const says = (login: string, body: string) => github.comments.add(queued, login, body);
  const first = staying('serve', '--every', '0.2');
  const worker = staying('worker');
  says('ana', '/answer Add a nullable text column before anybody asked to tasks');
  const { run } = resultOf(await inApp('run', queued, '--queue', '--json')) as { run: string };
  const question = await comment(queued, 1);
  expect(question).toContain(`Run ${run} waits`);
  const second = staying('serve', '--every', '0.2');

  says('kim', '/answer Add a nullable text column kim to tasks');
  expect(await comment(queued, 2)).toContain('kim cannot answer this: ana, who asked for it, may');
  says('kim', '/answer Add a nullable text column kim to tasks, please');
  github.comments.edit(says('ana', '/answer no'), '/answer Add a nullable text column edited to tasks');
  expect(await comment(queued, 3)).toContain('It was edited, so it does not count');
  says('ana', 'Good question.');
  expect(await comment(queued, 4)).toContain('Is that the answer?');
  says('ana', '/answer Add a nullable text column remark to tasks');
  expect(await comment(queued, 5)).toContain('Answered by github:ana');

  // Killed when GitHub has the comment and nobody has noted it: the other one goes on, and does not say it again.
  await github.holdNextComment();
  first.child.kill('SIGKILL');
  const approval = await comment(queued, 6);
  expect(approval).toContain('remark');
  says('ben', 'lgtm');
  expect(await comment(queued, 7)).toContain('decides nothing');
  const approve = commandIn(commentsOf(queued)[6] ?? '', 'approve');
  expect(approve).toBe(commandIn(approval, 'approve'));
  says('ana', approve);
  expect(await comment(queued, 8)).toContain('somebody else than');
  says('ben', `/approve ${run} 00000000`);
  expect(await comment(queued, 9)).toContain(approve);
  says('ben', approve);
  says('ben', approve);
  await comment(queued, 12);
  const last = commentsOf(queued).slice(9);
  for (const said of ['**Approved by github:', '**Already approved by github:', '**Merged: proven'])
    expect(last.filter((body) => body.includes(said))).toHaveLength(1);
  expect(
    await app.db.query(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'tasks' AND column_name IN ('remark', 'kim', 'edited', 'before')`,
    ),
  ).toEqual([{ column_name: 'remark' }]);

  second.child.kill('SIGTERM');
  worker.child.kill('SIGTERM');
  const [served, worked] = await Promise.all([second.finished, worker.finished]);
  expect([served.code, worked.code]).toEqual([0, 0]);
  expect(resultOf(served)).toEqual({ type: 'result', status: 'stopped' });
  await holdsNoSecret(JSON.stringify([served, worked, commentsOf(queued)]));
});

async function holdsNoSecret(told: string): Promise<void> {
  expect(told).not.toContain(secret);
  const tables = await app.state.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname LIKE 'godwit%'`,
  );
  for (const { name } of tables) {
    const rows = await app.state.query(`SELECT FROM ${name} AS t WHERE t::text LIKE '%${secret}%'`);
    expect([name, rows.length]).toEqual([name, 0]);
  }
}

test('without a terminal a run asks on its issue, and takes the answer when it is resumed', async () => {
  const name = 'acme/tasks#13';
  const [asked, locked, quiet] = await Promise.all([
    inApp('run', name, '--json'),
    inApp('run', 'acme/tasks#14'),
    inApp('run', 'acme/tasks#15', '--no-comments'),
  ]);
  expect([asked.code, locked.code, quiet.code]).toEqual([3, 3, 3]);
  const { run } = resultOf(asked) as { run: string };
  const [question = '', ...others] = commentsOf(name);
  expect(question).toContain('Improve @\u{200B}octocat \\<img');
  expect(others).toEqual([]);
  expect(locked.stdout).toContain('GitHub takes no comment on acme/tasks#14 (403)');
  expect(locked.stdout).toContain('npx godwit answer');
  expect(commentsOf('acme/tasks#15')).toEqual([]);

  const { asked: url } = resultOf(await inApp('show', run, '--json'));
  expect(url).toMatch(`${github.host}/acme/tasks/issues/13#issuecomment-`);
  github.comments.add(name, 'ana', '/answer Add a nullable text column remark2 to tasks');
  const resumed = await inApp('resume', run, '--json');
  expect(resultOf(resumed)).toMatchObject({ status: 'waiting', question: { kind: 'approval' } });
  expect(commentsOf(name)).toEqual([
    question,
    expect.stringContaining('Answered by'),
    expect.stringContaining(`/approve ${run}`),
  ]);
});

test('a state database that goes away for a moment is told, and served again', async () => {
  const way = await breakable(app.state.target);
  onTestFinished(() => way.cut());
  const url = app.state.target.connectionString().replace(/@.*\/(\w+)\?.*$/, `@127.0.0.1:${way.port}/$1`);
  const lines: string[] = [];
  const { child, finished } = start(['serve', '--every', '0.05'], {
    cwd: app.root,
    env: { ...env, GODWIT_STATE_URL: url },
    onLine: (line) => void lines.push(line),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = (what: string) => lines.filter((line) => line.includes(what)).length;
  const told = (what: string) => expect.poll(() => said(what), { interval: 20 });
  const broke = 'state database: the connection broke';
  await told('serves the issues').toBe(1);
  for (const times of [1, 2]) {
    const before = said(broke);
    way.cut();
    await told(broke).toBeGreaterThan(before);
    await way.mend();
    await told('state database: it works again').toBe(times);
    await told('serves the issues').toBe(times + 1);
  }
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
});
