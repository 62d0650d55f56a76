import type {
  ContentBlockParam,
  MessageParam,
  MessageStreamParams,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { AssistantBlock, Message, ModelRequest, UserBlock } from '../model.ts';
import { markMessages, markSystem, markTools } from './caching.ts';
import { toolParams } from './strict.ts';

export interface RequestShape {
  /** Id of the model. */
  readonly model: string;
  readonly maxTokens: number;
  readonly strict: boolean;
  /** Whether what the model thought in earlier turns goes back to it. */
  readonly thinking: boolean;
}

/** Our request as the Messages API takes it; the same request always gives the same bytes. */
export function requestParams(request: ModelRequest, shape: RequestShape): MessageStreamParams {
  // The API's cache starts with the tools: another order of the same tools would miss it.
  const specs = [...request.tools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const tools = markTools(toolParams(specs, { strict: shape.strict }));
  const system = markSystem(request.system);
  return {
    model: shape.model,
    max_tokens: shape.maxTokens,
    ...(system.length === 0 ? {} : { system }),
    ...(tools.length === 0 ? {} : { tools }),
    messages: markMessages(messageParams(withKnownCalls(request), shape.thinking)),
  };
}

/**
 * The API refuses a conversation with calls of tools that it does not offer. A model that made one up was told so;
 * both go back to it as text.
 */
function withKnownCalls({ messages, tools }: ModelRequest): readonly Message[] {
  const known = new Set(tools.map(({ name }) => name));
  const unknown = new Set<string>();
  return messages.map((message): Message => {
    if (message.role === 'assistant') {
      const content = message.content.map((block): AssistantBlock => {
        if (block.type !== 'tool_use' || known.has(block.name)) return block;
        unknown.add(block.id);
        return { type: 'text', text: `(a call of ${block.name}: ${JSON.stringify(block.input)})` };
      });
      return { role: 'assistant', content };
    }
    const content = message.content.map(
      (block): UserBlock =>
        block.type === 'tool_result' && unknown.has(block.tool_use_id)
          ? { type: 'text', text: block.content }
          : block,
    );
    return { role: 'user', content };
  });
}

/** Consecutive messages of one role become one, as the API itself reads them; empty ones are left out. */
function messageParams(messages: readonly Message[], thinking: boolean): MessageParam[] {
  const params: { role: Message['role']; content: ContentBlockParam[] }[] = [];
  for (const { role, content } of messages) {
    const blocks = content.flatMap((block) => blockParam(block, thinking));
    if (blocks.length === 0) continue;
    const last = params.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else params.push({ role, content: blocks });
  }
  return params.map(({ role, content }) => ({
    role,
    content: role === 'user' ? resultsFirst(content) : content,
  }));
}

function blockParam(block: AssistantBlock | UserBlock, thinking: boolean): ContentBlockParam[] {
  switch (block.type) {
    case 'text':
      // The API refuses a text without a visible character.
      return block.text.trim() === '' ? [] : [{ type: 'text', text: block.text }];
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: block.input ?? {} }];
    case 'tool_result':
      return [
        {
          type: 'tool_result',
          tool_use_id: block.tool_use_id,
          content: block.content,
          ...(block.is_error === true ? { is_error: true } : {}),
        },
      ];
    case 'thinking':
      return thinking ? [{ type: 'thinking', thinking: block.thinking, signature: block.signature }] : [];
    case 'redacted_thinking':
      return thinking ? [{ type: 'redacted_thinking', data: block.data }] : [];
  }
}

/** The API wants the answers to calls at the head of the message that follows them. */
const resultsFirst = (blocks: readonly ContentBlockParam[]): ContentBlockParam[] => [
  ...blocks.filter(({ type }) => type === 'tool_result'),
  ...blocks.filter(({ type }) => type !== 'tool_result'),
];

export const holdsThinking = ({ messages }: ModelRequest): boolean =>
  messages.some(({ content }) =>
    content.some(({ type }) => type === 'thinking' || type === 'redacted_thinking'),
  );
