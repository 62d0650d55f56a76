import { describe, expect, test } from 'vitest';
import { type Brain, blocksIn, call, fault, say } from '../../../../agents/models/messages-server/index.ts';
import type { AssistantBlock, Message, UserBlock } from '../../../../agents/models/model.ts';
import { ask, type Connected, connected } from './support.ts';

/** Thinks and calls twice at once, until it has three rounds of results. */
const twoAtOnce: Brain = (request) => {
  const results = blocksIn(request, 'tool_result');
  if (results.length >= 6) return say(`seen ${results.map(({ content }) => content).join(' ')}`);
  return {
    content: [
      { type: 'thinking', thinking: `round ${results.length / 2}` },
      { type: 'text', text: 'Looking.' },
      call('run_sql', { sql: `select ${results.length}` }),
      call('list_tables', { schema: 'public' }),
    ],
  };
};

/** The loop in small: answers every call, in order, until there is none. */
async function converse(
  api: Connected,
  keep: (block: AssistantBlock) => boolean = () => true,
): Promise<Message[]> {
  const messages: Message[] = [{ role: 'user', content: [{ type: 'text', text: 'Go.' }] }];
  for (let turn = 0; turn < 10; turn++) {
    const { content, stop_reason } = await api.respond(ask('', { messages: [...messages] }));
    messages.push({ role: 'assistant', content: content.filter(keep) });
    if (stop_reason !== 'tool_use') return messages;
    const results = content.flatMap((block): UserBlock[] =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result', tool_use_id: block.id, content: `result of ${block.name}` }]
        : [],
    );
    messages.push({ role: 'user', content: results });
  }
  return messages;
}

const textOf = (messages: readonly Message[]): unknown => messages.at(-1)?.content.at(-1);

describe('a conversation with calls', () => {
  test('in parallel: all are answered in the next message, thoughts go back as they came', async () => {
    await using api = await connected({ brain: twoAtOnce, chunking: 'uneven' });
    const messages = await converse(api);
    expect(messages).toHaveLength(8);
    expect(textOf(messages)).toMatchObject({
      text: expect.stringMatching(/^seen (result of run_sql result of list_tables ?){3}$/),
    });
    const last = api.server.accepted.at(-1);
    expect(last?.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(blocksIn(last, 'thinking').map(({ thinking }) => thinking)).toEqual([
      'round 0',
      'round 1',
      'round 2',
    ]);
  });

  test('is the same again after every fault there is', async () => {
    await using calm = await connected({ brain: twoAtOnce });
    await using rough = await connected({
      brain: twoAtOnce,
      faults: [
        fault.rateLimited(1),
        fault.none,
        fault.cut(7),
        fault.reset,
        fault.none,
        fault.overloadedEvent(9),
        fault.none,
        fault.end(3),
      ],
    });
    expect(await converse(rough)).toEqual(await converse(calm));
  });

  test('goes on without its thoughts', async () => {
    await using api = await connected({ brain: twoAtOnce });
    const messages = await converse(api, ({ type }) => type !== 'thinking');
    expect(textOf(messages)).toMatchObject({ text: expect.stringMatching(/^seen/) });
    expect(blocksIn(api.server.accepted.at(-1), 'thinking')).toEqual([]);
  });

  test('goes on where the thoughts belong to another conversation: they are left out', async () => {
    await using api = await connected({ brain: twoAtOnce });
    const messages = await converse(api);
    const compacted: Message[] = [
      { role: 'user', content: [{ type: 'text', text: 'Go on.' }] },
      ...messages.slice(1, -1),
    ];
    const { content } = await api.respond(ask('', { messages: compacted }));
    expect(content).toMatchObject([{ type: 'text', text: expect.stringMatching(/^seen/) }]);
    expect(api.server.log.slice(-2).map(({ status }) => status)).toEqual([400, 200]);
    expect(blocksIn(api.server.accepted.at(-1), 'thinking')).toEqual([]);
  });
});

describe('a conversation is made to fit', () => {
  const accepts = async (messages: Message[]): Promise<unknown> => {
    await using api = await connected();
    await api.respond(ask('', { messages }));
    return api.server.accepted[0]?.messages.map(({ role, content }) => [
      role,
      typeof content === 'string' ? content : content.map(({ type }) => type),
    ]);
  };
  const text = (text_: string) => ({ type: 'text' as const, text: text_ });
  const use = (id: string) => ({ type: 'tool_use' as const, id, name: 'run_sql', input: {} });
  const result = (id: string) => ({ type: 'tool_result' as const, tool_use_id: id, content: '' });

  test('messages of one role in a row become one, results stand first', async () => {
    const shape = await accepts([
      { role: 'user', content: [text('a')] },
      { role: 'user', content: [text('b')] },
      { role: 'assistant', content: [text('c'), use('call_1_0'), use('call_1_1')] },
      { role: 'user', content: [text('note'), result('call_1_0')] },
      { role: 'user', content: [result('call_1_1')] },
    ]);
    expect(shape).toEqual([
      ['user', ['text', 'text']],
      ['assistant', ['text', 'tool_use', 'tool_use']],
      ['user', ['tool_result', 'tool_result', 'text']],
    ]);
  });

  test('texts without a visible character, and messages of nothing else, are left out', async () => {
    const shape = await accepts([
      { role: 'user', content: [text(''), text('a')] },
      { role: 'assistant', content: [text(' \n')] },
      { role: 'user', content: [text('b')] },
    ]);
    expect(shape).toEqual([['user', ['text', 'text']]]);
  });

  test('a call of a tool that is not offered goes back as text, with what it was answered', async () => {
    const shape = await accepts([
      { role: 'user', content: [text('a')] },
      { role: 'assistant', content: [{ ...use('call_1_0'), name: 'make_coffee' }, use('call_1_1')] },
      { role: 'user', content: [{ ...result('call_1_0'), content: 'no such tool' }, result('call_1_1')] },
    ]);
    expect(shape).toEqual([
      ['user', ['text']],
      ['assistant', ['text', 'tool_use']],
      ['user', ['tool_result', 'text']],
    ]);
  });

  test('an error of a tool is told as one', async () => {
    await using api = await connected();
    await api.respond(
      ask('', {
        messages: [
          { role: 'user', content: [text('a')] },
          { role: 'assistant', content: [use('x')] },
          { role: 'user', content: [{ ...result('x'), content: 'no such table', is_error: true }] },
        ],
      }),
    );
    expect(blocksIn(api.server.accepted[0], 'tool_result')).toMatchObject([
      { content: 'no such table', is_error: true },
    ]);
  });
});
