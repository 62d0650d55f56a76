import { actNode, reportNode } from '../names.ts';
import { failed } from '../outcome.ts';
import type { Route } from '../route.ts';
import type { RunStateUpdate, RunStateValue } from '../state.ts';
import { changes } from './changes.ts';

/** Errors in a row after which an agent is taken to be lost. */
const maxErrors = 8;

/**
 * Answers the first pending call and goes on: to the next call of the same answer, or back to thinking once all
 * are answered, since the API wants every call answered in one message.
 */
export function answerCall(
  route: Route,
  agent: string,
  state: RunStateValue,
  content: string,
  isError: boolean,
  update: RunStateUpdate = {},
) {
  const [call, ...pending] = state.pending;
  if (call === undefined) throw new Error('there is no call to answer');
  const sentBack = isError ? state.sentBack + 1 : 0;
  if (sentBack > maxErrors) {
    return route(reportNode, { ...failed('sent-back', `${agent} did not get on: ${content}`), ...update });
  }
  const results = [
    ...state.results,
    { type: 'tool_result' as const, tool_use_id: call.id, content, ...(isError ? { is_error: true } : {}) },
  ];
  if (pending.length > 0)
    return route(actNode(agent), changes(state, { pending, results, sentBack, consent: null, ...update }));
  return route(
    agent,
    changes(state, {
      pending: [],
      results: [],
      sentBack,
      consent: null,
      conversation: [...state.conversation, { role: 'user', content: results }],
      ...update,
    }),
  );
}
