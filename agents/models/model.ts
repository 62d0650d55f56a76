/**
 * A model in the shape of Anthropic's Messages API: blocks, tool_use, tool_result. The playbook and Claude stand
 * behind the same interface, so the same loop, policies and tools run with either.
 */
export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
}
export interface ToolUseBlock {
  readonly type: 'tool_use';
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it: not yet checked against the tool's schema. */
  readonly input: unknown;
}
export interface ToolResultBlock {
  readonly type: 'tool_result';
  readonly tool_use_id: string;
  readonly content: string;
  readonly is_error?: boolean | undefined;
}
/**
 * What a model thought before it answered. Sealed: bound by its signature to everything before it, so it goes back
 * exactly as it came or, as a whole, not at all.
 */
export interface ThinkingBlock {
  readonly type: 'thinking';
  readonly thinking: string;
  readonly signature: string;
}
export interface RedactedThinkingBlock {
  readonly type: 'redacted_thinking';
  readonly data: string;
}
export type AssistantBlock = TextBlock | ToolUseBlock | ThinkingBlock | RedactedThinkingBlock;
export type UserBlock = TextBlock | ToolResultBlock;
export type Message =
  | { readonly role: 'user'; readonly content: readonly UserBlock[] }
  | { readonly role: 'assistant'; readonly content: readonly AssistantBlock[] };

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema, type `object` */
  readonly input_schema: Record<string, unknown>;
  /** Ask the API to sample only inputs that fit the schema, as far as its limits allow; Zod checks them anyway. */
  readonly strict?: boolean;
}

export interface ModelRequest {
  /** Name of the agent whose turn it is. */
  readonly agent: string;
  /** What the agent's file asks for: an alias (`sonnet`) or a full id. */
  readonly model: string;
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly ToolSpec[];
}

export const stopReasons = [
  'end_turn',
  'tool_use',
  'max_tokens',
  'stop_sequence',
  'pause_turn',
  'refusal',
  'model_context_window_exceeded',
] as const;
export type StopReason = (typeof stopReasons)[number];

export interface ModelResponse {
  readonly content: readonly AssistantBlock[];
  readonly stop_reason: StopReason;
  /** Resolved id of the model that answered. */
  readonly model: string;
  readonly usage: Usage;
  /** What the API says about a refusal, where it says anything. */
  readonly refusal?: string;
}

/** In tokens. What was read from or written to the prompt cache is not part of `input_tokens`. */
export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens?: number;
  readonly cache_creation_input_tokens?: number;
}

export interface Model {
  readonly id: string;
  /** Tokens that a request may have; undefined where there is no end. */
  readonly contextWindow?: number | undefined;
  /** Before a run begins: throws UnknownModel where an agent's file asks for a model that means nothing. */
  checkNames?(models: readonly string[]): void;
  /**
   * One answer. With stop reason `max_tokens` the last tool_use may be cut off in its middle: it must not run.
   * Throws an error of errors.ts, or the signal's reason when it was aborted.
   */
  respond(request: ModelRequest, options: { readonly signal: AbortSignal }): Promise<ModelResponse>;
}
