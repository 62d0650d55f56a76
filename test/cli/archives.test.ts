import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, godwit, resultOf } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

/** One developer, on a database given by URL, who lets `--yes` drop columns. */
const lonely = `archive: { keep_days: 14 }
approvals: { unattended: [low, moderate, high], high: { four_eyes: false } }
`;
let app: Prepared;
beforeAll(async () => {
  app = await prepared({ appChecks: false, config: lonely });
});
afterAll(() => app[Symbol.asyncDispose]());

const inApp = (...args: string[]) => godwit(args, { cwd: app.root, env: app.env });

/** What a run that came to its end leaves to later migrations. */
function leftBy(finished: Finished): { id: string; what: string; command: string }[] {
  expect(resultOf(finished), finished.stdout.slice(-2_000)).toMatchObject({ status: 'done' });
  expect(finished.code).toBe(0);
  return resultOf(finished).followUps as never;
}

const archives = async () =>
  resultOf(await inApp('archives', '--json')).archives as Record<string, unknown>[];
const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const values = (column: string) =>
  app.db.query<{ id: string }>(`SELECT id, ${column} AS value FROM tasks ORDER BY id`);

let were: { id: string }[] = [];
let run = '';

test('a rename leaves the old name to a later migration, and nobody forgets it', async () => {
  were = await values('legacy_notes');
  const request = 'Rename the column legacy_notes of tasks to old_notes';
  const [left] = leftBy(await inApp('run', '--text', request, '--yes', '--json'));
  run = left?.id.replace('.1', '') ?? '';
  expect(left).toEqual({
    id: `${run}.1`,
    what: 'drop_column public.tasks.legacy_notes by a later migration, when no application names it any more',
    notBefore: inDays(7),
    command: `npx godwit run --follow-up ${run}.1`,
  });
  const pending = await inApp('runs', '--pending');
  expect(pending).toMatchObject({ code: 0 });
  expect(pending.stdout.split('\n').map((line) => line.trim())).toEqual([
    `${inDays(7)}  ${left?.what}`,
    `left by ${run}, ${inDays(0)}: ${request}`,
    `npx godwit run --follow-up ${run}.1`,
    '',
  ]);
  expect((await inApp('show', run)).stdout).toContain(`npx godwit run --follow-up ${run}.1`);
  expect(await readFile(join(app.root, '.godwit/reports', `${run}.md`), 'utf8')).toContain(
    `when no application names it any more: \`npx godwit run --follow-up ${run}.1\`, from ${inDays(7)} on`,
  );
});

test('a follow-up is done by a run of its own, through all gates, and is no longer pending', async () => {
  const waits = await inApp('run', '--follow-up', `${run}.1`, '--json');
  expect(waits.code).toBe(3);
  const { run: second, question } = resultOf(waits) as { run: string; question: { hash: string } };
  expect(question).toMatchObject({ kind: 'approval' });
  expect(leftBy(await inApp('approve', second, question.hash, '--json'))).toEqual([]);
  expect((await inApp('runs', '--pending')).stdout).toContain('nothing is left to do on ');
  // Its values are in the column that took its place: no copy of them is kept.
  expect(await values('old_notes')).toEqual(were);
  expect(await app.db.query(`SELECT to_regnamespace('godwit_archive') AS archive`)).toEqual([
    { archive: null },
  ]);
});

test('what is dropped is kept, listed, and comes back by one command with its values', async () => {
  const left = leftBy(await inApp('run', '--text', 'Drop the column old_notes of tasks', '--yes', '--json'));
  expect(left).toMatchObject([
    {
      what: 'godwit_archive.tasks_old_notes goes for good',
      notBefore: inDays(14),
      command: 'npx godwit archives purge tasks_old_notes',
    },
  ]);
  expect(await archives()).toMatchObject([
    {
      name: 'tasks_old_notes',
      holds: 'values of public.tasks.old_notes',
      rows: were.length,
      counted: true,
      migration: 'drop_column_tasks_old_notes',
      run: left[0]?.id.replace('.1', ''),
      expired: false,
      restoredAt: null,
      obstacle: null,
    },
  ]);
  await app.db.query(`DELETE FROM tasks WHERE id = '${were[0]?.id}'`);
  expect(leftBy(await inApp('archives', 'restore', 'tasks_old_notes', '--yes', '--json'))).toEqual([]);
  expect(await values('old_notes')).toEqual(were.slice(1));
  expect(await archives()).toMatchObject([
    {
      rows: were.length,
      restoredAt: expect.any(String),
      obstacle: { reason: 'public.tasks.old_notes is there' },
    },
  ]);
  const again = await inApp('archives', 'restore', 'tasks_old_notes', '--json');
  expect(again.code).toBe(4);
  expect(resultOf(again)).toMatchObject({
    code: 'cannot-restore',
    hint: 'rename_column or drop_column it first',
  });
});

test('an archive goes for good when its time is over and somebody says yes', async () => {
  expect(await inApp('archives', 'purge', 'tasks_old_notes', '--yes')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining(`archive "tasks_old_notes" is kept until ${inDays(14)}`),
  });
  await app.db.query(`UPDATE godwit_archive.archived SET expires_at = now() - interval '1 hour'`);
  expect(await inApp('archives', 'purge', '--expired')).toMatchObject({ code: 3 });
  const purged = await inApp('archives', 'purge', '--expired', '--yes', '--json');
  expect(resultOf(purged)).toEqual({ type: 'result', purged: ['tasks_old_notes'] });
  expect((await inApp('archives')).stdout).toContain('nothing is kept');
  expect(resultOf(await inApp('runs', '--pending', '--json')).pending).toEqual([]);
});
