import { describe, expect, test } from 'vitest';
import { confirmationHash, confirmationQuestion, isConfirmed, timely } from '../../graph/confirmation.ts';
import type { LoadedAgent } from '../../graph/context.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import type { Answer } from '../../graph/question.ts';
import type { RunStateValue } from '../../graph/state.ts';
import { tools } from '../../tools/registry.ts';
import { testFolder } from '../support/folder.ts';

const agents = await loadAgents(tools);
const agent = agents.find(({ definition }) => definition.name === 'data-migration-specialist') as LoadedAgent;
const state = { runId: 'run1' } as RunStateValue;
const call = {
  type: 'tool_use' as const,
  id: 'c1',
  name: 'Bash',
  input: { command: 'npm run build', description: 'x' },
};
const now = new Date('2026-01-01T00:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const question = confirmationQuestion(call, 'why', agent, state, now);
const yes: Answer = { kind: 'yes', callId: 'c1', hash: question.hash, by: 'p', at: now.toISOString() };
const consent = { callId: 'c1', hash: question.hash, by: 'p', at: now.toISOString() };

describe('a yes is bound to', () => {
  const hash = confirmationHash(call, state, agent);

  test('the input, however its keys are ordered', () => {
    const { command, description } = call.input;
    expect(confirmationHash({ ...call, input: { description, command } }, state, agent)).toBe(hash);
    expect(confirmationHash({ ...call, input: { ...call.input, command: 'ls' } }, state, agent)).not.toBe(
      hash,
    );
  });

  test('the tool and the run', () => {
    expect(confirmationHash({ ...call, name: 'Write' }, state, agent)).not.toBe(hash);
    expect(confirmationHash(call, { runId: 'run2' }, agent)).not.toBe(hash);
  });

  test('the policy, that of the organisation included', async () => {
    using folder = testFolder({ 'policies/a.yaml': 'tool_constraints: { Bash: { max_execution_time: 9 } }' });
    const tightened = (await loadAgents(tools, folder.path)).find(
      ({ definition }) => definition === agent.definition,
    ) as LoadedAgent;
    expect(confirmationHash(call, state, tightened)).not.toBe(hash);
    expect(isConfirmed(consent, call, agent, state, now)).toBe(true);
    expect(isConfirmed(consent, call, tightened, state, now)).toBe(false);
  });

  test('the call itself', () => {
    expect(isConfirmed(consent, { ...call, id: 'c2' }, agent, state, now)).toBe(false);
    expect(isConfirmed(consent, { ...call, input: { command: 'ls' } }, agent, state, now)).toBe(false);
    expect(isConfirmed(null, call, agent, state, now)).toBe(false);
  });
});

test('it expires after a day, as a question and as a yes', () => {
  expect(question.expires).toBe(later(24).toISOString());
  expect(timely(question, yes, later(23.9))).toBe(yes);
  expect(timely(question, yes, later(24))).toMatchObject({
    kind: 'no',
    reason: expect.stringContaining('expired'),
  });
  expect(isConfirmed(consent, call, agent, state, later(23.9))).toBe(true);
  expect(isConfirmed(consent, call, agent, state, later(24))).toBe(false);
  expect(isConfirmed({ ...consent, at: 'long ago' }, call, agent, state, now)).toBe(false);
});

test('a person sees what is there: nothing hidden, nothing that moves the cursor', () => {
  const shown = confirmationQuestion(
    { ...call, input: { command: 'ls \u202e\u200b\u001b[2J' } },
    'because \u2066 of it',
    agent,
    state,
    now,
  );
  expect(shown.input).toContain('ls \\u{202E}\\u{200B}\\u001b[2J');
  expect(shown.reason).toBe('because \\u{2066} of it');
});
