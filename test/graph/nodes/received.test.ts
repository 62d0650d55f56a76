import { expect, test } from 'vitest';
import { integrationTester } from '../../../agents/integration-tester.ts';
import { issuePlanner } from '../../../agents/issue-planner.ts';
import type { LoadedAgent } from '../../../graph/context.ts';
import { firstInput } from '../../../graph/engine/first-input.ts';
import { CorruptHandoff } from '../../../graph/errors.ts';
import { checkReceived } from '../../../graph/nodes/received.ts';
import { handoffMessage } from '../../../graph/protocol/acceptance.ts';
import type { RunStateValue } from '../../../graph/state.ts';
import { recordEvidence } from '../../../tools/evidence.ts';
import { requestFromText } from '../../../triggers/issue-file.ts';

const [planner, tester] = [issuePlanner, integrationTester].map(
  (definition) => ({ definition }) as unknown as LoadedAgent,
) as [LoadedAgent, LoadedAgent];

const value = {
  branch_id: 'godwit_x_00000001',
  migration_hash: 'a'.repeat(64),
  summary: 's',
  breaking_changes: [],
  documentation: 'docs/migrations/1.md',
};
const evidence = recordEvidence(
  { step: 'branch', fact: 'created', subject: 'x', ok: true, summary: '', observed: {} },
  't',
  'c',
  new Date(0),
);
const from = 'data-migration-specialist';
const record = { from, to: 'integration-tester', name: 'MigrationCandidate' as const, value, at: 'now' };
const message = (text: string) => [{ role: 'user' as const, content: [{ type: 'text' as const, text }] }];

const state = (more: Partial<RunStateValue> = {}): RunStateValue =>
  ({
    ...firstInput('r1', requestFromText('Add a column note to tasks')),
    handoffs: [record],
    evidence: [evidence],
    conversation: message(handoffMessage('MigrationCandidate', from, value, { production: 'prod' })),
    ...more,
  }) as RunStateValue;

test('what was handed over is taken', () => {
  checkReceived(tester, state());
});

test('the request is taken by the agent that accepts it, as it came', () => {
  const first = { ...state(), ...firstInput('r1', state().request), handoffs: [] } as RunStateValue;
  checkReceived(planner, first);
  expect(() => checkReceived(tester, first)).toThrow('does not accept');
  const other = { ...first, request: { ...first.request, title: 'Drop everything' } };
  expect(() => checkReceived(planner, other)).toThrow('says something else');
});

test.each<[string, Partial<RunStateValue>, string]>([
  [
    'another shape',
    { handoffs: [{ ...record, value: { ...value, migration_hash: 'x' } }] },
    'migration_hash',
  ],
  ['another addressee', { handoffs: [{ ...record, to: 'backend-engineer' }] }, 'given to backend-engineer'],
  ['another handoff', { handoffs: [{ ...record, name: 'TypesUpdate' }] }, 'does not accept'],
  [
    'another value than the conversation',
    { handoffs: [{ ...record, value: { ...value, migration_hash: 'b'.repeat(64) } }] },
    'says something else',
  ],
  ['a changed ledger', { evidence: [{ ...evidence, ok: false }] }, 'not as it was recorded'],
])('%s is refused', (_, more, why) => {
  expect(() => checkReceived(tester, state(more))).toThrow(CorruptHandoff);
  expect(() => checkReceived(tester, state(more))).toThrow(why);
});
