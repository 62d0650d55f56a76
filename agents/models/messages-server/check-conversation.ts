import { type BodyBlock, blocksOf, type MessagesBody } from './body.ts';
import { invalid } from './refusal.ts';

/** Roles, texts, and that every call has its answer in the very next message, and every answer its call. */
export function checkConversation({ messages }: Pick<MessagesBody, 'messages'>): void {
  if (messages[0]?.role !== 'user') throw invalid('messages: first message must use the "user" role');
  const calls = new Set<string>();
  let open: readonly string[] = [];
  messages.forEach((message, at) => {
    const blocks = blocksOf(message);
    const last = at === messages.length - 1;
    if (blocks.length === 0 && !(last && message.role === 'assistant')) {
      throw invalid(
        `messages.${at}: all messages must have non-empty content except for the optional final assistant message`,
      );
    }
    blocks.forEach((block, index) => {
      checkBlock(block, message.role, `messages.${at}.content.${index}`);
    });
    checkAnswers(blocks, open, at);
    open = blocks.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
    for (const id of open) {
      if (calls.has(id)) throw invalid(`messages.${at}: \`tool_use\` ids must be unique`);
      calls.add(id);
    }
  });
  if (open.length > 0) throw unanswered(open, messages.length - 1);
}

function checkBlock(block: BodyBlock, role: 'user' | 'assistant', path: string): void {
  const side = block.type === 'tool_result' ? 'user' : block.type === 'text' ? role : 'assistant';
  if (side !== role) throw invalid(`${path}: \`${block.type}\` blocks can only be in \`${side}\` messages`);
  if (block.type !== 'text') return;
  if (block.text === '') throw invalid('messages: text content blocks must be non-empty');
  if (block.text.trim() === '')
    throw invalid('messages: text content blocks must contain non-whitespace text');
}

function checkAnswers(blocks: readonly BodyBlock[], open: readonly string[], at: number): void {
  const answers = blocks.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []));
  for (const [index, id] of answers.entries()) {
    if (!open.includes(id)) {
      throw invalid(
        `messages.${at}.content.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      );
    }
    if (answers.indexOf(id) !== index) {
      throw invalid(
        `messages.${at}.content.${index}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`,
      );
    }
  }
  const missing = open.filter((id) => !answers.includes(id));
  if (missing.length > 0) throw unanswered(missing, at - 1);
  const firstOther = blocks.findIndex(({ type }) => type !== 'tool_result');
  const lastAnswer = blocks.findLastIndex(({ type }) => type === 'tool_result');
  if (firstOther !== -1 && firstOther < lastAnswer) throw unanswered(open, at - 1);
}

const unanswered = (ids: readonly string[], at: number) =>
  invalid(
    `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
  );
