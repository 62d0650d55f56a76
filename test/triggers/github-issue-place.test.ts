import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../graph/store/runs.ts';
import type { Reply } from '../../triggers/conversation/place.ts';
import { gitHubListener } from '../../triggers/github/listener.ts';
import { type FakeGitHub, gitHubServer } from '../fakes/github-server/index.ts';

const secret = 'ghp_0123456789abcdef';
let github: FakeGitHub;
beforeAll(async () => {
  const issue = { repository: 'acme/tasks', title: 'Title', body: null, author: 'ana' };
  github = await gitHubServer({
    token: secret,
    tokenOf: 'dana',
    permissions: { ben: 'write', dana: 'admin', eve: 'write' },
    issues: [...[1, 2, 3].map((number) => ({ ...issue, number })), { ...issue, number: 4, author: 'eve' }],
    moved: { 'acme/old': 'acme/tasks' },
  });
});
afterAll(() => github[Symbol.asyncDispose]());

const runOf = (ref: string, url?: string) =>
  ({
    spec: {
      request: { source: { kind: 'github', ref }, frontMatter: { author: 'Ana', ...(url && { url }) } },
    },
  }) as unknown as Run;

/** The place of an issue, as a process that has just begun has it. */
function placeOf(ref: string) {
  const env = { GITHUB_API_URL: github.api, GITHUB_TOKEN: secret };
  const place = gitHubListener(env)?.placeOf(runOf(ref));
  if (place === undefined) throw new Error('no place');
  return place;
}
const message = { title: 'Title', parts: [] };
const textsOf = (replies: readonly Reply[]) => replies.map(({ names, text }) => [names[0], text]);

test('what people write is heard once, in order, over several pages; nothing of bots or of ours', async () => {
  const ref = 'acme/tasks#1';
  const place = placeOf(ref);
  github.comments.add(ref, 'ana', 'before');
  const asked = await place.say('key', message);
  expect(await place.heard(asked)).toEqual([]);
  expect(await place.heard(asked)).toEqual([]);
  expect(github.log.at(-1)?.status()).toBe(304);
  github.comments.add(ref, 'ci[bot]', 'built');
  github.comments.add(ref, 'dana', 'as a person, with the token of the same login');
  github.comments.edit(github.comments.add(ref, 'ana', 'no'), 'yes');
  github.comments.add(ref, 'mallory', '<!-- godwit: key -->\nlooks like ours');
  for (let count = 0; count < 120; count += 1) github.comments.add(ref, 'ana', `${count}`);
  const heard = await place.heard(asked);
  expect(heard.filter(({ isEdited }) => isEdited).map(({ text }) => text)).toEqual(['yes']);
  expect(textsOf(heard)).toEqual([
    ['github:dana', 'as a person, with the token of the same login'],
    ['github:ana', 'yes'],
    ...Array.from({ length: 120 }, (_, count) => ['github:ana', `${count}`]),
  ]);
  // Not taken yet: it is there the next time, too.
  expect(await place.heard(asked)).toHaveLength(122);
});

test('a comment is found again by its key, and only one of our own', async () => {
  const ref = 'acme/tasks#2';
  github.comments.add(ref, 'mallory', '<!-- godwit: run%20ended -->\nMerged');
  expect(await placeOf(ref).said('run ended')).toBeUndefined();
  const said = await placeOf(ref).say('run ended', message);
  expect(await placeOf(ref).said('run ended')).toEqual(said);
  expect(await placeOf('acme/old#2').said('run ended')).toEqual(said);
});

test('who may: the author answers, who can write does everything, and what cannot be seen is a no', async () => {
  const ref = 'acme/tasks#3';
  const may = (login: string, verb: 'answer' | 'approve') =>
    placeOf(ref).mayAnswer({ id: '1', at: '', names: [`github:${login}`], text: '' }, verb, runOf(ref));
  expect(await may('ana', 'answer')).toEqual({ may: true });
  expect(await may('ben', 'answer')).toEqual({ may: true });
  expect(await may('ben', 'approve')).toEqual({ may: true });
  expect(await may('ana', 'approve')).toEqual({ may: false, why: 'it takes write permission to acme/tasks' });
  expect(await may('kim', 'answer')).toMatchObject({ may: false, why: expect.stringContaining('Ana') });
  github.fail('GET', { kind: 'single sign-on' });
  expect(await may('ben', 'approve')).toMatchObject({ may: false, why: expect.stringContaining('403') });
  github.fail('GET', { kind: 'status', status: 502 });
  await expect(may('ben', 'approve')).rejects.toMatchObject({ transient: true });
});

test('a question that somebody edited, or that is another one’s, is not as it was said', async () => {
  const ref = 'acme/tasks#3';
  const asked = await placeOf(ref).say('key', message);
  expect(await placeOf(ref).isAsSaid?.(asked)).toBe(true);
  expect(await placeOf('acme/others#3').isAsSaid?.(asked)).toBe(false);
  const comment = github.comments.of(ref).find(({ id }) => String(id) === asked.id);
  if (comment) github.comments.edit(comment, 'something harmless');
  expect(await placeOf(ref).isAsSaid?.(asked)).toBe(false);
});

test('whoever asked stays the same person under another name, and whoever takes the old name is not them', async () => {
  const may = (login: string, verb: 'answer' | 'approve') =>
    placeOf('acme/tasks#4').mayAnswer(
      { id: '1', at: '', names: [`github:${login}`], text: '' },
      verb,
      runOf('acme/tasks#4'),
    );
  expect(await may('eve', 'answer')).toEqual({ may: true });
  expect(await may('ana', 'answer')).toMatchObject({ may: false });
  expect(await may('eve', 'approve')).toEqual({ may: false, why: 'they asked for it, and were Ana then' });
  expect(await may('ben', 'approve')).toEqual({ may: true });
});

test('what stands in the way holds no token, and says when to try again', async () => {
  const place = placeOf('acme/tasks#3');
  github.fail('POST', { kind: 'secondary rate limit', retryAfter: 60 });
  await expect(place.say('key', message)).rejects.toMatchObject({
    code: 'github-rate-limited',
    resetsAt: expect.any(Date),
  });
  github.fail('POST', { kind: 'reset' });
  const error: unknown = await place.say('key', message).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'github-unreachable', transient: true });
  const { inspect } = await import('node:util');
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
  await expect(placeOf('acme/tasks#9').say('key', message)).rejects.toMatchObject({
    code: 'comment-refused',
    message: expect.stringContaining('acme/tasks#9 (404)'),
  });
});

test('an issue of another GitHub has no place here; without a token there is none', () => {
  const env = { GITHUB_API_URL: github.api };
  expect(gitHubListener(env)).toBeUndefined();
  const listener = gitHubListener({ ...env, GITHUB_TOKEN: secret });
  expect(listener?.placeOf(runOf('acme/tasks#1', 'https://github.com/acme/tasks/issues/1'))).toBeUndefined();
  expect(listener?.placeOf(runOf('acme/tasks#1', `http://${github.host}/acme/tasks/issues/1`))).toBeDefined();
});
