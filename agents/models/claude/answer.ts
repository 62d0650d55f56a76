import type { ContentBlock, Message } from '@anthropic-ai/sdk/resources/messages';
import type { AssistantBlock, ModelResponse, StopReason, Usage } from '../model.ts';

/** One answer, in one part or, after pauses, in several. */
export function answerOf(parts: readonly Message[], stopReason: StopReason): ModelResponse {
  const last = parts.at(-1);
  const refusal = last?.stop_details?.explanation ?? last?.stop_details?.category ?? undefined;
  return {
    content: parts.flatMap(({ content }) => content.flatMap(blockOf)),
    stop_reason: stopReason,
    model: last?.model ?? '',
    usage: parts.map(usageOf).reduce(sum),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Blocks of tools that run on the server are left out: none are offered. */
function blockOf(block: ContentBlock): AssistantBlock[] {
  switch (block.type) {
    case 'text':
      return block.text === '' ? [] : [{ type: 'text', text: block.text }];
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: block.input }];
    case 'thinking':
      return [{ type: 'thinking', thinking: block.thinking, signature: block.signature }];
    case 'redacted_thinking':
      return [{ type: 'redacted_thinking', data: block.data }];
    default:
      return [];
  }
}

const usageOf = ({ usage }: Message): Required<Usage> => ({
  input_tokens: usage.input_tokens,
  output_tokens: usage.output_tokens,
  cache_read_input_tokens: usage.cache_read_input_tokens ?? 0,
  cache_creation_input_tokens: usage.cache_creation_input_tokens ?? 0,
});

const sum = (a: Required<Usage>, b: Required<Usage>): Required<Usage> => ({
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
  cache_read_input_tokens: a.cache_read_input_tokens + b.cache_read_input_tokens,
  cache_creation_input_tokens: a.cache_creation_input_tokens + b.cache_creation_input_tokens,
});
