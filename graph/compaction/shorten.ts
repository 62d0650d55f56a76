import { cutInside } from '../../agents/models/fence.ts';
import { type Conversation, tokensOf } from './size.ts';

/** What is always left of a result, in characters. */
const least = 500;

/** Cuts the results of the newest turns, the same length for each, where these turns alone are longer than that. */
export function shortened(messages: Conversation, tokens: number): Conversation {
  const size = tokensOf(messages);
  if (size <= tokens) return messages;
  const lengths = messages.flatMap(({ content }) =>
    content.flatMap((block) => (block.type === 'tool_result' ? [block.content.length] : [])),
  );
  if (lengths.length === 0) return messages;
  const share = Math.max(least, Math.floor((tokens / size) * Math.max(...lengths)));
  return messages.map((message) =>
    message.role === 'assistant'
      ? message
      : {
          ...message,
          content: message.content.map((block) =>
            block.type === 'tool_result' ? { ...block, content: cutInside(block.content, share) } : block,
          ),
        },
  );
}
