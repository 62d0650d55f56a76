import type {
  ContentBlockParam,
  MessageParam,
  TextBlockParam,
  Tool,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages';

/**
 * Prompt caching. The API caches tools, then system, then messages, up to each mark, and takes at most four marks:
 * the last tool, the system prompt, and the last two user turns. The older of the two is where the previous call
 * wrote, so it is found however many blocks came since (the API itself looks back only 20).
 */
const mark = { type: 'ephemeral' } as const;

export const markTools = (tools: readonly Tool[]): Tool[] =>
  tools.map((tool, index) => (index === tools.length - 1 ? { ...tool, cache_control: mark } : tool));

export const markSystem = (system: string): TextBlockParam[] =>
  system === '' ? [] : [{ type: 'text', text: system, cache_control: mark }];

export function markMessages(messages: readonly MessageParam[]): MessageParam[] {
  const lastUsers = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : [])).slice(-2);
  return messages.map((message, index) => (lastUsers.includes(index) ? markLast(message) : message));
}

function markLast(message: MessageParam): MessageParam {
  if (message.role !== 'user' || typeof message.content === 'string') return message;
  const last = message.content.length - 1;
  return {
    role: 'user',
    content: message.content.map((block, index) =>
      index === last && canMark(block) ? { ...block, cache_control: mark } : block,
    ),
  };
}

const canMark = (block: ContentBlockParam): block is TextBlockParam | ToolResultBlockParam =>
  block.type === 'text' || block.type === 'tool_result';
