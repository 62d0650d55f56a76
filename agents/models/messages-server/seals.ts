import { createHash } from 'node:crypto';
import { type BodyBlock, blocksOf, type MessagesBody } from './body.ts';
import { invalid } from './refusal.ts';

type Conversation = Pick<MessagesBody, 'model' | 'system' | 'messages'>;

/** Signature of a thought: good only for this model and this conversation up to here. */
export function seal(conversation: Conversation, thinking: string): string {
  return createHash('sha256')
    .update(JSON.stringify([prefix(conversation), thinking]))
    .digest('base64');
}

/** Thoughts must come back as they were, in the conversation that they came from. */
export function checkSeals({ messages, ...rest }: Conversation): void {
  messages.forEach((message, at) => {
    const blocks = blocksOf(message);
    blocks.forEach((block, index) => {
      if (block.type !== 'thinking') return;
      const before = [...messages.slice(0, at), { role: message.role, content: blocks.slice(0, index) }];
      if (seal({ ...rest, messages: before }, block.thinking) === block.signature) return;
      throw invalid(
        `messages.${at}.content.${index}: Invalid \`signature\` in \`thinking\` block. The block is bound to a different conversation.`,
      );
    });
  });
}

/** What a thought is bound to: cache marks and other thoughts do not count, nor how messages are split. */
const prefix = ({ model, system, messages }: Conversation): unknown => [
  model,
  typeof system === 'string' ? [system] : system?.map(({ text }) => text),
  messages.flatMap((message) =>
    blocksOf(message).flatMap((block) => (isThought(block) ? [] : [[message.role, essence(block)]])),
  ),
];

/** Fields that the API adds to an answer need not come back. */
function essence(block: BodyBlock): unknown {
  if (block.type === 'text') return block.text;
  if (block.type === 'tool_use') return [block.id, block.name, block.input];
  return bare(block);
}

const isThought = ({ type }: BodyBlock): boolean => type === 'thinking' || type === 'redacted_thinking';

export function bare(block: object): object {
  const { cache_control: _, ...rest } = block as { cache_control?: unknown };
  return rest;
}
