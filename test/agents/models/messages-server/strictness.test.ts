import { describe, expect, test } from 'vitest';
import { call, fault, messagesServer, say } from '../../../../agents/models/messages-server/index.ts';

const base = { model: 'claude-sonnet-5-5', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }] };
const tool = {
  name: 'run_sql',
  input_schema: {
    type: 'object',
    properties: { sql: { type: 'string' } },
    required: ['sql'],
    additionalProperties: false,
  },
};
const use = (id: string, name = 'run_sql') => ({ type: 'tool_use', id, name, input: {} });
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'ok' });
const user = (...content: unknown[]) => ({ role: 'user', content });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });
const mark = { cache_control: { type: 'ephemeral' } };

interface Answer {
  status: number;
  requestId: string | null;
  json: {
    type: string;
    error?: { type: string; message: string; details: unknown };
    [field: string]: unknown;
  };
}

async function post(
  body: unknown,
  headers: Record<string, string> = {},
  path = '/v1/messages',
): Promise<Answer> {
  await using server = await messagesServer();
  return await send(server.url + path, server.apiKey, body, headers);
}

async function send(
  url: string,
  key: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    requestId: response.headers.get('request-id'),
    json: (await response.json()) as Answer['json'],
  };
}

describe('the server refuses what the API refuses', () => {
  const conversation = (...messages: unknown[]) => ({ ...base, tools: [tool], messages });
  const strict = (properties: object, rest: object = {}) => ({
    ...base,
    tools: [
      {
        ...tool,
        strict: true,
        input_schema: {
          type: 'object',
          properties,
          required: Object.keys(properties),
          additionalProperties: false,
          ...rest,
        },
      },
    ],
  });

  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /not valid JSON/],
    ['an unknown field', { ...base, temperature: 1 }, /^temperature: Extra inputs are not permitted$/],
    [
      'an unknown field deep inside',
      { ...base, messages: [user({ type: 'text', text: 'a', colour: 1 })] },
      /^messages\.0\.content\.0\.colour: Extra inputs/,
    ],
    ['no max_tokens', { ...base, max_tokens: undefined }, /^max_tokens: Field required$/],
    ['max_tokens of 0', { ...base, max_tokens: 0 }, /^max_tokens:/],
    [
      'max_tokens beyond the model',
      { ...base, max_tokens: 200_000 },
      /maximum allowed number of output tokens/,
    ],
    ['no messages', { ...base, messages: [] }, /^messages:/],
    ['an unknown role', { ...base, messages: [{ role: 'tool', content: 'a' }] }, /^messages\.0\.role:/],
    [
      'a text that is empty',
      { ...base, messages: [user({ type: 'text', text: '' })] },
      /text content blocks must be non-empty/,
    ],
    ['a text of blanks', { ...base, messages: [user({ type: 'text', text: ' \n' })] }, /non-whitespace/],
    [
      'a message that is empty',
      {
        ...base,
        messages: [user(), assistant({ type: 'text', text: 'a' }), user({ type: 'text', text: 'b' })],
      },
      /messages\.0: all messages must have non-empty content/,
    ],
    [
      'an assistant first',
      { ...base, messages: [assistant({ type: 'text', text: 'a' })] },
      /first message must use the "user" role/,
    ],
    [
      'an assistant last',
      { ...base, messages: [user({ type: 'text', text: 'a' }), assistant({ type: 'text', text: 'b' })] },
      /does not support assistant message prefill/,
    ],
    [
      'a call without its answer',
      conversation(user({ type: 'text', text: 'a' }), assistant(use('x')), user({ type: 'text', text: 'b' })),
      /messages\.1: `tool_use` ids were found without `tool_result` blocks immediately after: x/,
    ],
    [
      'one of two answers',
      conversation(user({ type: 'text', text: 'a' }), assistant(use('x'), use('y')), user(result('x'))),
      /immediately after: y/,
    ],
    [
      'a text before the answer',
      conversation(
        user({ type: 'text', text: 'a' }),
        assistant(use('x')),
        user({ type: 'text', text: 'b' }, result('x')),
      ),
      /immediately after: x/,
    ],
    [
      'an answer to nothing',
      conversation(user(result('x'))),
      /unexpected `tool_use_id` found in `tool_result` blocks: x/,
    ],
    [
      'an answer a message too late',
      conversation(
        user({ type: 'text', text: 'a' }),
        assistant(use('x')),
        user(result('x')),
        assistant({ type: 'text', text: 'a' }),
        user(result('x')),
      ),
      /messages\.4\.content\.0: unexpected/,
    ],
    [
      'two answers',
      conversation(user({ type: 'text', text: 'a' }), assistant(use('x')), user(result('x'), result('x'))),
      /single result/,
    ],
    [
      'an id twice',
      conversation(user({ type: 'text', text: 'a' }), assistant(use('x'), use('x')), user(result('x'))),
      /ids must be unique/,
    ],
    [
      'an odd id',
      conversation(user({ type: 'text', text: 'a' }), assistant(use('x y')), user(result('x y'))),
      /messages\.1\.content\.0\.id:/,
    ],
    ['a call by the user', conversation(user(use('x'))), /can only be in `assistant` messages/],
    [
      'an answer by the assistant',
      conversation(user({ type: 'text', text: 'a' }), assistant(result('x'))),
      /can only be in `user` messages/,
    ],
    [
      'a tool that is not offered',
      conversation(user({ type: 'text', text: 'a' }), assistant(use('x', 'drop_all')), user(result('x'))),
      /drop_all/,
    ],
    ['two tools of one name', { ...base, tools: [tool, tool] }, /Tool names must be unique/],
    ['an odd name of a tool', { ...base, tools: [{ ...tool, name: 'run sql' }] }, /^tools\.0\.name:/],
    [
      'a tool whose input is no object',
      { ...base, tools: [{ ...tool, input_schema: { type: 'string' } }] },
      /tools\.0\.custom\.input_schema\.type/,
    ],
    [
      'a union at the top',
      { ...base, tools: [{ ...tool, input_schema: { type: 'object', anyOf: [] } }] },
      /does not support oneOf, allOf, or anyOf at the top level/,
    ],
    [
      'an odd name of a property',
      { ...base, tools: [{ ...tool, input_schema: { type: 'object', properties: { 'a b': {} } } }] },
      /Property keys should match pattern/,
    ],
    ['strict with a length', strict({ a: { type: 'string', maxLength: 5 } }), /'maxLength' is not supported/],
    ['strict with oneOf', strict({ a: { oneOf: [{ type: 'string' }] } }), /'oneOf' is not supported/],
    [
      'strict with free keys',
      strict({ a: { type: 'object', properties: {} } }),
      /'additionalProperties' must be explicitly set to false/,
    ],
    [
      'strict and recursive',
      strict({ a: { $ref: '#/$defs/t' } }, { $defs: { t: { type: 'array', items: { $ref: '#/$defs/t' } } } }),
      /recursive/,
    ],
    [
      'strict with 25 optional',
      strict(Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`p${i}`, { type: 'string' }])), {
        required: [],
      }),
      /too many optional parameters \(25\)/,
    ],
    [
      '21 strict tools',
      { ...base, tools: Array.from({ length: 21 }, (_, i) => ({ ...tool, strict: true, name: `t${i}` })) },
      /Too many strict tools \(21\)/,
    ],
    [
      'tool_choice without tools',
      { ...base, tool_choice: { type: 'auto' } },
      /only be specified while providing tools/,
    ],
    [
      'a forced tool',
      { ...base, tools: [tool], tool_choice: { type: 'any' } },
      /forced tool use is not supported/,
    ],
    ['thinking switched off', { ...base, thinking: { type: 'disabled' } }, /thinking\.type\.disabled/],
    [
      'a budget for thinking',
      { ...base, thinking: { type: 'enabled', budget_tokens: 2000 } },
      /thinking\.type\.enabled/,
    ],
    [
      'a forged thought',
      conversation(
        user({ type: 'text', text: 'a' }),
        assistant({ type: 'thinking', thinking: 'x', signature: 'y' }),
        user({ type: 'text', text: 'b' }),
      ),
      /Invalid `signature` in `thinking` block/,
    ],
    [
      'five cache marks',
      {
        ...base,
        messages: [user(...Array.from({ length: 5 }, (_, i) => ({ type: 'text', text: `${i}`, ...mark })))],
      },
      /maximum of 4 blocks with cache_control may be provided\. Found 5/,
    ],
    [
      'a prompt beyond the window',
      { ...base, messages: [user({ type: 'text', text: 'x'.repeat(900_000) })] },
      /prompt is too long: \d+ tokens > 200000 maximum/,
    ],
    [
      'structured output with a free object',
      { ...base, output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
      /additionalProperties/,
    ],
  ])('%s', async (_, body, message) => {
    const { status, json } = await post(body);
    expect(json).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringMatching(message) },
    });
    expect(status).toBe(400);
  });

  test('threads, with the code that makes a client send the whole conversation', async () => {
    const { status, json } = await post({ ...base, thread: { type: 'create' } });
    expect({ status, details: json.error?.details }).toEqual({
      status: 400,
      details: { error_code: 'thread_unsupported_request' },
    });
  });

  test('a key that is wrong or missing, a version that is missing, a model or a path that it does not know', async () => {
    expect(await post(base, { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
      requestId: 'req_000001',
      json: { request_id: 'req_000001', error: { type: 'authentication_error' } },
    });
    expect(await post(base, { 'anthropic-version': '' })).toMatchObject({ status: 400 });
    expect(await post({ ...base, model: 'sonnet' })).toMatchObject({
      status: 404,
      json: { error: { type: 'not_found_error', message: 'model: sonnet' } },
    });
    expect(await post(base, {}, '/v1/complete')).toMatchObject({ status: 404 });
  });

  test('more than 32 MB', async () => {
    expect(await post({ ...base, system: 'x'.repeat(33 * 1024 * 1024) })).toMatchObject({ status: 413 });
  });
});

