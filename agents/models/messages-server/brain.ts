import type { StopReason } from '../model.ts';
import type { MessagesBody } from './body.ts';

export type ReplyBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly name: string; readonly input: unknown }
  | { readonly type: 'thinking'; readonly thinking: string }
  | { readonly type: 'redacted_thinking'; readonly data: string };

/** What a brain answers; ids, signatures and usage are the server's. */
export interface Reply {
  readonly content: readonly ReplyBlock[];
  /** `tool_use` where there is a call, else `end_turn`. */
  readonly stop_reason?: StopReason;
  /** With `max_tokens`: characters of the last block (its text, or its input as JSON) that still came. */
  readonly cut?: number;
  /** With `refusal`. */
  readonly refusal?: string;
}

/** A function of the request alone, so that a conversation that is sent again gets the same answer. */
export type Brain = (request: MessagesBody) => Reply | Promise<Reply>;

export const say = (text: string): Reply => ({ content: [{ type: 'text', text }] });

export const call = (name: string, input: unknown): ReplyBlock => ({ type: 'tool_use', name, input });
