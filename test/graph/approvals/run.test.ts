import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import type { Model } from '../../../agents/models/model.ts';
import { playbook } from '../../../agents/models/playbook/index.ts';
import { decide } from '../../../graph/approvals/decide.ts';
import { ApprovalExpired, NotAnApprover } from '../../../graph/approvals/errors.ts';
import type { Question } from '../../../graph/question.ts';
import { findRun } from '../../../graph/store/runs.ts';
import { inTransaction } from '../../../graph/store/transaction.ts';
import { hashMigration } from '../../../postgres/migration.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { splitStatements } from '../../../postgres/script/index.ts';
import { type TasksApp, tasksApp } from '../../support/tasks-app.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const nobody = async () => undefined;
const hoursLater = (hours: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });

/** Stores a yes as any way that it comes in does; nobody goes on with the run. */
const yes = ({ state }: TasksApp, run: string, { hash }: Question, by: string) =>
  inTransaction(state.pool, (client) =>
    decide(client, run, { kind: 'yes', hash: hash.slice(0, 12), by, at: new Date().toISOString() }),
  );

function asked(question: Question | null) {
  if (question?.kind !== 'approval') throw new Error(`asked for ${question?.kind}`);
  return question;
}

/** What happens from here on, in its order: answers of the model, merges, statements that change production. */
function watched({ db }: TasksApp) {
  const happened: string[] = [];
  const sent: string[] = [];
  const merged: Parameters<LocalProvider['mergeBranch']>[1][] = [];
  const model: Model = {
    id: 'watched',
    respond: (...args) => {
      happened.push(`model for ${args[0].agent}`);
      return playbook.respond(...args);
    },
  };
  const { mergeBranch } = LocalProvider.prototype;
  vi.spyOn(LocalProvider.prototype, 'mergeBranch').mockImplementation(function (
    this: LocalProvider,
    ...args
  ) {
    happened.push('merge');
    merged.push(args[1]);
    return mergeBranch.apply(this, args);
  });
  const { query } = pg.Client.prototype;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [text] = args;
    const sql = typeof text === 'string' ? text : String((text as { text?: string } | null)?.text ?? '');
    if (this.database === db.target.database && /\balter table\b/i.test(sql)) sent.push(sql);
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as never);
  return { happened, sent, merged, model };
}

test('asked anew once it has expired; a stored yes is taken by who goes on, and goes to the merge past every model', async () => {
  await using app = await tasksApp({ appChecks: false });
  const { run, question } = await app.run('add-difficulty', { answer: nobody });
  const first = asked(question);
  expect(first).toMatchObject({ risk: { class: 'low', reasons: [] }, allowUnattended: true });
  expect(Date.parse(first.expires) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);

  hoursLater(25);
  await expect(yes(app, run, first, 'ana')).rejects.toThrow(ApprovalExpired);
  const again = asked((await app.resume(run, { answer: nobody })).question);
  expect(again).toMatchObject({ hash: first.hash, callId: first.callId });
  expect(Date.parse(again.expires) - Date.parse(first.expires)).toBeGreaterThan(24 * 3_600_000);

  // The process that took the yes is gone before anything else happened.
  expect(await yes(app, run, again, 'ana')).toEqual({ is: 'settled' });
  expect(await findRun(app.state.pool, run)).toMatchObject({ status: 'waiting' });
  const { happened, sent, merged, model } = watched(app);
  const result = await app.resume(run, { model, answer: nobody });
  expect(result, result.reason ?? '').toMatchObject({ status: 'done', migration: { hash: first.hash } });
  expect(happened[0]).toBe('merge');
  expect(happened.filter((one) => one === 'merge')).toHaveLength(1);

  const [migration] = merged;
  if (migration === undefined) throw new Error('nothing was merged');
  expect(migration).toMatchObject({ approvedBy: 'ana' });
  expect(hashMigration(migration).hash).toBe(first.hash);
  const approved = migration.steps.flatMap(({ up }) =>
    splitStatements(up, 'migration').map(({ sql }) => sql),
  );
  for (const sql of approved) expect(first.up).toContain(sql);
  // Between time-outs of the session and a look at its locks; nothing else changes a table there.
  expect(sent.map((sql) => approved.filter((one) => sql.includes(one)))).toEqual(
    approved.map((one) => [one]),
  );
  for (const sql of sent) expect(sql.match(/\balter table\b/gi)).toHaveLength(1);
});

// Three runs' worth of work.
test('high risk: not by who asked, by two of three; a production that drifts voids what was approved', {
  timeout: 120_000,
}, async () => {
  await using app = await tasksApp({ appChecks: false });
  const { run, question } = await app.run('drop-legacy-notes', { answer: nobody });
  const first = asked(question);
  expect(first).toMatchObject({ allowUnattended: false, risk: { class: 'high' } });
  await expect(yes(app, run, first, 'The Requester')).rejects.toThrow('who asked for the change');
  // godwit.yaml names people now: whoever goes on with the run asks anew, of them.
  const high = { approvers: ['ana', 'ben', 'The Requester'], count: 2 };
  const workspace = { ...app.workspace, approvals: { high } };
  const approval = asked((await app.resume(run, { answer: nobody, workspace })).question);
  expect(approval.approvers).toMatchObject({ named: high.approvers, count: 2, except: ['the requester'] });
  expect(approval.risk.reasons[0]?.text).toMatch(
    /^drops column public\.tasks\.legacy_notes, which holds \d+ values$/,
  );
  await expect(yes(app, run, approval, 'The Requester')).rejects.toThrow(NotAnApprover);
  await yes(app, run, approval, 'ana');
  expect(await app.resume(run, { answer: nobody, workspace })).toMatchObject({ status: 'waiting' });
  expect(app.events.at(-1)).toMatchObject({
    kind: 'answer',
    text: expect.stringMatching(/^ana said yes .*, 1 of 2$/),
  });

  // Somebody changes production by hand, before the second yes.
  await app.query('ALTER TABLE tasks ADD COLUMN by_hand text');
  const before = await app.query('SELECT * FROM supabase_migrations.schema_migrations ORDER BY version');
  await yes(app, run, approval, 'ben');
  const result = await app.resume(run, { answer: nobody, workspace });
  expect(result).toMatchObject({ status: 'refused', commit: null });
  expect(result.reason).toContain('the schema changed since the branch was made');
  expect(result.reason).toContain('by_hand: created');
  expect(await app.query('SELECT * FROM supabase_migrations.schema_migrations ORDER BY version')).toEqual(
    before,
  );
  expect(await app.query('SELECT count(legacy_notes)::int > 0 AS kept FROM tasks')).toEqual([{ kept: true }]);
  expect(app.events.at(-1)?.text).toContain('refused');

  // Nobody is asked anew to approve what could not be merged.
  const other = await app.run('add-difficulty', { answer: nobody });
  await app.query('ALTER TABLE tasks DROP COLUMN by_hand');
  hoursLater(25);
  const renewed = await app.resume(other.run, { answer: nobody });
  expect(renewed).toMatchObject({ status: 'refused', question: null });
  expect(renewed.reason).toContain('by_hand: dropped');
});
