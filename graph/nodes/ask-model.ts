import { ContextTooLong } from '../../agents/models/errors.ts';
import type { ModelRequest, ModelResponse } from '../../agents/models/model.ts';
import { type Spent, withAnswer } from '../budget/spending.ts';
import type { RunContext } from '../context.ts';
import type { RunStateUpdate, RunStateValue } from '../state.ts';
import { makeMoreRoom, makeRoom } from './make-room.ts';

/** What came of asking: an answer with what it cost, or that the conversation has to be shorter first. */
export type Asked =
  | { readonly response: ModelResponse; readonly turns: number; readonly spending: Spent[] }
  | { readonly shorter: RunStateUpdate };

/**
 * Asks the model once. A conversation that was made shorter is a step of its own: what is asked for again after a crash
 * is then the same conversation.
 */
export async function askModel(
  request: ModelRequest,
  state: RunStateValue,
  context: RunContext,
): Promise<Asked> {
  const { agent } = request;
  const room = await makeRoom(agent, state, context, request);
  if (room !== null) return { shorter: { conversation: room } };

  const started = Date.now();
  let response: ModelResponse;
  try {
    response = await context.model.respond(request, { signal: context.signal });
  } catch (error) {
    const more = error instanceof ContextTooLong ? await makeMoreRoom(agent, state, context) : null;
    if (more === null) throw error;
    return { shorter: { conversation: more } };
  }
  const turns = state.turns + 1;
  const { prices } = context.workspace.budget;
  const spending = withAnswer(state.spending, agent, response, { ms: Date.now() - started, prices });
  const more =
    response.stop_reason === 'model_context_window_exceeded'
      ? await makeMoreRoom(agent, state, context)
      : null;
  return more === null ? { response, turns, spending } : { shorter: { conversation: more, turns, spending } };
}
