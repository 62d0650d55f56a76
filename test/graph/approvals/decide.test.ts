import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Decision, decide } from '../../../graph/approvals/decide.ts';
import {
  AlreadyDecided,
  ApprovalExpired,
  ApprovalMismatch,
  NotAnApprover,
  WordsAreNoApproval,
} from '../../../graph/approvals/errors.ts';
import { listAudit } from '../../../graph/audit/read.ts';
import { NothingToAnswer } from '../../../graph/errors.ts';
import type { Question } from '../../../graph/question.ts';
import { listDecisions } from '../../../graph/store/decisions.ts';
import { insertRun, updateRun } from '../../../graph/store/runs.ts';
import { openStateDatabase, type StateDatabase } from '../../../graph/store/state-database.ts';
import { inTransaction } from '../../../graph/store/transaction.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { runSpec } from '../../support/run-spec.ts';
import { approval } from './question.ts';

let db: TestDatabase;
let state: StateDatabase;
beforeAll(async () => {
  db = await testDatabase();
  state = await openStateDatabase(db.target);
});
afterAll(async () => {
  await state.close();
  await db[Symbol.asyncDispose]();
});

let runs = 0;
async function waiting(question: Question, interruptId = 'i1'): Promise<string> {
  const id = `r${++runs}`;
  await insertRun(state.pool, { id, title: 't', spec: runSpec(), graphVersion: 'v' });
  await updateRun(state.pool, id, { status: 'waiting', question, interruptId });
  return id;
}

const say = (run: string, decision: Decision) =>
  inTransaction(state.pool, (client) => decide(client, run, decision));
const at = '2026-01-01T00:00:00.000Z';
const { hash, callId } = approval();
const yes = (by: string): Decision => ({ kind: 'yes', hash: hash.slice(0, 8), by, at });
const no = (by: string): Decision => ({ kind: 'no', hash, callId, by, at, reason: 'not now' });
const decisions = async (run: string) =>
  (await listDecisions(state.pool, run)).map(({ answer: { kind, by } }) => `${by}: ${kind}`);

test('a yes is stored with what it is bound to, and unused', async () => {
  const run = await waiting(approval());
  expect(await say(run, yes('ana'))).toEqual({ is: 'settled' });
  expect(await db.query('SELECT * FROM godwit.decision WHERE run_id = $1', [run])).toEqual([
    {
      run_id: run,
      interrupt_id: 'i1',
      decided_by: 'ana',
      kind: 'yes',
      call_id: callId,
      hash,
      schema_before: 'b'.repeat(64),
      schema_after: 'a'.repeat(64),
      answer: { kind: 'yes', hash, callId, by: 'ana', at },
      decided_at: expect.anything(),
      used_at: null,
    },
  ]);
  expect(await listAudit(state.pool, { run, limit: 9 })).toMatchObject([
    { kind: 'answer-given', actor: 'ana', payload: { about: 'approval', answer: 'yes', hash } },
  ]);
});

