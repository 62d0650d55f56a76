import { setTimeout as wait } from 'node:timers/promises';
import type Anthropic from '@anthropic-ai/sdk';
import type { Message, MessageStreamParams } from '@anthropic-ai/sdk/resources/messages/messages';
import { BadModelRequest, CutStream, type ModelError } from '../errors.ts';
import type { Model, ModelRequest, ModelResponse } from '../model.ts';
import { type Environment, type ModelMap, ownModels, resolveModel } from '../names.ts';
import { answerOf } from './answer.ts';
import { type ClientOptions, openClient } from './client.ts';
import { modelError } from './failure.ts';
import { holdsThinking, requestParams } from './request.ts';
import { withoutPrompt } from './without-prompt.ts';

export interface ClaudeOptions extends ClientOptions {
  /** The `--model` option: overrules what the agents' files say. */
  readonly asked?: string | undefined;
  /** For the ids behind aliases; see resolveModel. */
  readonly env?: Environment | undefined;
  readonly models?: ModelMap | undefined;
  /** Most tokens of one answer, with what the model thinks. Every model that is served takes this many. */
  readonly maxTokens?: number;
  /** Tokens of a conversation; every model that is served takes this many. */
  readonly contextWindow?: number;
  /** Milliseconds before a broken-off answer is asked for again; doubles each time. */
  readonly retryDelay?: number;
}

/** A paused turn goes on when it is sent back; more often than that it goes nowhere. */
const maxPauses = 5;

/** Claude by the Messages API: one streamed call per answer, nothing runs here. */
export function claude(options: ClaudeOptions = {}): Model {
  const {
    asked,
    env,
    models,
    maxTokens = 64_000,
    contextWindow = 200_000,
    maxRetries = 2,
    retryDelay = 1_000,
  } = options;
  const client = openClient(options);
  const { host } = new URL(client.baseURL);
  // Once refused, always refused: and other tools than last time would miss the cache.
  let strict = true;
  const id = asked === undefined ? ownModels : resolveModel({ asked, env, models });
  return { id, contextWindow, checkNames, respond };

  function checkNames(names: readonly string[]): void {
    for (const agent of names) resolveModel({ asked, agent, env, models });
  }

  async function respond(
    request: ModelRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<ModelResponse> {
    const model = resolveModel({ asked, agent: request.model, env, models });
    let thinking = true;
    for (;;) {
      signal.throwIfAborted();
      try {
        return await answer(requestParams(request, { model, maxTokens, strict, thinking }), request, signal);
      } catch (error) {
        if (!(error instanceof BadModelRequest)) throw error;
        // The conversation was changed since (compacted, or another model took over): without the thoughts it is fine.
        if (thinking && holdsThinking(request) && /thinking|signature/i.test(error.message)) thinking = false;
        else if (strict && /grammar|compil|optional parameters|union types|strict/i.test(error.message))
          strict = false;
        else throw error;
      }
    }
  }

  async function answer(
    params: MessageStreamParams,
    request: ModelRequest,
    signal: AbortSignal,
  ): Promise<ModelResponse> {
    const parts: Message[] = [];
    const paused: MessageStreamParams['messages'] = [];
    for (;;) {
      const part = await stream({ ...params, messages: [...params.messages, ...paused] }, request, signal);
      parts.push(part);
      const stopReason = part.stop_reason;
      if (stopReason === null) throw new CutStream({ model: params.model, host }, 'broke off its answer');
      if (stopReason !== 'pause_turn' || parts.length > maxPauses) return answerOf(parts, stopReason);
      paused.push({ role: 'assistant', content: part.content });
    }
  }

  /** The SDK tries again until the answer begins, and never after that. */
  async function stream(
    params: MessageStreamParams,
    request: ModelRequest,
    signal: AbortSignal,
  ): Promise<Message> {
    for (let attempt = 0; ; attempt++) {
      const streamed = client.messages.stream(params, { signal });
      try {
        return await streamed.finalMessage();
      } catch (error) {
        signal.throwIfAborted();
        const failure = errorOf(error, params.model, request, client);
        const begun = streamed.response !== undefined && streamed.response !== null;
        if (!begun || !isTransient(failure) || attempt >= maxRetries) throw failure ?? error;
        await wait(retryDelay * 2 ** attempt, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  function errorOf(
    error: unknown,
    model: string,
    request: ModelRequest,
    { apiKey }: Anthropic,
  ): ModelError | undefined {
    return modelError(error, { model, host }, (said) => withoutPrompt(said, request, [apiKey ?? '']));
  }
}

const isTransient = (error: ModelError | undefined): boolean =>
  error !== undefined && 'transient' in error && error.transient === true;
