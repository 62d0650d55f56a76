import { describe, expect, test } from 'vitest';
import { claude } from '../../agents/models/claude/index.ts';
import { cutInside, fence, unfence } from '../../agents/models/fence.ts';
import { checkConversation } from '../../agents/models/messages-server/check-conversation.ts';
import {
  blocksIn,
  call,
  type MessagesBody,
  messagesServer,
  systemText,
} from '../../agents/models/messages-server/index.ts';
import type { Model } from '../../agents/models/model.ts';
import { compacted } from '../../graph/compaction/compact.ts';
import { type Conversation, tokensOf } from '../../graph/compaction/size.ts';
import { recordEvidence } from '../../tools/evidence.ts';
import { tasksApp } from '../support/tasks-app.ts';

type Body = Pick<MessagesBody, 'messages'>;

const handoff = 'issue-planner hands you SchemaRequirements:\n{"name":"x"}';
const first: Conversation = [{ role: 'user', content: [{ type: 'text', text: handoff }] }];

/** A turn: thoughts, a call, its result. */
const turn = (number: number, tool: string, result: string, input: object = {}): Conversation => [
  {
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'hm', signature: 's' },
      { type: 'tool_use', id: `call_${number}_0`, name: tool, input: input as never },
    ],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `call_${number}_0`, content: result }] },
];

const rows = (length: number): string => fence('data', 'r'.repeat(length));
const textsOf = (conversation: Conversation | null): string =>
  (conversation?.[0]?.content ?? []).map((block) => (block.type === 'text' ? block.text : '')).join('\n');

const applied = recordEvidence(
  {
    step: 'migrate',
    fact: 'applied',
    subject: 'f'.repeat(64),
    ok: true,
    summary: 'applied in 12 ms',
    observed: null,
  },
  'apply_migration',
  'call_2_0',
  new Date(0),
);

const conversation: Conversation = [
  ...first,
  ...turn(1, 'ask_requester', `The requester answers:\n${fence('answer', `yes: ${'a'.repeat(2_000)}`)}`),
  ...turn(2, 'apply_migration', rows(30_000), { query: 'q'.repeat(5_000) }),
  ...turn(3, 'create_branch', fence('data', '{"branch_id":"b1"}')),
  ...turn(4, 'Read', rows(3_000)),
  ...turn(5, 'Read', rows(3_000)),
];

describe('a history that is compacted', () => {
  const made = compacted(conversation, [applied], { keep: 2_300 });

  test('keeps its first message and its newest turns, calls with their results, and no thoughts', () => {
    expect(made?.[0]?.content[0]).toEqual({ type: 'text', text: handoff });
    expect(made?.slice(1)).toEqual(
      conversation.slice(-4).map((message) => ({
        ...message,
        content: message.content.filter(({ type }) => type !== 'thinking'),
      })),
    );
    checkConversation({ messages: made } as Body);
  });

  test('tells of the rest: what every call came to, its evidence, and what a person has answered', () => {
    const told = unfence(textsOf(made)) ?? '';
    expect(told).toContain(`result: yes: ${'a'.repeat(2_000)}`);
    expect(told).toContain(`evidence migrate/applied of ${'f'.repeat(64)}: applied in 12 ms`);
    expect(told).toContain('{"branch_id":"b1"}');
    expect(told).toContain('r… [30000 characters in all]');
    expect(told).not.toContain('q'.repeat(300));
    expect(told).not.toContain('Read');
  });

  test('is compacted again: what was told stays', () => {
    const longer = [...(made ?? []), ...turn(6, 'Grep', rows(9_000)), ...turn(7, 'Glob', rows(4_000))];
    const again = compacted(longer, [applied], { keep: 1_500 });
    checkConversation({ messages: again } as Body);
    expect(textsOf(again)).toContain('applied in 12 ms');
    expect(textsOf(again)).toContain('- Grep {}');
  });

  test('with a newest turn that is too long by itself: its results are cut, each inside of its fence', () => {
    const [asked] = turn(1, 'Read', '');
    const many: Conversation = [
      ...first,
      asked as Conversation[number],
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'call_1_0', content: rows(90_000) }],
      },
    ];
    const cut = compacted(many, [], { keep: 5_000 });
    expect(tokensOf(cut)).toBeLessThan(6_000);
    const [block] = cut?.[2]?.content ?? [];
    const content = block?.type === 'tool_result' ? block.content : '';
    expect(unfence(content)).toMatch(/^r+$/);
    expect(content).toMatch(/\n\[cut after \d+ of 90000 characters; ask for less of it at once\]$/);
  });

  test('that would not become shorter is left alone', () => {
    expect(compacted(first, [], { keep: 10 })).toBeNull();
    expect(compacted(compacted(conversation, [], { keep: 10 }) ?? [], [], { keep: 10 })).toBeNull();
  });
});

