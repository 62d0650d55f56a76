import { afterAll, beforeAll, expect, test } from 'vitest';
import { godwit, resultOf, type Started, start } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

let app: Prepared;
beforeAll(async () => {
  app = await prepared({ git: false, appChecks: false });
});
afterAll(() => app[Symbol.asyncDispose]());

const inApp = (...args: string[]) => godwit(args, { cwd: app.root, env: app.env });

interface Line {
  readonly type: string;
  readonly run: string;
  readonly kind?: string;
  readonly tool?: string;
  readonly status?: string;
}

/** A worker process; `until` waits for a line of it. */
function worker() {
  const seen: Line[] = [];
  const waiting: { is: (line: Line) => boolean; tell: (line: Line) => void }[] = [];
  const started: Started = start(['worker', '--json'], {
    cwd: app.root,
    env: app.env,
    onLine: (text) => {
      const line = JSON.parse(text) as Line;
      seen.push(line);
      for (const { is, tell } of waiting) if (is(line)) tell(line);
    },
  });
  const until = (is: (line: Line) => boolean) =>
    new Promise<Line>((tell) => {
      const found = seen.find(is);
      if (found !== undefined) tell(found);
      else waiting.push({ is, tell });
    });
  return { ...started, until };
}

const queue = async (issue: string) => {
  const { run, status } = resultOf(await inApp('run', `issues/${issue}.md`, '--queue', '--json'));
  expect(status).toBe('queued');
  return run as string;
};

test('a killed worker is taken over; a person is waited for without one; a frozen one does nothing after it wakes', async () => {
  const run = await queue('add-index');
  const first = worker();
  await first.until(({ tool, kind }) => kind === 'tool' && tool === 'mcp__supabase__apply_migration');
  first.child.kill('SIGKILL');
  const killed = Date.now();

  const second = worker();
  await second.until(({ kind }) => kind !== undefined);
  expect(Date.now() - killed).toBeLessThan(30_000);
  await second.until(({ type, status }) => type === 'result' && status === 'waiting');
  expect(await app.state.query('SELECT key FROM godwit_queue.jobs')).toEqual([]);

  const { question } = resultOf(await inApp('show', run, '--json')) as { question: { hash: string } };
  const merging = second.until(({ kind }) => kind === 'answer');
  expect(await inApp('approve', run, question.hash)).toMatchObject({ code: 0 });
  await merging;
  second.child.kill('SIGSTOP');
  const frozen = Date.now();

  const third = worker();
  await third.until(({ kind }) => kind !== undefined);
  expect(Date.now() - frozen).toBeLessThan(40_000);
  await third.until(({ type, status }) => type === 'result' && status === 'done');
  const before = await everything();
  second.child.kill('SIGCONT');
  const { code, stdout } = await second.finished;
  expect(code).toBe(1);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ code: 'worker-taken-over' });
  expect(await everything()).toEqual(before);

  third.child.kill('SIGTERM');
  expect((await third.finished).code).toBe(0);
  expect(await app.state.query('SELECT * FROM godwit.worker')).toEqual([]);
  const twice = `SELECT name FROM supabase_migrations.schema_migrations GROUP BY name, version HAVING count(*) > 1`;
  expect(await app.db.query(twice)).toEqual([]);
  expect(resultOf(await inApp('show', run, '--json'))).toMatchObject({ status: 'done' });
});

/** What a process could still have changed: history, checkpoints, effects, events. */
const everything = async () => [
  await app.db.query('SELECT version, name FROM supabase_migrations.schema_migrations ORDER BY version'),
  await app.state.query('SELECT count(*)::int FROM godwit.checkpoints'),
  await app.state.query('SELECT call_id, attempts, finished_at FROM godwit.effect ORDER BY call_id'),
  await app.state.query('SELECT count(*)::int FROM godwit.run_event'),
];

test('a worker says what it does not reach', async () => {
  const { DATABASE_URL: _, ...env } = app.env;
  const none = await godwit(['worker'], { cwd: app.root, env });
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('--databases FILE');
  const list = await godwit(['worker', '--databases', 'nowhere.txt'], { cwd: app.root, env });
  expect(list).toMatchObject({ code: 2 });
  expect(list.stderr).toContain('"nowhere.txt" cannot be used');
});
