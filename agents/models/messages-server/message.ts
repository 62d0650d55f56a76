import { createHash } from 'node:crypto';
import type { ContentBlock, Message } from '@anthropic-ai/sdk/resources/messages';
import type { BodyBlock, MessagesBody } from './body.ts';
import type { Reply, ReplyBlock } from './brain.ts';
import type { InputUsage } from './prompt-cache.ts';
import { bare, seal } from './seals.ts';

/** Id of an answer: the same conversation gets the same id, in every process. */
export function messageId(request: MessagesBody): string {
  const { model, system, tools = [], messages } = request;
  const conversation = JSON.stringify([model, system, tools.map(({ name }) => name), messages], (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? bare(value) : value,
  );
  return `msg_${createHash('sha256').update(conversation).digest('hex').slice(0, 24)}`;
}

/** The whole answer, with every field that the API sends. */
export function messageOf(request: MessagesBody, reply: Reply, input: InputUsage): Message {
  const id = messageId(request);
  const content = contentOf(request, reply, id);
  const hasCall = content.some(({ type }) => type === 'tool_use');
  const stopReason = reply.stop_reason ?? (hasCall ? 'tool_use' : 'end_turn');
  return {
    id,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    container: null,
    diagnostics: null,
    stop_reason: stopReason,
    stop_sequence: null,
    stop_details:
      stopReason === 'refusal'
        ? { type: 'refusal', category: null, explanation: reply.refusal ?? null }
        : null,
    usage: {
      ...input,
      output_tokens: Math.max(1, Math.ceil(JSON.stringify(content).length / 4)),
      cache_creation: {
        ephemeral_5m_input_tokens: input.cache_creation_input_tokens,
        ephemeral_1h_input_tokens: 0,
      },
      inference_geo: null,
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: 'standard',
      speed: null,
    },
  };
}

/** Blocks in order: a thought is sealed with what stands before it. */
function contentOf(request: MessagesBody, { content }: Reply, id: string): ContentBlock[] {
  const blocks: ContentBlock[] = [];
  for (const block of content)
    blocks.push(blockOf(block, `toolu_${id.slice(4)}${blocks.length}`, request, blocks));
  return blocks;
}

function blockOf(
  block: ReplyBlock,
  toolId: string,
  request: MessagesBody,
  before: readonly ContentBlock[],
): ContentBlock {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text, citations: null };
    case 'tool_use':
      return {
        type: 'tool_use',
        id: toolId,
        name: block.name,
        input: block.input,
        caller: { type: 'direct' },
      };
    case 'redacted_thinking':
      return { type: 'redacted_thinking', data: block.data };
    case 'thinking': {
      const begun = { role: 'assistant' as const, content: before as BodyBlock[] };
      const signature = seal({ ...request, messages: [...request.messages, begun] }, block.thinking);
      return { type: 'thinking', thinking: block.thinking, signature };
    }
  }
}
