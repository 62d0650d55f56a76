import type { Question } from '../../graph/question.ts';
import { prepareQueue } from '../../graph/queue/queue.ts';
import { insertRun, type RunSpec, updateRun } from '../../graph/store/runs.ts';
import type { StateDatabase } from '../../graph/store/state-database.ts';
import { canonicalHash } from '../../policies/canonical.ts';
import { requestFromText } from '../../triggers/issue-file.ts';

const request = requestFromText('Add a `difficulty` column to `tasks`: an integer from 1 to 10, default 5.');

export const specOn = (target: string): RunSpec => ({
  request,
  workspace: '/app',
  target,
  database: 'url',
  model: 'playbook',
  requester: 'ana',
  queued: true,
});

/** Runs of the queue that have asked for their approval; workers are through with them until it comes. */
export async function insertWaiting(
  state: StateDatabase,
  ids: readonly string[],
  target: string,
): Promise<void> {
  await prepareQueue(state.pool);
  for (const id of ids) {
    await insertRun(state.pool, { id, title: request.title, spec: specOn(target), graphVersion: 'bench' });
    await updateRun(state.pool, id, {
      status: 'waiting',
      question: approvalOf(id),
      interruptId: `interrupt_${id}`,
    });
  }
}

/** As the example app's first issue is asked about. */
export const approvalOf = (id: string): Question => ({
  kind: 'approval',
  callId: 'call_7_0',
  hash: canonicalHash(id),
  title: 'Merge 20261127090000_add_tasks_difficulty into app',
  notes: [],
  facts: [
    'low risk: nothing is taken away',
    'locks tasks for reads and writes for 4 ms, measured on a branch with 3000 rows',
    'rolled back and applied again: the schema came back, and every row',
    'the old app and the new one work with it',
  ],
  up: [
    'ALTER TABLE public.tasks ADD COLUMN difficulty integer DEFAULT 5 NOT NULL;',
    'ALTER TABLE public.tasks ADD CONSTRAINT tasks_difficulty_check CHECK (difficulty BETWEEN 1 AND 10) NOT VALID;',
    'ALTER TABLE public.tasks VALIDATE CONSTRAINT tasks_difficulty_check;',
  ].join('\n'),
  down: 'ALTER TABLE public.tasks DROP COLUMN difficulty;',
  schemaBefore: canonicalHash('before'),
  schemaAfter: canonicalHash('after'),
  risk: { class: 'low', reasons: [] },
  approvers: { named: null, count: 1, except: [], unattended: true, key: 'approvals.low' },
  expires: new Date(Date.now() + 24 * 3_600_000).toISOString(),
  allowUnattended: true,
});
