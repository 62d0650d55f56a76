import { describe, expect, test } from 'vitest';
import { answerer, type Mode } from '../../cli/answers.ts';
import { openChannel } from '../../cli/output/channel.ts';
import type { Question } from '../../graph/question.ts';

const channel = { ...openChannel(true, process), print: () => {}, note: () => {} };
const bound = { callId: 'c', hash: 'h', title: 't' };
const confirmation = (allowUnattended: boolean): Question => ({
  ...bound,
  kind: 'confirmation',
  tool: 'Bash',
  input: '{}',
  reason: 'r',
  policyVersion: 'v',
  expires: '2100-01-01T00:00:00Z',
  allowUnattended,
});
const approval = (allowUnattended: boolean): Question => ({
  ...bound,
  kind: 'approval',
  notes: [],
  facts: [],
  up: '',
  down: '',
  schemaBefore: 'b',
  schemaAfter: 'a',
  risk: { class: 'low', reasons: [] },
  approvers: { named: null, count: 1, except: [], unattended: false, key: 'approvals.low' },
  expires: '2100-01-01T00:00:00Z',
  allowUnattended,
});

describe('who answers where nobody is there', () => {
  test.each<[Mode, Question, object | undefined]>([
    ['yes', confirmation(true), { kind: 'yes', callId: 'c', hash: 'h' }],
    ['yes', confirmation(false), { kind: 'no', reason: expect.stringContaining('--yes is not enough') }],
    ['wait', confirmation(true), { kind: 'no', reason: expect.stringContaining('run with --yes') }],
    ['yes', approval(true), { kind: 'yes' }],
    ['yes', approval(false), undefined],
    ['wait', approval(true), undefined],
    ['yes', { ...bound, kind: 'clarification', questions: [], understood: [], hazards: [] }, undefined],
  ])('%s: %j', async (mode, question, answer) => {
    const given = await answerer(mode, channel)(question);
    if (answer === undefined) expect(given).toBeUndefined();
    else expect(given).toMatchObject(answer);
  });
});
