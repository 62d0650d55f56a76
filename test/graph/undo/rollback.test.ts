import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playbook } from '../../../agents/models/playbook/index.ts';
import { rollbackOf } from '../../../cli/rollback-work.ts';
import type { RunResult } from '../../../graph/engine/result.ts';
import { pendingFollowUps } from '../../../graph/follow-ups/pending.ts';
import type { Question } from '../../../graph/question.ts';
import { assertRetryable } from '../../../graph/retryable.ts';
import { closeFollowUpsOf, listFollowUps } from '../../../graph/store/follow-ups.ts';
import { relatedRuns } from '../../../graph/store/related-runs.ts';
import { findRun, updateRun } from '../../../graph/store/runs.ts';
import { undoFollowUps } from '../../../graph/undo/follow-ups.ts';
import { undoable } from '../../../graph/undo/undoable.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { type TasksApp, tasksApp, yes } from '../../support/tasks-app.ts';

let app: TasksApp;
let before: string;
let renamed: RunResult;
let back: RunResult;
const asked: Question[] = [];

const schema = async (): Promise<string> =>
  (await withSession(app.db.target, { applicationName: 'test' }, takeSnapshot)).hash;

const undo = async (id: string) => undoable(await findRun(app.state.pool, id), app.state, app.provider);

const retry = async (id: string) => assertRetryable(await findRun(app.state.pool, id), app.state);

/** As the command does. */
async function rollback(id: string): Promise<RunResult> {
  const of = await findRun(app.state.pool, id);
  const known = rollbackOf(of, await undo(id));
  const parts = {
    model: playbook,
    workspace: app.workspace,
    provider: app.provider,
    signal: new AbortController().signal,
    onEvent: () => undefined,
    answer: (question: Question) => {
      asked.push(question);
      return yes(question);
    },
  };
  return app.engine.start(known.request, { ...of.spec, ...known }, parts, () => undefined);
}

beforeAll(async () => {
  app = await tasksApp({ appChecks: false });
  before = await schema();
  renamed = await app.runText('Rename column title of tasks to heading');
  await app.query(
    `UPDATE tasks SET heading = 'said since' WHERE id = (SELECT min(id::text)::uuid FROM tasks)`,
  );
  back = await rollback(renamed.run);
});
afterAll(() => app[Symbol.asyncDispose]());

test('a merged migration is taken out of production, approved as any other, and nothing is lost', async () => {
  expect(back).toMatchObject({ status: 'done', types: 'src/database.types.ts' });
  expect(await schema()).toBe(before);
  expect(await app.query(`SELECT count(*)::int AS n FROM tasks WHERE title = 'said since'`)).toEqual([
    { n: 1 },
  ]);
  const [question] = asked;
  expect(question).toMatchObject({
    kind: 'approval',
    title: expect.stringMatching(/^Roll back \d{14}_rename_column_tasks_title: Rename column title/),
    facts: expect.arrayContaining([
      'breaking: applications that read or write public.tasks.heading fail',
      'backup: godwit_archive.tasks_heading holds 3000 rows',
      expect.stringMatching(/^rollback: rolled back in .*: schema and rows as before$/),
    ]),
    risk: {
      class: 'high',
      reasons: expect.arrayContaining([
        expect.objectContaining({
          text: 'does not keep the values of public.tasks.heading (3000 of 3000 rows hold a value now; godwit_archive.tasks_heading keeps them) in place',
        }),
      ]),
    },
  });
  const history = await app.provider.listMigrations(app.provider.productionRef);
  const versions = history.map(({ version }) => version);
  // It goes on forward: what was there stays, with a new version that undoes it.
  expect(versions).toEqual(expect.arrayContaining([renamed.migration?.version, back.migration?.version]));
  expect(back.migration?.name).toBe('rollback_rename_column_tasks_title');
  const report = await readFile(String(back.report), 'utf8');
  expect(report).toContain(`which run ${renamed.run} merged`);
});

test('what it left to later ones is closed; the runs know each other', async () => {
  expect(renamed.followUps).toHaveLength(1);
  const open = await pendingFollowUps(app.state.pool, 'test', app.provider);
  expect(open.map(({ run, archive }) => [run, archive])).toEqual([[back.run, 'tasks_heading']]);
  expect(await relatedRuns(app.state.pool, renamed.run)).toEqual([
    { id: back.run, status: 'done', how: 'undoes' },
  ]);
  // Were the rollback rolled back, the column that the rename left would be to be dropped again.
  await undoFollowUps(app.state.pool, back.run);
  const again = await listFollowUps(app.state.pool, 'test');
  expect(again.map(({ id }) => id)).toEqual([renamed.followUps[0]?.id]);
  await closeFollowUpsOf(app.state.pool, renamed.run);
  await expect(undo(renamed.run)).rejects.toMatchObject({
    code: 'nothing-to-roll-back',
    message: `run ${renamed.run} was rolled back by run ${back.run}`,
    hint: `godwit rollback ${back.run} brings it back`,
  });
});

test('a later migration that it needs is named, and the run refused before anybody is asked', async () => {
  const level = await app.runText('Add a column level to tasks, integer, default 1');
  const index = await app.runText('Create an index on tasks (level)');
  const refused = await rollback(level.run);
  expect(refused).toMatchObject({
    status: 'refused',
    rule: 'rollback-blocked',
    reason: expect.stringContaining('tasks_level_idx'),
    hint: expect.stringContaining(`godwit rollback ${index.run}`),
    question: null,
  });
  expect(asked).toHaveLength(1);
  expect(await app.provider.branchesOf(refused.run)).toEqual([]);

  // While it is going on, not twice.
  await updateRun(app.state.pool, refused.run, { status: 'interrupted' });
  await expect(retry(refused.run)).rejects.toMatchObject({
    message: `run ${refused.run} has not ended: it is interrupted`,
    hint: `godwit resume ${refused.run} goes on with it; godwit cancel ${refused.run} ends it`,
  });
  await expect(undo(level.run)).rejects.toThrow(
    `run ${refused.run} is rolling run ${level.run} back already`,
  );
  await updateRun(app.state.pool, refused.run, { status: 'refused' });
  await expect(retry(refused.run)).resolves.toBeUndefined();
  await expect(retry(level.run)).rejects.toMatchObject({
    code: 'nothing-to-retry',
    message: `production holds what run ${level.run} merged: it is done`,
    hint: `godwit rollback ${level.run} takes it out again`,
  });
  await expect(undo(refused.run)).rejects.toThrow(`run ${refused.run} has merged nothing: it is refused`);

  const version = String(level.migration?.version);
  await app.query(`DELETE FROM supabase_migrations.schema_migrations WHERE version = '${version}'`);
  await expect(undo(level.run)).rejects.toThrow(
    `${version} of add_column_tasks_level is not in the history of production: it was rolled back by other means`,
  );
});
