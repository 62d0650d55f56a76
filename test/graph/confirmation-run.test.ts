import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Model } from '../../agents/models/model.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { Engine } from '../../graph/engine/engine.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import type { Question } from '../../graph/question.ts';
import { findRun } from '../../graph/store/runs.ts';
import { tools } from '../../tools/registry.ts';
import { type TasksApp, tasksApp, yes } from '../support/tasks-app.ts';

let app: TasksApp;
beforeAll(async () => {
  app = await tasksApp({ appChecks: false });
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(() => {
  vi.useRealTimers();
});

/** The playbook, whose specialist first wants to list the migrations by Bash, hears the answer, and stops. */
function listing(heard: string[]): Model {
  let asked = false;
  return {
    id: 'listing',
    respond: async (request, options) => {
      const response = await playbook.respond(request, options);
      if (request.agent !== 'data-migration-specialist') return response;
      const last = request.messages.at(-1)?.content.at(-1);
      if (asked && last?.type === 'tool_result') heard.push(last.content);
      const call = asked
        ? { name: 'stop', input: { reason: 'heard enough' } }
        : { name: 'Bash', input: { command: 'ls' } };
      asked = true;
      return { ...response, content: [{ type: 'tool_use' as const, id: `l${heard.length}`, ...call }] };
    },
  };
}

test('a yes lets exactly this call run', async () => {
  const heard: string[] = [];
  const questions: Question[] = [];
  await app.run('add-difficulty', {
    model: listing(heard),
    answer: (question) => {
      questions.push(question);
      return yes(question);
    },
  });
  expect(questions).toMatchObject([
    { kind: 'confirmation', tool: 'Bash', policyVersion: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(heard[0]).toContain('.sql');
});

test('a yes that comes after a day is a no, and the run goes on', async () => {
  const heard: string[] = [];
  const result = await app.run('add-difficulty', {
    model: listing(heard),
    answer: async (question) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
      return yes(question);
    },
  });
  expect(heard[0]).toContain('the question had expired');
  expect(result).toMatchObject({ status: 'refused', reason: 'heard enough' });
});

test('a yes under a policy that has changed since does not count', async () => {
  const heard: string[] = [];
  const model = listing(heard);
  const waiting = await app.run('add-difficulty', { model, answer: async () => undefined });
  expect(waiting.status).toBe('waiting');

  await mkdir(join(app.root, 'policies'));
  const policy = 'tool_constraints: { Bash: { max_execution_time: 9 } }';
  await writeFile(join(app.root, 'policies/team.yaml'), policy);
  const engine = new Engine({ state: app.state, agents: await loadAgents(tools, app.root), tools });
  const run = await findRun(app.state.pool, waiting.run);
  const { workspace, provider } = app;
  const { signal } = new AbortController();
  const parts = { model, workspace, provider, signal, onEvent: () => {}, answer: yes };
  const result = await engine.resume(run, parts, await yes(run.question as Question));
  expect(heard[0]).toContain('The policy has changed');
  expect(result).toMatchObject({ status: 'refused', reason: 'heard enough' });
});
