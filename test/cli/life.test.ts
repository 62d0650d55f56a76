import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, godwit, resultOf, start } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

let app: Prepared;
let done: Finished;
let followed: Finished;
let run: string;

const inApp = (...args: string[]): Promise<Finished> => godwit(args, { cwd: app.root, env: app.env });

beforeAll(async () => {
  app = await prepared({ appChecks: false });
  const options = { cwd: app.root, env: app.env };
  let following: Promise<Finished> | undefined;
  done = await start(['run', 'issues/add-difficulty.md', '--yes', '--json'], {
    ...options,
    onLine: (line) => {
      following ??= inApp('show', (JSON.parse(line) as { run: string }).run, '--follow', '--json');
    },
  }).finished;
  run = String(resultOf(done).run);
  followed = (await following) as Finished;
});
afterAll(() => app[Symbol.asyncDispose]());

test('who follows a run from elsewhere is told the same events, and how it ends', () => {
  const events = ({ stdout }: Finished): object[] =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'event');
  expect(done.code).toBe(0);
  expect(followed.code).toBe(0);
  expect(events(followed)).toEqual(events(done));
  expect(resultOf(followed)).toMatchObject({
    type: 'result',
    run,
    status: 'done',
    result: { status: 'done' },
  });
});

test('a rollback waits for its approval; rejected it is tried again; all of them know each other', async () => {
  const rollback = await inApp('rollback', run, '--json');
  expect(rollback.code).toBe(3);
  const first = String(resultOf(rollback).run);
  expect(resultOf(rollback)).toMatchObject({ status: 'waiting', question: { kind: 'approval' } });

  const waiting = await inApp('runs', '--waiting', '--since', '1h');
  expect(waiting.stdout).toMatch(
    new RegExp(`^run .*request\\n${first}  waiting: approval  0 min .* Roll back .*\\n$`),
  );
  expect((await inApp('reject', first, '--reason', 'later')).code).toBe(4);
  const retried = resultOf(await inApp('retry', first, '--json'));
  expect(retried).toMatchObject({ status: 'waiting' });
  expect(resultOf(await inApp('show', String(retried.run), '--json'))).toMatchObject({
    retryOf: first,
    rollbackOf: run,
    question: { title: expect.stringContaining('Roll back') },
  });
  const shown = await inApp('show', run);
  expect(shown.stdout).toContain(`  rollback   run ${first} (rejected)\n`);
  expect(shown.stdout).toContain(`  rollback   run ${retried.run} (waiting)\n`);
});
