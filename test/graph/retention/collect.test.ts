import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../graph/audit/verify.ts';
import type { RunResult } from '../../../graph/engine/result.ts';
import type { Question } from '../../../graph/question.ts';
import { collect } from '../../../graph/retention/collect.ts';
import { listFollowUps } from '../../../graph/store/follow-ups.ts';
import { spendingOf } from '../../../graph/store/spending.ts';
import { listEvents } from '../../../graph/store/timeline.ts';
import { type TasksApp, tasksApp, yes } from '../../support/tasks-app.ts';

let app: TasksApp;
let merged: RunResult;
let unchanged: RunResult;
let waiting: RunResult;
beforeAll(async () => {
  app = await tasksApp({ appChecks: false });
  merged = await app.run('rename-score');
  unchanged = await app.run('no-schema-change');
  waiting = await app.run('too-vague', { answer: async () => undefined });
  expect([merged.status, unchanged.status, waiting.status]).toEqual(['done', 'no_schema_change', 'waiting']);
});
afterAll(() => app[Symbol.asyncDispose]());

interface Held {
  checkpoints: number;
  values: number;
  writes: number;
  effects: number;
  bytes: number;
}

async function held(run: string): Promise<Held> {
  const count = (table: string, column: string, size: string) =>
    `(SELECT count(*)::int FROM godwit.${table} WHERE ${column} = $1) AS ${size}`;
  const { rows } = await app.state.pool.query<Held>(
    `SELECT ${count('checkpoints', 'thread_id', 'checkpoints')}, ${count('checkpoint_blobs', 'thread_id', 'values')},
       ${count('checkpoint_writes', 'thread_id', 'writes')}, ${count('effect', 'run_id', 'effects')},
       (SELECT coalesce(sum(pg_column_size(blob)), 0)::int FROM godwit.checkpoint_blobs WHERE thread_id = $1) AS bytes`,
    [run],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was counted');
  return row;
}

const longAgo = new Date(0);
const soon = () => new Date(Date.now() + 60_000);

/** What a person is told about a run, whenever they ask. */
const told = async ({ run }: RunResult) => {
  const { rows } = await app.state.pool.query<{ result: unknown }>(
    'SELECT status, title, spec, result FROM godwit.run WHERE id = $1',
    [run],
  );
  const spending = await spendingOf(app.state.checkpointer, run, rows[0]?.result);
  return { row: rows[0], spending, events: await listEvents(app.state.pool, run) };
};

describe('of a run that has ended', () => {
  test('what it kept between its steps goes at once; how it ended stays', async () => {
    const before = { of: await held(merged.run), told: await told(merged), waiting: await held(waiting.run) };
    const dry = await collect(app.state, { before: longAgo, dryRun: true });
    expect(dry).toMatchObject({ runs: 2, old: 0, effects: 0 });
    expect(await held(merged.run)).toEqual(before.of);

    expect(await collect(app.state, { before: longAgo, dryRun: false })).toEqual(dry);
    const after = await held(merged.run);
    expect(after).toMatchObject({ checkpoints: 1, effects: before.of.effects });
    expect(after.bytes).toBeLessThan(100_000);
    expect(after.bytes).toBeLessThan(before.of.bytes / 10);
    expect(await told(merged)).toEqual(before.told);
    expect(await held(waiting.run)).toEqual(before.waiting);
    expect(await collect(app.state, { before: longAgo, dryRun: false })).toMatchObject({ runs: 0, bytes: 0 });
  });

  test('one whose end is not on record is left as it is', async () => {
    const { pool } = app.state;
    const was = await held(unchanged.run);
    await pool.query(`UPDATE godwit.run SET result = '{"error": "lost"}' WHERE id = $1`, [unchanged.run]);
    await collect(app.state, { before: soon(), dryRun: false });
    await pool.query('UPDATE godwit.run SET result = $2 WHERE id = $1', [unchanged.run, unchanged]);
    expect(await held(unchanged.run)).toEqual(was);
  });

  test('an old one keeps how it ended only where it merged; it is told about as before', async () => {
    const { pool, checkpointer } = app.state;
    const before = { merged: await told(merged), unchanged: await told(unchanged) };
    const followUps = await listFollowUps(pool, 'test');
    expect(followUps.length).toBeGreaterThan(0);
    const waits = await held(waiting.run);
    await collect(app.state, { before: soon(), dryRun: false });

    expect(await held(unchanged.run)).toMatchObject({ checkpoints: 0, values: 0, writes: 0, effects: 0 });
    expect(await held(merged.run)).toMatchObject({ checkpoints: 1, effects: 0 });
    const kept = await checkpointer.getTuple({ configurable: { thread_id: merged.run, checkpoint_ns: '' } });
    expect(kept?.checkpoint.channel_values.evidence).toContainEqual(
      expect.objectContaining({ fact: 'merged' }),
    );
    expect({ merged: await told(merged), unchanged: await told(unchanged) }).toEqual(before);
    expect(await app.resume(unchanged.run)).toEqual(unchanged);
    expect(await app.resume(merged.run)).toEqual(merged);
    expect(await listFollowUps(pool, 'test')).toEqual(followUps);
    expect(await verifyAudit(pool, [])).toMatchObject({ broken: null });
    expect(await held(waiting.run)).toEqual(waits);
  });

  test('the run that waited goes on', async () => {
    const no = async (question: Question) => ({
      ...(await yes(question)),
      kind: 'no' as const,
      reason: 'never mind',
    });
    expect(await app.resume(waiting.run, { answer: no })).toMatchObject({
      status: 'rejected',
      reason: 'never mind',
    });
  });
});
