import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { branchesOf } from '../support/database.ts';
import { godwit, resultOf, start } from '../support/godwit.ts';
import { prepared } from '../support/prepared.ts';

const begin = ['run', 'issues/add-difficulty.md', '--json'];

test('a run that waits is cancelled: its branch and files go, production stays, nobody goes on', async () => {
  await using app = await prepared({ appChecks: false });
  const options = { cwd: app.root, env: app.env };
  const waits = resultOf(await godwit(begin, options));
  expect(waits).toMatchObject({ status: 'waiting' });
  expect(await branchesOf(app.db)).toHaveLength(1);
  const run = String(waits.run);

  const cancelled = await godwit(['cancel', run, '--reason', 'not wanted', '--json'], options);
  expect(cancelled.code).toBe(0);
  expect(resultOf(cancelled)).toMatchObject({
    status: 'cancelled',
    reason: expect.stringMatching(/^by \S+: not wanted$/),
  });
  expect(await branchesOf(app.db)).toEqual([]);
  expect(readdirSync(join(app.root, 'supabase/migrations')).join()).not.toContain('difficulty');
  expect(existsSync(String(resultOf(cancelled).report))).toBe(true);
  expect(
    await app.db.query("SELECT FROM information_schema.columns WHERE column_name = 'difficulty'"),
  ).toEqual([]);

  expect(
    await app.state.query('SELECT kind, actor <> $2 AS by FROM godwit.audit WHERE run_id = $1 ORDER BY seq', [
      run,
      'godwit',
    ]),
  ).toMatchObject([
    { kind: 'run-created' },
    { kind: 'question-asked', by: false },
    { kind: 'run-cancelled', by: true },
  ]);

  const resumed = await godwit(['resume', run, '--yes', '--json'], options);
  expect(resultOf(resumed)).toMatchObject({ status: 'cancelled' });
  const again = await godwit(['cancel', run], options);
  expect(again.code).toBe(4);
  expect(again.stderr).toContain(`run ${run} has ended: it is cancelled`);
});

test('what a killed process was making goes, too; a run half cancelled, or of an older version, is cancelled', async () => {
  await using app = await prepared({ appChecks: false });
  const options = { cwd: app.root, env: app.env };
  let run = '';
  await start([...begin, '--yes'], {
    ...options,
    onLine: (text, child) => {
      const line = JSON.parse(text) as { run: string; kind: string; text: string };
      run = line.run;
      if (line.kind === 'progress' && / applied in /.test(line.text)) child.kill('SIGKILL');
    },
  }).finished;
  expect(await branchesOf(app.db)).toHaveLength(1);
  // Also where it had been interrupted before, with its reason.
  await app.state.query(`UPDATE godwit.run SET status = 'cancelled', result = '{"error": "lost"}'`);
  // A run of an older version, which nobody can resume, and which knew of no budget.
  await app.state.query(`UPDATE godwit.run SET graph_version = 'older';
    UPDATE godwit.checkpoints SET checkpoint = checkpoint #- '{channel_versions,spending}'`);
  const cancelled = await godwit(['cancel', run, '--json'], options);
  expect(resultOf(cancelled)).toMatchObject({ status: 'cancelled', spending: [] });
  expect(await branchesOf(app.db)).toEqual([]);
});

test('a run that has begun to change production is not cancelled, nor one that is being worked on', async () => {
  await using app = await prepared({ appChecks: false });
  const options = { cwd: app.root, env: app.env };
  let run = '';
  let answered = false;
  let meanwhile: ReturnType<typeof godwit> | undefined;
  await start([...begin, '--yes'], {
    ...options,
    onLine: (text, child) => {
      const line = JSON.parse(text) as { run: string; kind: string; text: string };
      run = line.run;
      meanwhile ??= godwit(['cancel', run], options);
      answered ||= line.kind === 'answer';
      if (answered && line.kind === 'progress' && / applied in /.test(line.text)) child.kill('SIGKILL');
    },
  }).finished;
  expect((await meanwhile)?.stderr).toContain(`another process is working on run ${run}`);
  const refused = await godwit(['cancel', run], options);
  expect(refused.code).toBe(4);
  expect(refused.stderr).toMatch(
    new RegExp(`run ${run} has begun to change production\\n.*godwit resume ${run}`),
  );
  const resumed = await godwit(['resume', run, '--yes', '--json'], options);
  expect(resultOf(resumed)).toMatchObject({ status: 'done' });
  expect((await godwit(['cancel', run], options)).stderr).toContain('has ended: it is done');
});
