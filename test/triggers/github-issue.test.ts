import { describe, expect, it } from 'vitest';
import { MigrationRequest } from '../../agents/handoffs/index.ts';
import { GodwitError } from '../../errors.ts';
import { readGitHubIssue } from '../../triggers/github/issue.ts';
import { isIssueSource } from '../../triggers/github/reference.ts';
import { gitHubServer as configured } from '../../triggers/github/server.ts';
import type { Fault } from '../fakes/github-server/faults.ts';
import { type GitHubServerOptions, gitHubServer } from '../fakes/github-server/index.ts';

const issue = {
  repository: 'acme/tasks',
  number: 12,
  title: 'Add a difficulty column to tasks',
  body: '1 to 10,\r\ndefault 5.<!-- delete this line -->',
  author: 'ana',
  labels: ['schema', 'good first issue'],
};
const secret = 'ghp_0123456789abcdef';

async function readFrom(
  options: GitHubServerOptions,
  env: Record<string, string> = {},
  source = 'acme/tasks#12',
) {
  await using server = await gitHubServer({ issues: [issue], ...options });
  const read = await readGitHubIssue(source.replace('HOST', server.host), {
    env: { GITHUB_API_URL: server.api, ...env },
    // Short only where nothing comes: on a busy machine any answer may take so long.
    timeout: options.faults?.some(({ kind }) => kind === 'no answer') ? 400 : 60_000,
  }).catch((error: unknown) => error);
  return { read, log: server.log, host: server.host };
}

async function refusal(options: GitHubServerOptions, env?: Record<string, string>, source?: string) {
  const { read } = await readFrom(options, env, source);
  if (!(read instanceof GodwitError)) throw new Error(`read: ${JSON.stringify(read)}`);
  expect(`${read.message} ${read.hint} ${JSON.stringify(read)}`).not.toContain(secret);
  return read;
}

