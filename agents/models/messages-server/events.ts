import type { ContentBlock, Message, RawContentBlockDelta } from '@anthropic-ai/sdk/resources/messages';

/** One server-sent event; `data` is sent as JSON, with `type` as its name. */
export interface StreamEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface EventOptions {
  /** Characters of the last block that still come; all of it by default. */
  readonly cut?: number | undefined;
  /** Characters of a delta, at most. */
  readonly deltaSize: number;
}

/** The events of a streamed answer, in the API's order, with pings wherever the API may put them. */
export function eventsOf(message: Message, { cut, deltaSize }: EventOptions): StreamEvent[] {
  const { content, stop_reason, stop_sequence, stop_details, container, usage } = message;
  const { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens } = usage;
  const last = content.length - 1;
  return [
    {
      type: 'message_start',
      message: {
        ...message,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        stop_details: null,
        usage: { ...usage, output_tokens: 1 },
      },
    },
    { type: 'ping' },
    ...content.flatMap((block, index) =>
      blockEvents(block, index, { cut: index === last ? cut : undefined, deltaSize }),
    ),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence, stop_details, container },
      usage: {
        input_tokens,
        output_tokens,
        cache_creation_input_tokens,
        cache_read_input_tokens,
        output_tokens_details: null,
        server_tool_use: null,
      },
    },
    { type: 'message_stop' },
  ];
}

function blockEvents(block: ContentBlock, index: number, { cut, deltaSize }: EventOptions): StreamEvent[] {
  const deltas = deltasOf(block, cut, deltaSize);
  return [
    { type: 'content_block_start', index, content_block: emptied(block) },
    ...deltas.flatMap((delta, at): StreamEvent[] => [
      ...(at % 3 === 2 ? [{ type: 'ping' }] : []),
      { type: 'content_block_delta', index, delta },
    ]),
    { type: 'content_block_stop', index },
  ];
}

function emptied(block: ContentBlock): ContentBlock {
  switch (block.type) {
    case 'text':
      return { ...block, text: '' };
    case 'tool_use':
      return { ...block, input: {} };
    case 'thinking':
      return { ...block, thinking: '', signature: '' };
    default:
      return block;
  }
}

function deltasOf(block: ContentBlock, cut: number | undefined, size: number): RawContentBlockDelta[] {
  switch (block.type) {
    case 'text':
      return pieces(block.text.slice(0, cut), size).map((text) => ({ type: 'text_delta', text }));
    case 'tool_use':
      // The API begins with an empty piece, and parts the JSON anywhere: in strings, escapes and surrogate pairs.
      return ['', ...pieces(JSON.stringify(block.input).slice(0, cut), size)].map((partial_json) => ({
        type: 'input_json_delta',
        partial_json,
      }));
    case 'thinking':
      return [
        ...pieces(block.thinking, size).map((thinking) => ({
          type: 'thinking_delta' as const,
          thinking,
          estimated_tokens: null,
        })),
        { type: 'signature_delta', signature: block.signature },
      ];
    default:
      return [];
  }
}

function pieces(text: string, size: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += size) parts.push(text.slice(at, at + size));
  return parts;
}
