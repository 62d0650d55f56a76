import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openModel } from '../../../agents/models/index.ts';
import { playbook } from '../../../agents/models/playbook/index.ts';
import { recording } from '../../../agents/models/recording/record.ts';
import { Renamed } from '../../../agents/models/recording/renamed.ts';
import { replay } from '../../../agents/models/recording/replay.ts';
import { serverTarget } from '../../support/database.ts';
import { testFolder } from '../../support/folder.ts';
import { tasksApp } from '../../support/tasks-app.ts';

test('a recorded run comes to the same end on another database, whose names are its own', async () => {
  using folder = testFolder();
  const applied = async (model: typeof playbook) => {
    await using app = await tasksApp({ appChecks: false });
    // Its process ends at the approval; another one goes on.
    const waiting = await app.run('add-difficulty', { model, answer: async () => undefined });
    expect(waiting).toMatchObject({ status: 'waiting' });
    const done = await app.resume(waiting.run, { model });
    expect(done, done.reason ?? '').toMatchObject({ status: 'done', types: 'src/database.types.ts' });
    const steps = await app.query<{ statements: string[] }>(
      'SELECT statements FROM supabase_migrations.schema_migrations ORDER BY version DESC LIMIT 2',
    );
    return { steps, version: done.migration?.version, hash: done.migration?.hash };
  };
  const recorded = await applied(recording(playbook, folder.path));
  const names = readdirSync(folder.path);
  expect(names[0]).toBe('0001-issue-planner.json');
  expect(names.length).toBeGreaterThan(20);
  const text = names.map((name) => readFileSync(join(folder.path, name), 'utf8')).join('\n');
  expect(text).not.toContain(new URL(serverTarget().connectionString()).password);

  const replayed = await applied(replay(folder.path));
  expect(replayed.steps).toEqual(recorded.steps);

  await using other = await tasksApp({ appChecks: false });
  const astray = await other
    .run('rename-score', { model: replay(folder.path) })
    .catch((error: Error) => error);
  expect(String((astray as { reason?: string }).reason ?? astray)).toMatch(
    /the recording .* has no answer of/,
  );
});

test('names that a run makes anew are translated, longest first; words and short numbers stay', () => {
  const renamed = new Renamed();
  renamed.learn(
    '{"id":"godwit_add_x_0a1b2c3d","version":"20260101000000_add_x","ms":123,"name":"difficulty"}',
    '{"id":"godwit_add_x_9f8e7d6c","version":"20270202000000_add_x","ms":4567,"name":"difficulty"}',
  );
  expect(
    renamed.translate({
      path: 'supabase/migrations/20260101000000_add_x.sql',
      ids: ['godwit_add_x_0a1b2c3d', '20260101000000'],
      count: 20260101000000,
      sql: 'SELECT difficulty, 123',
    }),
  ).toEqual({
    path: 'supabase/migrations/20270202000000_add_x.sql',
    ids: ['godwit_add_x_9f8e7d6c', '20270202000000'],
    count: 20260101000000,
    sql: 'SELECT difficulty, 123',
  });
});

test('one recording is one run, and a folder that cannot be written is told before the model is asked', () => {
  using folder = testFolder({ '0001-issue-planner.json': '{}', file: '' });
  expect(() => recording(playbook, folder.path)).toThrow('it holds a recording already');
  expect(recording(playbook, folder.path, { goesOn: true }).id).toBe(playbook.id);
  expect(() => recording(playbook, join(folder.path, 'file'))).toThrow('EEXIST');
  expect(() => recording(playbook, join(folder.path, 'file/below'))).toThrow('ENOTDIR');
});

test('what is no recording is refused with the file that is wrong', async () => {
  using folder = testFolder();
  const open = () => openModel({ model: `replay:${folder.path}`, env: {} });
  await expect(open()).rejects.toThrow('it holds no exchange');
  writeFileSync(join(folder.path, '0001-issue-planner.json'), '{"format":2}');
  await expect(open()).rejects.toThrow('0001-issue-planner.json" is no recording');
  await expect(openModel({ model: `replay:${folder.path}/nowhere`, env: {} })).rejects.toThrow(
    'it cannot be read',
  );
});