describe('an issue of GitHub', () => {
  it('is a request: its title and its text, cleaned, with who wrote it', async () => {
    const { read, host, log } = await readFrom({});
    expect(read).toMatchObject({
      source: { kind: 'github', ref: 'acme/tasks#12' },
      title: 'Add a difficulty column to tasks',
      body: '1 to 10,\ndefault 5.',
      frontMatter: {
        number: 12,
        author: 'ana',
        labels: ['schema', 'good first issue'],
        url: `http://${host}/acme/tasks/issues/12`,
      },
      notes: ['removed 1 HTML comment before reading: "delete this line"'],
    });
    expect(JSON.stringify(MigrationRequest.parse(read))).toBe(JSON.stringify(read));
    expect(log).toMatchObject([{ path: '/api/v3/repos/acme/tasks/issues/12' }]);
    expect(log[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    'http://HOST/acme/tasks/issues/12',
    'http://HOST/acme/tasks/issues/12/',
    'http://HOST/acme/tasks/issues/12?notify=1#issuecomment-7',
  ])('may be named by its address: %s', async (source) => {
    expect((await readFrom({}, {}, source)).read).toMatchObject({ source: { ref: 'acme/tasks#12' } });
  });

  it('may have no text, and a title that is longer than one line of a report', async () => {
    const title = `Add a column ${'very '.repeat(45)}long to tasks`;
    const { read } = await readFrom({ issues: [{ ...issue, title, body: null }] });
    expect(read).toMatchObject({ body: title, title: expect.stringMatching(/…$/) });
    expect((await readFrom({ issues: [{ ...issue, body: null }] })).read).toMatchObject({ body: '' });
  });

  it('is read without what others said below it, and says so', async () => {
    const { read } = await readFrom({ issues: [{ ...issue, body: '', comments: 3, state: 'closed' }] });
    expect(read).toMatchObject({
      notes: ['acme/tasks#12 is closed', 'the 3 comments below acme/tasks#12 were not read'],
    });
  });

  it('is followed to where its repository moved', async () => {
    const { read, log } = await readFrom({ moved: { 'acme/old': 'acme/tasks' } }, {}, 'acme/old#12');
    expect(read).toMatchObject({ title: issue.title });
    expect(log).toHaveLength(2);
  });

  it('is seen with a token where it is private', async () => {
    const issues = [{ ...issue, isPrivate: true }];
    for (const name of ['GITHUB_TOKEN', 'GH_TOKEN']) {
      const { read } = await readFrom({ issues, token: secret }, { [name]: secret });
      expect(read).toMatchObject({ title: issue.title });
    }
    expect(await refusal({ issues, token: secret })).toMatchObject({
      code: 'issue-not-found',
      exit: 2,
      hint: expect.stringContaining('GITHUB_TOKEN'),
    });
  });
});

describe('what stands in the way is told with the way out', () => {
  it('is not there, was deleted, or is a pull request', async () => {
    expect(await refusal({ token: secret }, { GH_TOKEN: secret }, 'acme/tasks#13')).toMatchObject({
      code: 'issue-not-found',
      message: 'there is no issue acme/tasks#13, or it may not be seen',
      hint: expect.stringContaining('the token of GH_TOKEN'),
    });
    expect(await refusal({ issues: [{ ...issue, isDeleted: true }] })).toMatchObject({
      code: 'issue-gone',
      message: expect.stringContaining('This issue was deleted'),
    });
    const pull = { code: 'pull-request-not-issue', exit: 2 };
    expect(await refusal({ issues: [{ ...issue, isPullRequest: true }] })).toMatchObject(pull);
    expect(await refusal({}, {}, 'http://HOST/acme/tasks/pull/12')).toMatchObject(pull);
  });

  it('is a token that is not accepted', async () => {
    expect(await refusal({ token: 'other' }, { GITHUB_TOKEN: secret })).toMatchObject({
      code: 'github-token-refused',
      exit: 1,
      message: expect.stringContaining('GITHUB_TOKEN'),
    });
  });

  it('is a limit, with the time at which it ends', async () => {
    const resetsAt = 1_795_780_000;
    expect(await refusal({ faults: [{ kind: 'rate limit', resetsAt }] })).toMatchObject({
      code: 'github-rate-limited',
      transient: true,
      resetsAt: new Date(resetsAt * 1000),
      message: expect.stringContaining('until 2026-11-27T11:46:40Z'),
      hint: expect.stringContaining('GITHUB_TOKEN'),
    });
    expect(await refusal({ faults: [{ kind: 'secondary rate limit', retryAfter: 60 }] })).toMatchObject({
      code: 'github-rate-limited',
      resetsAt: expect.any(Date),
    });
  });

  it.each<readonly [string, Fault, string]>([
    ['github-forbidden', { kind: 'single sign-on' }, 'SAML'],
    ['github-fault', { kind: 'status', status: 502 }, '502'],
    ['not-githubs-answer', { kind: 'web page', status: 200 }, '200 with text/html'],
    ['not-githubs-answer', { kind: 'web page', status: 403 }, '403 with text/html'],
    ['not-githubs-answer', { kind: 'other json' }, 'no issue'],
    ['not-githubs-answer', { kind: 'endless' }, 'bytes'],
    ['github-unreachable', { kind: 'no answer' }, 'no answer in time'],
    ['github-unreachable', { kind: 'cut off' }, 'UND_ERR_SOCKET'],
    ['github-unreachable', { kind: 'reset' }, 'UND_ERR_SOCKET'],
  ])('%s (%j)', async (code, fault, said) => {
    expect(await refusal({ faults: [fault] })).toMatchObject({
      code,
      message: expect.stringContaining(said),
    });
  });

  it('is a network that is down, or a name that nobody knows', async () => {
    const down = { GITHUB_API_URL: 'http://127.0.0.1:1/api/v3' };
    const read = (env: Record<string, string>) => readGitHubIssue('acme/tasks#12', { env, timeout: 5000 });
    await expect(read(down)).rejects.toMatchObject({ code: 'github-unreachable', transient: true });
    await expect(read({ ...down, HTTPS_PROXY: 'http://proxy:3128' })).rejects.toMatchObject({
      hint: expect.stringContaining('NODE_USE_ENV_PROXY'),
    });
  });
});

describe('the token', () => {
  it('goes to the configured server only', async () => {
    await using thief = await gitHubServer();
    const sent: Fault = { kind: 'sent elsewhere', to: `${thief.api}/repos/acme/tasks/issues/12` };
    expect(await refusal({ faults: [sent] }, { GITHUB_TOKEN: secret })).toMatchObject({
      code: 'not-githubs-answer',
    });
    expect(
      await refusal({}, { GITHUB_TOKEN: secret }, `http://${thief.host}/acme/tasks/issues/12`),
    ).toMatchObject({
      code: 'issue-of-other-host',
    });
    expect(thief.log).toEqual([]);
    expect(
      await refusal({}, { GITHUB_TOKEN: secret }, 'https://github.com/acme/tasks/issues/12'),
    ).toMatchObject({
      hint: expect.stringContaining('unset GITHUB_API_URL'),
    });
  });

  it('cannot be printed, and does not travel in the open', () => {
    const server = configured({ GITHUB_TOKEN: secret });
    expect(JSON.stringify(server)).toBe(
      '{"host":"github.com","api":"https://api.github.com","token":"(GITHUB_TOKEN)"}',
    );
    for (const url of ['http://github.example.com/api/v3', `https://me:${secret}@x.example/`, 'ftp://x', 'x'])
      expect(() => configured({ GITHUB_API_URL: url })).toThrow(
        expect.objectContaining({
          code: 'github-api-url-broken',
          message: expect.not.stringContaining(secret),
        }),
      );
  });

  it.each([
    ['https://api.github.com', 'github.com'],
    ['https://github.example.com/api/v3/', 'github.example.com'],
    ['https://api.acme.ghe.com', 'acme.ghe.com'],
    ['https://api.example.com/api/v3', 'api.example.com'],
  ])('%s is the API of %s', (url, host) => {
    expect(configured({ GITHUB_API_URL: url }).host).toBe(host);
  });
});

describe('a source', () => {
  it.each([
    ['acme/tasks#12', true],
    ['a-b_c/d.e#1', true],
    ['https://github.com/acme/tasks/issues/12', true],
    ['./acme/tasks#12', false],
    ['acme/tasks#0', false],
    ['issues/add-difficulty.md', false],
    ['acme/tasks', false],
    ['#12', false],
    ['acme/..#12', false],
    ['acme/.github#12', true],
  ])('%s', (source, expected) => {
    expect(isIssueSource(source)).toBe(expected);
  });

  it.each([
    'https://github.com/acme/tasks',
    'https://github.com/acme/tasks/issues',
    'https://x.example/y?password=hush',
  ])('%s is no issue', async (source) => {
    const error = await refusal({}, {}, source);
    expect(error).toMatchObject({ code: 'not-an-issue-address', exit: 2 });
    expect(error.message).not.toContain('hush');
  });
});
