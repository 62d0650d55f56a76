import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RateLimited } from '../../agents/models/errors.ts';
import type { Message, Model, ModelResponse } from '../../agents/models/model.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { findRun } from '../../graph/store/runs.ts';
import { type TasksApp, tasksApp } from '../support/tasks-app.ts';

let app: TasksApp;
beforeAll(async () => {
  app = await tasksApp({ appChecks: false });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Says these one after the other, whatever it hears; keeps what it heard. */
function says(...answers: Partial<ModelResponse>[]): Model & { readonly heard: (readonly Message[])[] } {
  const heard: (readonly Message[])[] = [];
  return {
    id: 'scripted',
    heard,
    respond: async ({ messages }) => {
      const answer = answers[heard.length];
      heard.push(messages);
      if (answer === undefined) throw new Error('asked once more than expected');
      const usage = { input_tokens: 1, output_tokens: 1 };
      return { content: [], stop_reason: 'end_turn', model: 'scripted', usage, ...answer };
    },
  };
}

const call = (name: string, input: unknown) => ({ type: 'tool_use' as const, id: 'x', name, input });
const stop = { content: [call('stop', { reason: 'enough' })], stop_reason: 'tool_use' as const };
const text = (said: string) => ({ type: 'text' as const, text: said });

describe('every stop reason has a defined end:', () => {
  test('refusal: the run fails and says why', async () => {
    const model = says({ stop_reason: 'refusal', refusal: 'not with me' });
    expect(await app.run('add-difficulty', { model })).toMatchObject({
      status: 'failed',
      rule: 'model',
      reason: 'the model refused to go on: not with me',
      spending: [{ agent: 'issue-planner', turns: 1 }],
    });
  });

  test('model_context_window_exceeded, with nothing to leave out: the run fails', async () => {
    const model = says({ stop_reason: 'model_context_window_exceeded', content: [text('So')] });
    expect(await app.run('add-difficulty', { model })).toMatchObject({
      status: 'failed',
      reason: 'the conversation no longer fits the model',
    });
  });

  test('max_tokens in the middle of a call: it does not run, and the agent is told', async () => {
    const before = app.events.length;
    const cut = call('no_schema_change', { reason: 'There is noth' });
    const model = says({ stop_reason: 'max_tokens', content: [text('Well,'), cut] }, stop);
    expect(await app.run('add-difficulty', { model })).toMatchObject({ status: 'refused', reason: 'enough' });
    expect(app.events.slice(before).filter(({ kind }) => kind === 'tool')).toEqual([]);
    expect(model.heard[1]?.slice(1)).toEqual([
      { role: 'assistant', content: [text('Well,')] },
      {
        role: 'user',
        content: [text(expect.stringMatching(/^Your answer was cut off .* nothing of it ran/))],
      },
    ]);
  });

  test.each(['end_turn', 'stop_sequence', 'pause_turn'] as const)(
    '%s without a call: the agent is asked for one',
    async (stop_reason) => {
      const model = says({ stop_reason, content: [text('Let me think.')] }, stop);
      expect(await app.run('add-difficulty', { model })).toMatchObject({ reason: 'enough' });
      expect(model.heard[1]?.at(-1)).toMatchObject({
        content: [{ text: expect.stringMatching(/^A turn ends with a call/) }],
      });
    },
  );
});

test('an error that stays stops the run, is recorded once, and the run goes on from there', async () => {
  const before = app.events.length;
  let down = true;
  const model: Model = {
    id: 'limited',
    respond: (request, options) => {
      if (down && request.messages.length > 1)
        throw new RateLimited({ model: 'claude-sonnet-5-5', host: 'api.anthropic.com', status: 429 }, 7_000);
      return playbook.respond(request, options);
    },
  };
  const failed = await app.run('no-schema-change', { model }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'rate-limited', hint: 'Wait 7 s, then resume the run.' });
  const { rows } = await app.state.pool.query<{ id: string }>(
    'SELECT id FROM godwit.run ORDER BY seq DESC LIMIT 1',
  );
  const run = await findRun(app.state.pool, rows[0]?.id ?? '');
  expect(run).toMatchObject({
    status: 'interrupted',
    result: { error: 'api.anthropic.com limits the rate of calls (429)' },
  });
  down = false;
  expect(await app.resume(run.id, { model })).toMatchObject({ status: 'no_schema_change' });
  const looked = app.events.slice(before).filter(({ kind }) => kind === 'tool');
  expect(looked).toHaveLength(1);
});
