import { expect, test } from 'vitest';
import {
  type Brain,
  blocksIn,
  call,
  type MessagesBody,
  say,
} from '../../../../agents/models/messages-server/index.ts';
import type { Message } from '../../../../agents/models/model.ts';
import { ask, connected, listTables, runSql } from './support.ts';

const isMarked = (part: object): boolean => 'cache_control' in part;

/** Where the marks are, e.g. `tools.1`, `system.0`, `messages.2.0`. */
function marksOf({ tools = [], system = [], messages }: MessagesBody): string[] {
  const marked = (parts: readonly object[], path: string) =>
    parts.flatMap((part, index) => (isMarked(part) ? [`${path}.${index}`] : []));
  return [
    ...marked(tools, 'tools'),
    ...marked(typeof system === 'string' ? [] : system, 'system'),
    ...messages.flatMap(({ content }, at) =>
      marked(typeof content === 'string' ? [] : content, `messages.${at}`),
    ),
  ];
}

const system = 'A rule that everybody must know. '.repeat(200);

const onceMore: Brain = (request) =>
  blocksIn(request, 'tool_result').length >= 20
    ? say('done')
    : { content: [call('run_sql', { sql: `select ${blocksIn(request, 'tool_result').length}` })] };

test('a mark stands on the last tool, the system prompt and the last two user turns', async () => {
  await using api = await connected({ brain: onceMore });
  const messages: Message[] = [{ role: 'user', content: [{ type: 'text', text: 'Go.' }] }];
  for (let turn = 0; turn < 3; turn++) {
    const { content } = await api.respond(ask('', { system, messages: [...messages] }));
    messages.push({ role: 'assistant', content });
    messages.push({
      role: 'user',
      content: content.flatMap((block) =>
        block.type === 'tool_use' ? [{ type: 'tool_result', tool_use_id: block.id, content: 'one row' }] : [],
      ),
    });
  }
  expect(api.server.accepted.map(marksOf)).toEqual([
    ['tools.1', 'system.0', 'messages.0.0'],
    ['tools.1', 'system.0', 'messages.0.0', 'messages.2.0'],
    ['tools.1', 'system.0', 'messages.2.0', 'messages.4.0'],
  ]);
});

test('in 20 turns at least nine tenths of the input is read from the cache', async () => {
  await using api = await connected({ brain: onceMore });
  const messages: Message[] = [{ role: 'user', content: [{ type: 'text', text: 'Go.' }] }];
  const total = { input_tokens: 0, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
  for (let turn = 0; ; turn++) {
    const { content, stop_reason, usage } = await api.respond(ask('', { system, messages: [...messages] }));
    total.input_tokens += usage.input_tokens;
    total.cache_read_input_tokens += usage.cache_read_input_tokens ?? 0;
    total.cache_creation_input_tokens += usage.cache_creation_input_tokens ?? 0;
    if (stop_reason !== 'tool_use') break;
    messages.push({ role: 'assistant', content });
    messages.push({
      role: 'user',
      content: content.flatMap((block) =>
        block.type === 'tool_use'
          ? [{ type: 'tool_result', tool_use_id: block.id, content: `row ${turn}` }]
          : [],
      ),
    });
  }
  expect(api.server.accepted).toHaveLength(21);
  const all = total.input_tokens + total.cache_read_input_tokens + total.cache_creation_input_tokens;
  expect(total.cache_read_input_tokens / all).toBeGreaterThan(0.9);
});

test('more than 20 blocks between two calls do not miss the cache', async () => {
  await using api = await connected();
  const first: Message = { role: 'user', content: [{ type: 'text', text: 'Go. '.repeat(500) }] };
  const before = (await api.respond(ask('', { system, messages: [first] }))).usage;
  const ids = Array.from({ length: 30 }, (_, index) => `call_1_${index}`);
  const { usage } = await api.respond(
    ask('', {
      system,
      messages: [
        first,
        {
          role: 'assistant',
          content: ids.map((id) => ({ type: 'tool_use', id, name: 'run_sql', input: {} })),
        },
        { role: 'user', content: ids.map((id) => ({ type: 'tool_result', tool_use_id: id, content: 'ok' })) },
      ],
    }),
  );
  expect(before.cache_creation_input_tokens).toBeGreaterThan(2_000);
  expect(usage.cache_read_input_tokens).toBe(before.cache_creation_input_tokens);
});

test('the order in which tools are given does not matter', async () => {
  await using api = await connected();
  await api.respond(ask('hi', { system, tools: [runSql, listTables] }));
  const { usage } = await api.respond(ask('hi', { system, tools: [listTables, runSql] }));
  const [one, other] = api.server.log.map(({ body }) => JSON.stringify(body));
  expect(other).toBe(one);
  expect(usage.cache_creation_input_tokens).toBe(0);
});

test('nothing to mark, nothing marked', async () => {
  await using api = await connected();
  await api.respond(ask('hi', { system: '', tools: [] }));
  expect(api.server.log[0]?.body).not.toHaveProperty('tools');
  expect(api.server.log[0]?.body).not.toHaveProperty('system');
});
