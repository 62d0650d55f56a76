import { describe, expect, test } from 'vitest';
import { call, type Reply, say } from '../../../../agents/models/messages-server/index.ts';
import { ask, connected } from './support.ts';

describe('an answer of Claude', () => {
  test('is text, id of the model and usage', async () => {
    await using api = await connected({ brain: () => say('Grüße 🦢') });
    expect(await api.respond(ask('hi'))).toEqual({
      content: [{ type: 'text', text: 'Grüße 🦢' }],
      stop_reason: 'end_turn',
      model: 'claude-sonnet-5-5',
      usage: {
        input_tokens: expect.any(Number),
        output_tokens: expect.any(Number),
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
      },
    });
  });

  test('goes out as the SDK sends it: bearer key, version, stream', async () => {
    await using api = await connected();
    await api.respond(ask('hi', { model: 'opus' }));
    const [sent] = api.server.log;
    expect(sent?.headers['anthropic-version']).toBe('2026-10-21');
    expect(sent?.headers['x-api-key']).toBeUndefined();
    expect(sent?.body).toMatchObject({ model: 'claude-opus-5-5', stream: true, max_tokens: 64_000 });
    expect(sent?.status).toBe(200);
  });

  const input = { sql: `select 'ü"\\n🦢', $$\t\u0001$$`, deep: [{ a: null, b: [1.5, true] }] };

  test.each([
    { chunking: 'events', lineEnd: '\n', deltaSize: 1 },
    { chunking: 'bytes', lineEnd: '\n', deltaSize: 5 },
    { chunking: 'bytes', lineEnd: '\r\n', deltaSize: 3 },
    { chunking: 'uneven', lineEnd: '\r\n', deltaSize: 2 },
    { chunking: 'uneven', lineEnd: '\n', deltaSize: 1000 },
  ] as const)('is the same however its bytes come: %o', async (wire) => {
    const reply: Reply = {
      content: [{ type: 'text', text: 'ein — Satz 🦢' }, call('run_sql', input), call('list_tables', {})],
    };
    await using api = await connected({ brain: () => reply, ...wire });
    const { content, stop_reason } = await api.respond(ask('hi'));
    expect(stop_reason).toBe('tool_use');
    expect(content).toEqual([
      { type: 'text', text: 'ein — Satz 🦢' },
      { type: 'tool_use', id: expect.stringMatching(/^toolu_/), name: 'run_sql', input },
      { type: 'tool_use', id: expect.stringMatching(/^toolu_/), name: 'list_tables', input: {} },
    ]);
  });

  test('drips in without harm', async () => {
    await using api = await connected({
      brain: () => say('slow'),
      chunking: 'uneven',
      faults: [{ kind: 'drip', ms: 2 }],
    });
    expect((await api.respond(ask('hi'))).content).toEqual([{ type: 'text', text: 'slow' }]);
  });

  test.each(['end_turn', 'stop_sequence', 'model_context_window_exceeded'] as const)(
    'stops with %s',
    async (stop_reason) => {
      await using api = await connected({ brain: () => ({ ...say('so far'), stop_reason }) });
      expect(await api.respond(ask('hi'))).toMatchObject({
        stop_reason,
        content: [{ type: 'text', text: 'so far' }],
      });
    },
  );

  test('says why it was refused', async () => {
    await using api = await connected({
      brain: () => ({ content: [], stop_reason: 'refusal', refusal: 'harm' }),
    });
    expect(await api.respond(ask('hi'))).toMatchObject({
      stop_reason: 'refusal',
      content: [],
      refusal: 'harm',
    });
  });

  test('that is cut off inside of a call is max_tokens at every length', async () => {
    const json = JSON.stringify(input);
    let cut = 0;
    await using api = await connected({
      brain: () => ({
        content: [{ type: 'text', text: 'a' }, call('run_sql', input)],
        stop_reason: 'max_tokens',
        cut,
      }),
      claude: { maxRetries: 0 },
    });
    for (cut = 0; cut < json.length; cut++) {
      const answer = await api.respond(ask(`cut at ${cut}`));
      expect(answer.stop_reason).toBe('max_tokens');
      expect(answer.content[0]).toEqual({ type: 'text', text: 'a' });
    }
  });

  test('that pauses is asked to go on, and is one answer in the end', async () => {
    await using api = await connected({
      brain: ({ messages }): Reply =>
        messages.length < 3 ? { ...say(`part ${messages.length}`), stop_reason: 'pause_turn' } : say('done'),
    });
    const answer = await api.respond(ask('hi'));
    expect(answer.stop_reason).toBe('end_turn');
    expect(answer.content.map((block) => (block.type === 'text' ? block.text : ''))).toEqual([
      'part 1',
      'part 2',
      'done',
    ]);
    const total = api.server.log.reduce((sum, { usage }) => sum + (usage?.input_tokens ?? 0), 0);
    expect(answer.usage.input_tokens).toBe(total);
  });

  test('that only pauses ends after five times', async () => {
    await using api = await connected({ brain: () => ({ ...say('wait'), stop_reason: 'pause_turn' }) });
    expect((await api.respond(ask('hi'))).stop_reason).toBe('pause_turn');
    expect(api.server.accepted).toHaveLength(6);
  });

  test('comes from the model that was asked for, whatever the agent says', async () => {
    await using api = await connected({ claude: { asked: 'haiku' } });
    expect(api.model.id).toBe('claude-haiku-5-5');
    expect((await api.respond(ask('hi', { model: 'opus' }))).model).toBe('claude-haiku-5-5');
  });
});
