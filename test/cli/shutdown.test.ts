import { afterAll, beforeAll, expect, test } from 'vitest';
import { godwit, resultOf, start } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

let app: Prepared;
beforeAll(async () => {
  app = await prepared({ git: false });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Starts a run and sends it signals while the app's tests run, an effect that takes its time. */
async function stopped(issue: string, signals: readonly NodeJS.Signals[]) {
  let sent = false;
  const { finished } = start(['run', `issues/${issue}.md`, '--yes', '--json'], {
    cwd: app.root,
    env: app.env,
    onLine: (line, child) => {
      if (sent || !line.includes('"kind":"progress"') || !line.includes('npm run test')) return;
      sent = true;
      for (const signal of signals) child.kill(signal);
    },
  });
  const { code, stdout, stderr } = await finished;
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { run: string; kind: string; tool?: string });
  const testsEnded = events.some(({ kind, tool }) => kind === 'tool' && tool === 'verify_app');
  return { code, stderr, testsEnded, run: events[0]?.run ?? '' };
}

const resumed = async (run: string) =>
  resultOf(await godwit(['resume', run, '--yes', '--json'], { cwd: app.root, env: app.env }));

const attempts = (run: string) =>
  app.state.query(
    `SELECT attempts FROM godwit.effect WHERE run_id = $1 AND tool = 'verify_app' ORDER BY started_at LIMIT 1`,
    [run],
  );

test('SIGTERM lets the step under way finish; the run goes on after it', async () => {
  const { code, stderr, testsEnded, run } = await stopped('add-difficulty', ['SIGTERM']);
  expect(code).toBe(130);
  expect(testsEnded).toBe(true);
  expect(stderr).toContain(`go on: npx godwit resume ${run}`);
  expect((await godwit(['runs'], { cwd: app.root, env: app.env })).stdout).toContain(`${run}  interrupted`);
  expect(await resumed(run)).toMatchObject({ status: 'done', commit: null });
  expect(await attempts(run)).toEqual([{ attempts: 1 }]);
});

test('a second one leaves at once; the step is done again', async () => {
  const { code, testsEnded, run } = await stopped('add-index', ['SIGINT', 'SIGTERM']);
  expect(code).toBe(130);
  expect(testsEnded).toBe(false);
  expect(await resumed(run)).toMatchObject({ status: 'done' });
  expect(await attempts(run)).toEqual([{ attempts: 2 }]);
});