describe('delivered twice it acts once', () => {
  test('one after the other, at once, and after the run went on', async () => {
    const run = await waiting(approval());
    const all = await Promise.all([1, 2, 3].map(() => say(run, yes('ana'))));
    expect(all.map(({ is }) => is).sort()).toEqual(['repeated', 'repeated', 'settled']);
    await updateRun(state.pool, run, { status: 'running' });
    const late = { is: 'repeated', earlier: `approved by ana at ${at}` };
    expect(await say(run, yes('ana'))).toEqual(late);
    // The next question is another one, even where it is about the same migration.
    await updateRun(state.pool, run, { status: 'waiting', question: approval(), interruptId: 'i2' });
    expect(await say(run, yes('ana'))).toEqual({ is: 'settled' });
    expect(await decisions(run)).toEqual(['ana: yes', 'ana: yes']);
  });

  test('whoever says something else is told who was faster, and what stands', async () => {
    const run = await waiting(approval());
    const both = await Promise.allSettled([say(run, yes('ana')), say(run, no('ben'))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const told = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(told.reason).toBeInstanceOf(AlreadyDecided);
    expect(told.reason.message).toMatch(/was already (?:approved by ana|rejected by ben) at 2026-01-01/);
    expect(await decisions(run)).toHaveLength(1);
  });
});

test('several different people: each counts once, and one no ends it', async () => {
  const approvers = {
    named: ['ana', 'ben', 'kim'],
    count: 2,
    except: [],
    unattended: false,
    key: 'approvals.high',
  };
  const run = await waiting(approval({ approvers }));
  expect(await say(run, yes('ana'))).toEqual({ is: 'counted', said: 1, needed: 2 });
  expect(await say(run, yes('ana'))).toMatchObject({ is: 'repeated' });
  expect(await say(run, yes('ben'))).toEqual({ is: 'settled' });
  await expect(say(run, yes('kim'))).rejects.toThrow(AlreadyDecided);

  const other = await waiting(approval({ approvers }));
  await say(other, yes('ana'));
  expect(await say(other, no('ana'))).toEqual({ is: 'settled' });
  expect(await decisions(other)).toEqual(['ana: no', 'ana: yes']);
});

describe('what does not count is not stored', () => {
  const alone = { named: null, count: 1, except: ['kim'], unattended: false, key: 'approvals.high' };
  const named = { named: ['ana'], count: 1, except: [], unattended: false, key: 'approvals.high' };
  const unattended: Decision = { ...yes('ana (--yes)'), kind: 'yes', unattended: true };
  test.each<
    [string, Partial<ReturnType<typeof approval>>, Decision, new (...args: never[]) => Error, string]
  >([
    ['other SQL', {}, { ...yes('ana'), hash: 'f'.repeat(12) }, ApprovalMismatch, 'npx godwit approve'],
    ['too few digits', {}, { ...yes('ana'), hash: hash.slice(0, 7) }, ApprovalMismatch, 'npx godwit approve'],
    ['another call', {}, { ...yes('ana'), callId: 'call_1_0' }, NothingToAnswer, 'godwit show'],
    [
      'words',
      {},
      { kind: 'text', hash, callId, by: 'ana', at, text: 'go ahead' },
      WordsAreNoApproval,
      'npx godwit approve',
    ],
    ['a late yes', { expires: '2026-01-01T00:00:00.000Z' }, yes('ana'), ApprovalExpired, 'npx godwit resume'],
    [
      'who asked, in other letters',
      { approvers: alone },
      yes('Kim'),
      NotAnApprover,
      'approvals.high: { four_eyes: false }',
    ],
    ['who is not named', { approvers: named }, yes('ben'), NotAnApprover, 'approvals.high.approvers'],
    ['an option', {}, unattended, NotAnApprover, 'approvals.unattended'],
  ])('%s', async (_, more, decision, error, hint) => {
    const run = await waiting(approval(more));
    const refused = await say(run, decision).catch((caught: unknown) => caught);
    expect(refused).toBeInstanceOf(error);
    expect((refused as { hint: string }).hint).toContain(hint);
    expect(await decisions(run)).toEqual([]);
  });

  test('a no needs no right and is never late', async () => {
    const run = await waiting(approval({ approvers: alone, expires: '2026-01-01T00:00:00.000Z' }));
    expect(await say(run, no('kim'))).toEqual({ is: 'settled' });
  });

  test('a run that waits for nobody', async () => {
    const run = await waiting(approval());
    await updateRun(state.pool, run, { status: 'running' });
    await expect(say(run, yes('ana'))).rejects.toThrow(`run ${run} does not wait for anybody: it is running`);
  });
});

test('what the caller does in the same transaction goes with it', async () => {
  const run = await waiting(approval());
  const failing = inTransaction(state.pool, async (client) => {
    await decide(client, run, yes('ana'));
    throw new Error('the worker cannot be woken');
  });
  await expect(failing).rejects.toThrow('cannot be woken');
  expect(await decisions(run)).toEqual([]);
});