test('a result that is cut says how to read on', () => {
  expect(cutInside('short', 5, 'x')).toBe('short');
  expect(cutInside('longer text', 6, 'go on with offset')).toBe(
    'longer\n[cut after 6 of 11 characters; go on with offset]',
  );
  expect(cutInside('ab😀', 3)).toMatch(/^ab\n/);
});

/** Tokens of the server: the tools and a few looks at all tables. */
const window = 60_000;
const looks = 24;
const isCompacted = ({ messages }: Pick<MessagesBody, 'messages'>): boolean =>
  JSON.stringify(messages[0]).includes('left out by the engine');

/** Looks at all tables. */
const look = (request: MessagesBody) => {
  const [, project_id = ''] = /production's project_id: (\S+)/.exec(systemText(request)) ?? [];
  return call('mcp__supabase__list_tables', { project_id, verbose: true });
};

test('a conversation that would outgrow the window goes on, also after a crash', async () => {
  await using server = await messagesServer({
    contextWindow: window,
    brain: (request) => {
      // What it has done it knows only from what it is sent.
      const seen = JSON.stringify(request.messages).split('mcp__supabase__list_tables').length - 1;
      return seen >= looks
        ? { content: [call('stop', { reason: `looked ${seen} times` })] }
        : { content: [{ type: 'thinking', thinking: 'Once more.' }, look(request)] };
    },
  });
  await using app = await tasksApp({ appChecks: false });
  const { url: baseURL, apiKey } = server;
  const real = claude({ baseURL, apiKey, contextWindow: window, maxTokens: 8_000, maxRetries: 0 });
  const asked: string[] = [];
  const model: Model = {
    ...real,
    respond: async (request, options) => {
      const messages = JSON.stringify(request.messages);
      if (!messages.includes('left out by the engine')) return real.respond(request, options);
      asked.push(messages);
      if (asked.length === 1) throw new Error('killed');
      return real.respond(request, options);
    },
  };
  await expect(app.run('add-difficulty', { model })).rejects.toThrow('killed');
  const [{ id = '' } = {}] = (await app.state.pool.query<{ id: string }>('SELECT id FROM godwit.run')).rows;
  const result = await app.resume(id, { model });
  expect(result).toMatchObject({ status: 'refused', reason: `looked ${looks} times` });
  expect(asked[1]).toBe(asked[0]);
  expect(server.log.map(({ status }) => status)).toEqual(server.log.map(() => 200));
  expect(blocksIn(server.accepted.at(-1), 'tool_use').length).toBeLessThan(looks / 2);
  expect(app.events).toContainEqual(
    expect.objectContaining({ text: expect.stringMatching(/^the conversation became too long/) }),
  );
});

test('a window that is smaller than was thought is found out by the API, and room is made', async () => {
  await using server = await messagesServer({
    contextWindow: window,
    brain: (request) =>
      isCompacted(request)
        ? { content: [call('stop', { reason: 'made room' })] }
        : { content: [look(request)] },
  });
  await using app = await tasksApp({ appChecks: false });
  const { url: baseURL, apiKey } = server;
  const model = claude({ baseURL, apiKey, maxTokens: 8_000, maxRetries: 0 });
  const result = await app.run('add-difficulty', { model });
  expect(result).toMatchObject({ status: 'refused', reason: 'made room' });
  expect(server.log.filter(({ status }) => status === 400)).toHaveLength(1);
});
