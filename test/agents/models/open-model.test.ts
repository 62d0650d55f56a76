import { expect, test } from 'vitest';
import { openModel } from '../../../agents/models/index.ts';
import { say } from '../../../agents/models/messages-server/index.ts';
import { messagesServer } from '../../../agents/models/messages-server/server.ts';
import { playbook } from '../../../agents/models/playbook/index.ts';
import { ask } from './claude/support.ts';

const key = { ANTHROPIC_API_KEY: 'sk-ant-0123456789' };

test('the playbook when it was asked for, even with a key', async () => {
  const { model, why } = await openModel({ model: 'playbook', env: key });
  expect(model).toBe(playbook);
  expect(why).toMatch(/as asked/);
});

test.each([{}, { ANTHROPIC_API_KEY: '' }, { ANTHROPIC_API_KEY: '  ' }])(
  'the playbook without a key, and it says so: %o',
  async (env) => {
    const { model, why } = await openModel({ env });
    expect(model).toBe(playbook);
    expect(why).toMatch(/^ANTHROPIC_API_KEY is not set, so the playbook answers.*\.$/);
  },
);

test('Claude with a key', async () => {
  expect(await openModel({ env: key })).toMatchObject({
    model: { id: 'claude' },
    why: 'Claude answers, each agent with its own model.',
  });
  expect(await openModel({ model: 'opus', env: key })).toMatchObject({
    model: { id: 'claude-opus-5-5' },
    why: 'Claude answers: claude-opus-5-5 for every agent, as asked.',
  });
  expect((await openModel({ model: 'inherit', env: key })).model.id).toBe('claude');
});

test('a run that began with the agents’ own models goes on with them, and never with the playbook', async () => {
  expect((await openModel({ model: 'claude', env: key })).model.id).toBe('claude');
  await expect(openModel({ model: 'claude', env: {} })).rejects.toThrow('needs an API key');
});

test('an agent that asks for a model that means nothing is found before a run begins', async () => {
  const { model } = await openModel({ env: key });
  model.checkNames?.(['sonnet', 'inherit', 'claude-opus-4-8']);
  expect(() => model.checkNames?.(['sonnet', 'sonet'])).toThrow('there is no model "sonet"');
  const { model: asked } = await openModel({ model: 'opus', env: key });
  asked.checkNames?.(['sonet']);
});

test('a model that was asked for by name is never replaced by the playbook', async () => {
  await expect(openModel({ model: 'opus', env: {} })).rejects.toThrow(
    expect.objectContaining({ code: 'no-api-key', exit: 2 }),
  );
  await expect(openModel({ model: 'opsu', env: {} })).rejects.toThrow(
    expect.objectContaining({ code: 'unknown-model' }),
  );
});

test('another gateway by ANTHROPIC_BASE_URL', async () => {
  await using server = await messagesServer({ brain: () => say('from the gateway') });
  const env = {
    ANTHROPIC_API_KEY: server.apiKey,
    ANTHROPIC_BASE_URL: server.url,
    GODWIT_MODEL_SONNET: 'claude-opus-5-5',
  };
  const { model, why } = await openModel({ env });
  expect(why).toBe(`Claude answers at ${new URL(server.url).host}, each agent with its own model.`);
  const answer = await model.respond(ask('hi'), { signal: new AbortController().signal });
  expect(answer).toMatchObject({
    model: 'claude-opus-5-5',
    content: [{ type: 'text', text: 'from the gateway' }],
  });
});
