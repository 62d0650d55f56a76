import type { Approval } from '../../../graph/approvals/question.ts';

/** An approval that a run could ask for. */
export const approval = (more: Partial<Approval> = {}): Approval => ({
  kind: 'approval',
  callId: 'call_7_0',
  hash: '0123456789abcdef'.repeat(4),
  title: 'Drop legacy_notes',
  notes: [],
  facts: [],
  up: 'select 1',
  down: 'select 2',
  schemaBefore: 'b'.repeat(64),
  schemaAfter: 'a'.repeat(64),
  risk: { class: 'high', reasons: [] },
  approvers: { named: null, count: 1, except: [], unattended: false, key: 'approvals.high' },
  expires: '2100-01-01T00:00:00.000Z',
  allowUnattended: false,
  ...more,
});
