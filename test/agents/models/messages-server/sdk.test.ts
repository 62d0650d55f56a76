import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  type Brain,
  blocksIn,
  call,
  exampleOf,
  messagesServer,
  say,
} from '../../../../agents/models/messages-server/index.ts';

/** The SDK's own helpers are the second opinion on whether the server speaks the API. */
const client = ({ url, apiKey }: { url: string; apiKey: string }) =>
  new Anthropic({ apiKey, baseURL: url, maxRetries: 0, logLevel: 'off' });
const question = {
  model: 'claude-haiku-5-5',
  max_tokens: 1000,
  messages: [{ role: 'user' as const, content: 'hi' }],
};

test('its tool runner asks for a thread, is refused, and sends the whole conversation', async () => {
  const brain: Brain = (request) =>
    blocksIn(request, 'tool_result').length === 0 ? { content: [call('add', { a: 2, b: 3 })] } : say('five');
  await using server = await messagesServer({ brain });
  const add = betaZodTool({
    name: 'add',
    description: 'adds',
    inputSchema: z.object({ a: z.number(), b: z.number() }),
    run: ({ a, b }) => String(a + b),
  });
  const last = await client(server).beta.messages.toolRunner({ ...question, tools: [add] });
  expect(last.content).toMatchObject([{ type: 'text', text: 'five' }]);
  expect(server.log.map(({ status }) => status)).toContain(400);
  expect(blocksIn(server.accepted.at(-1), 'tool_result')).toMatchObject([{ content: '5' }]);
});

const Verdict = z.object({
  verdict: z.enum(['verified', 'findings']),
  findings: z.array(z.string()),
  score: z.int(),
});

test('structured output that fits the schema, and one that does not', async () => {
  let fits = true;
  const brain: Brain = ({ output_config }) =>
    say(fits ? JSON.stringify(exampleOf(output_config?.format?.schema)) : '{"verdict": 1}');
  await using server = await messagesServer({ brain });
  const request = { ...question, output_config: { format: zodOutputFormat(Verdict) } };
  const { parsed_output } = await client(server).messages.parse(request);
  expect(parsed_output).toEqual({ verdict: 'verified', findings: [], score: 0 });
  fits = false;
  await expect(client(server).messages.parse(request)).rejects.toThrow(Anthropic.AnthropicError);
});

test('tokens are counted and models are listed', async () => {
  await using server = await messagesServer();
  const { max_tokens: _, ...counted } = question;
  expect((await client(server).messages.countTokens(counted)).input_tokens).toBeGreaterThan(0);
  const ids: string[] = [];
  for await (const { id } of client(server).models.list()) ids.push(id);
  expect(ids).toContain('claude-opus-5-5');
});
