import { reportNode } from './names.ts';
import { lastOf } from './protocol/ledger.ts';
import type { Route } from './route.ts';
import type { Outcome, RunStateUpdate, RunStateValue } from './state.ts';

type Ended = { outcome: Outcome };

export const failed = (rule: string, reason: string, hint: string | null | undefined = null): Ended => ({
  outcome: { status: 'failed', rule, reason, hint: hint ?? null },
});
export const refused = (rule: string, reason: string, hint: string | null | undefined = null): Ended => ({
  outcome: { status: 'refused', rule, reason, hint: hint ?? null },
});

/** Before the merge nothing has happened; afterwards production is changed, whatever becomes of the run. */
export function productionHolds({ evidence }: Pick<RunStateValue, 'evidence'>): string | null {
  const merged = lastOf(evidence, 'merged');
  return merged === undefined ? null : `Production holds migration ${merged.subject.slice(0, 12)}.`;
}

/** A model that makes the same mistake this often will make it again. */
const maxSentBack = 6;

/** Sends an agent back to think with a reason, or ends the run when that happened too often in a row. */
export function sendBack(
  route: Route,
  agent: string,
  state: RunStateValue,
  reason: string,
  update: RunStateUpdate = {},
) {
  const sentBack = state.sentBack + 1;
  if (sentBack > maxSentBack) {
    return route(reportNode, {
      ...failed('sent-back', `${agent} did not get on: ${reason}`),
      turns: state.turns,
      ...update,
    });
  }
  return route(agent, {
    conversation: [...state.conversation, { role: 'user', content: [{ type: 'text', text: reason }] }],
    turns: state.turns,
    sentBack,
    pending: [],
    results: [],
    ...update,
  });
}
