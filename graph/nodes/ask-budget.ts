import { canonicalHash } from '../../policies/canonical.ts';
import { limitKey, type OverBudget } from '../budget/limits.ts';
import { newLimit, reached, spendingLines } from '../budget/words.ts';
import { reportNode } from '../names.ts';
import { failed, productionHolds } from '../outcome.ts';
import type { Question } from '../question.ts';
import type { Route } from '../route.ts';
import type { RunStateValue } from '../state.ts';
import { answered } from './answered.ts';

/** Asks a person whether the run may spend more; the yes is to exactly the new limit. */
export function askBudget(name: string, route: Route, state: RunStateValue, over: OverBudget) {
  const answer = answered(budgetQuestion(state, over));
  if (answer.kind === 'yes') {
    const { callId, hash, by, at } = answer;
    return route(name, {
      overBudget: null,
      raised: { ...state.raised, [limitKey(over)]: over.raisedTo },
      consents: [{ callId, hash, by, at }],
    });
  }
  const reason = `${answer.by}: ${answer.kind === 'no' ? answer.reason : answer.text}`;
  const held = productionHolds(state);
  return route(reportNode, {
    overBudget: null,
    ...(held === null
      ? { outcome: { status: 'rejected', rule: 'budget', reason, hint: null } }
      : failed('budget', reason, held)),
  });
}

function budgetQuestion({ runId, spending }: RunStateValue, over: OverBudget): Question {
  const whose = over.scope === 'run' ? 'The run' : over.scope;
  return {
    kind: 'budget',
    callId: `budget.${limitKey(over)}.${over.limit}`,
    hash: canonicalHash([runId, over.scope, over.measure, over.limit, over.raisedTo]),
    title: `${whose} has spent ${reached(over)}`,
    raisedTo: newLimit(over),
    spent: spendingLines(spending),
    allowUnattended: false,
  };
}
