import type { Evidence } from '../../tools/evidence.ts';
import type { RunStateValue } from '../state.ts';
import { accountOf } from './account.ts';
import { shortened } from './shorten.ts';
import { type Conversation, tokensOf } from './size.ts';

/** Less than this is not worth that everything after the first message misses the cache once. */
const worthwhile = 0.1;

/**
 * The conversation made to fit: the first message stays, the newest turns stay as they are, and an account of what was
 * in between takes its place. Where the newest turn alone is too long, its results are cut. Null where that makes no
 * difference. Code, not a model, so that the same state always gives the same conversation and no fact is invented.
 */
export function compacted(
  conversation: Conversation,
  evidence: readonly Evidence[],
  { keep }: { readonly keep: number },
): RunStateValue['conversation'] | null {
  const [first, ...rest] = conversation;
  if (first?.role !== 'user') return null;
  const turns = turnsOf(rest);
  const kept = newest(turns, keep);
  const left = turns.slice(0, turns.length - kept.length);
  const account = accountOf(left.flat(), evidence);
  const made = [
    account === ''
      ? first
      : { ...first, content: [...first.content, { type: 'text' as const, text: account }] },
    ...shortened(kept.flat(), keep).map(withoutThoughts),
  ];
  return tokensOf(made) < (1 - worthwhile) * tokensOf(conversation) ? made : null;
}

/** An answer with what it was answered: parted anywhere else, a call would be without its result. */
function turnsOf(messages: Conversation): Conversation[] {
  const starts = messages.flatMap(({ role }, index) => (role === 'assistant' ? [index] : []));
  return starts.map((start, index) => messages.slice(start, starts[index + 1]));
}

/** The last turn in any case, and those before it as far as they fit. */
function newest(turns: readonly Conversation[], tokens: number): readonly Conversation[] {
  let from = turns.length - 1;
  while (from > 0 && tokensOf(turns.slice(from - 1).flat()) <= tokens) from--;
  return turns.slice(Math.max(0, from));
}

/** Thoughts are sealed with all that stood before them, which is no longer so. */
function withoutThoughts(message: Conversation[number]): Conversation[number] {
  if (message.role === 'user') return message;
  const content = message.content.filter(({ type }) => type === 'text' || type === 'tool_use');
  return { ...message, content: content.length === 0 ? [{ type: 'text', text: '(a thought)' }] : content };
}
