import { expect, test } from 'vitest';
import { handoffs } from '../../../../agents/handoffs/index.ts';
import { builtInAgents } from '../../../../agents/index.ts';
import { claude } from '../../../../agents/models/claude/index.ts';
import { fence } from '../../../../agents/models/fence.ts';
import { messagesServer, modelBrain } from '../../../../agents/models/messages-server/index.ts';
import type { Model, ModelRequest } from '../../../../agents/models/model.ts';
import { playbook } from '../../../../agents/models/playbook/index.ts';
import { toolSchema } from '../../../../agents/models/tool-schema.ts';

const signal = new AbortController().signal;
const inputSchema = { type: 'object', properties: {} };

/** Remembers what it was asked. */
function listener(): Model & { readonly heard: ModelRequest[] } {
  const heard: ModelRequest[] = [];
  return {
    id: 'listener',
    heard,
    respond: async (request) => {
      heard.push(request);
      return {
        content: [{ type: 'tool_use', id: 'own_id', name: 'stop', input: { reason: request.agent } }],
        stop_reason: 'tool_use',
        model: 'listener',
        usage: { input_tokens: 0, output_tokens: 0 },
      };
    },
  };
}

test.each(builtInAgents.map((agent) => [agent.name, agent] as const))(
  'a model behind the socket is asked what it would be asked without: %s',
  async (name, agent) => {
    const model = listener();
    await using server = await messagesServer({ brain: modelBrain(model) });
    const tools = [
      { name: 'stop', description: 'stops', input_schema: inputSchema },
      { name: 'Read', description: 'reads', input_schema: inputSchema },
      ...Object.entries(agent.emits).map(([to, handoff]) => ({
        name: `handoff_to_${to}`,
        description: 'hands off',
        input_schema: toolSchema(handoffs[handoff]),
      })),
    ];
    const request: ModelRequest = {
      agent: name,
      model: 'claude-opus-5-5',
      system: 'Rules.',
      tools,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'someone hands you X:\n{"a":1}' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Reading.' },
            { type: 'tool_use', id: 'call_1_0', name: 'Read', input: { path: 'a' } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'call_1_0', content: 'none', is_error: true }],
        },
      ],
    };
    const answer = await claude({ apiKey: server.apiKey, baseURL: server.url }).respond(request, { signal });
    expect(model.heard).toEqual([
      { ...request, tools: [...tools].sort((a, b) => (a.name < b.name ? -1 : 1)) },
    ]);
    expect(answer.content).toEqual([
      { type: 'tool_use', id: expect.stringMatching(/^toolu_/), name: 'stop', input: { reason: name } },
    ]);
  },
);

test('the playbook says the same through the socket', async () => {
  await using server = await messagesServer({ brain: modelBrain(playbook) });
  const handoff = {
    source: { kind: 'text', ref: 'chat' },
    title: 'Add a column',
    body: 'Add a difficulty column to tasks, 1 to 10, default 5.',
    labels: [],
    author: null,
    notes: [],
    sha256: '0'.repeat(64),
  };
  const request: ModelRequest = {
    agent: 'issue-planner',
    model: 'sonnet',
    system: "- production's project_id: prod",
    tools: [
      { name: 'mcp__supabase__list_tables', description: 'lists', input_schema: inputSchema },
      {
        name: 'handoff_to_data-migration-specialist',
        description: '',
        input_schema: toolSchema(handoffs.SchemaRequirements),
      },
    ],
    messages: [
      {
        role: 'user',
        content: [
          {
            type: 'text',
            text: `The engine hands you MigrationRequest:\n${fence('request', JSON.stringify(handoff))}`,
          },
        ],
      },
    ],
  };
  const direct = await playbook.respond(request, { signal });
  const through = await claude({ apiKey: server.apiKey, baseURL: server.url }).respond(request, { signal });
  expect(direct.content).toMatchObject([{ type: 'tool_use', name: 'mcp__supabase__list_tables' }]);
  expect(through).toMatchObject({
    stop_reason: direct.stop_reason,
    content: direct.content.map((block) => ({ ...block, id: expect.stringMatching(/^toolu_/) })),
  });
});

test('a brain that fails does not look like a fault that passes', async () => {
  await using server = await messagesServer({ brain: () => Promise.reject(new Error('no rule')) });
  const model = claude({ apiKey: server.apiKey, baseURL: server.url });
  const request: ModelRequest = {
    agent: 'issue-planner',
    model: 'sonnet',
    system: '',
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }],
  };
  await expect(model.respond(request, { signal })).rejects.toThrow('the brain failed: Error: no rule');
  expect(server.log).toHaveLength(1);
});
