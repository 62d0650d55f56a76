import type { MessagesBody } from './body.ts';
import { invalid, Refusal } from './refusal.ts';

/** `thinking` settings that a model takes; without one, all of these think as they like. */
const thinkingTypes: Readonly<Record<string, readonly string[]>> = {
  'claude-sonnet-5-5': ['adaptive', 'between_tools'],
  'claude-opus-5-5': ['adaptive'],
  'claude-haiku-5-5': ['adaptive', 'disabled'],
  'claude-sonnet-4-6': ['adaptive', 'disabled', 'enabled'],
};
export const servedModels = Object.keys(thinkingTypes);

/** Most tokens of one answer. */
const maxOutput = 128_000;

/** What depends on the model: thinking, forced tools, a begun answer. */
export function checkModel(
  body: MessagesBody,
  options: { readonly contextWindow: number; readonly tokens: number },
): void {
  const accepted = thinkingTypes[body.model];
  if (accepted === undefined) throw new Refusal(404, 'not_found_error', `model: ${body.model}`);
  if (body.max_tokens > maxOutput) {
    throw invalid(
      `max_tokens: ${body.max_tokens} > ${maxOutput}, which is the maximum allowed number of output tokens for ${body.model}`,
    );
  }
  if (body.thinking !== undefined && !accepted.includes(body.thinking.type)) {
    throw invalid(`"thinking.type.${body.thinking.type}" is not supported for this model.`);
  }
  if (body.tool_choice?.type === 'any' || body.tool_choice?.type === 'tool') {
    throw invalid(`tool_choice: forced tool use is not supported on ${body.model}`);
  }
  if (options.tokens > options.contextWindow) {
    throw invalid(`prompt is too long: ${options.tokens} tokens > ${options.contextWindow} maximum`);
  }
}

/** A conversation may end with the assistant only where the server itself paused its turn. */
export function checkEnd({ messages, model }: MessagesBody, isPaused: (content: unknown) => boolean): void {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || isPaused(last.content)) return;
  throw invalid(
    `This model (${model}) does not support assistant message prefill. The conversation must end with a user message.`,
  );
}