describe('the server answers', () => {
  test('with every field of the API, the same for the same conversation', async () => {
    await using server = await messagesServer({
      brain: () => ({ content: [{ type: 'text', text: 'a' }, call('run_sql', { sql: '' })] }),
    });
    const one = await send(`${server.url}/v1/messages`, server.apiKey, { ...base, tools: [tool] });
    const other = await send(`${server.url}/v1/messages`, server.apiKey, {
      ...base,
      tools: [{ ...tool, ...mark }],
    });
    expect(one.json).toEqual(other.json);
    expect(one.json).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f]{24}$/),
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-5-5',
      content: [
        { type: 'text', text: 'a', citations: null },
        {
          type: 'tool_use',
          id: expect.stringMatching(/^toolu_/),
          name: 'run_sql',
          input: { sql: '' },
          caller: { type: 'direct' },
        },
      ],
      container: null,
      diagnostics: null,
      stop_details: null,
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: expect.objectContaining({
        cache_creation: expect.anything(),
        cache_read_input_tokens: 0,
        server_tool_use: null,
        inference_geo: null,
      }),
    });
  });

  test('a stream in the order of the API', async () => {
    await using server = await messagesServer({ brain: () => say('hello'), deltaSize: 5 });
    const response = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.apiKey}`, 'anthropic-version': '2026-10-21' },
      body: JSON.stringify({ ...base, stream: true }),
    });
    const events = (await response.text()).split('\n\n').filter((event) => event !== '');
    expect(events.map((event) => event.split('\n')[0])).toEqual(
      [
        'message_start',
        'ping',
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ].map((name) => `event: ${name}`),
    );
    const first = JSON.parse(events[0]?.split('\ndata: ')[1] ?? '') as { message: object };
    expect(first.message).toMatchObject({ content: [], stop_reason: null, usage: { output_tokens: 1 } });
  });

  test('count_tokens and models', async () => {
    await using server = await messagesServer();
    const { max_tokens: _, ...counted } = base;
    expect((await send(`${server.url}/v1/messages/count_tokens`, server.apiKey, counted)).json).toEqual({
      input_tokens: expect.any(Number),
    });
    const models = await fetch(`${server.url}/v1/models`, {
      headers: { authorization: `Bearer ${server.apiKey}`, 'anthropic-version': '2026-10-21' },
    });
    expect(await models.json()).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ id: 'claude-opus-5-5' })]),
    });
  });

  test('faults in the order of the script, then none; all of it is in the log, without the key', async () => {
    await using server = await messagesServer({ faults: [fault.overloaded, fault.unauthorized] });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++)
      statuses.push((await send(`${server.url}/v1/messages`, server.apiKey, base)).status);
    expect(statuses).toEqual([529, 401, 200]);
    expect(server.log.map((logged) => [logged.fault, logged.requestId])).toEqual([
      ['error', 'req_000001'],
      ['error', 'req_000002'],
      ['none', 'req_000003'],
    ]);
    expect(JSON.stringify(server.log)).not.toContain(server.apiKey);
  });
});
