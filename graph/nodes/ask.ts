import { fence } from '../../agents/models/fence.ts';
import type { ToolUseBlock } from '../../agents/models/model.ts';
import { inputHash } from '../../policies/canonical.ts';
import { confirmationQuestion } from '../confirmation.ts';
import { agentOf, type RunContext } from '../context.ts';
import { judge } from '../judge.ts';
import { actNode, reportNode } from '../names.ts';
import type { Route } from '../route.ts';
import type { Consent, Outcome, RunStateValue } from '../state.ts';
import { AskRequester, turnCall } from '../turn-tools.ts';
import { answerCall } from './answer-call.ts';
import { answered } from './answered.ts';
import { askApproval } from './ask-approval.ts';
import { askBudget } from './ask-budget.ts';
import { misfit } from './misfit.ts';

/**
 * Asks a person: whether more may be spent, or about the next call: the requester for what the agent wants to know, or
 * somebody for a yes that the policy wants. A node without any effect, because LangGraph runs it from its start when the answer comes.
 */
export const ask = (name: string, route: Route) => async (state: RunStateValue, context: RunContext) => {
  if (state.overBudget !== null) return askBudget(name, route, state, state.overBudget);
  const [call] = state.pending;
  if (call === undefined) return route(name);
  const agent = agentOf(context, name);
  if (turnCall(agent, call.name)?.kind === 'ask') return askRequester(name, route, state, context, call);

  // What changed while a person was thinking may have settled the question: acting judges again, and says so.
  const verdict = await judge(call, agent, state, context);
  if (verdict.verdict !== 'confirm') return route(actNode(name), { consent: null });

  if (call.name === 'mcp__supabase__merge_branch') return askApproval(agent, route, state, context, call);
  const question = confirmationQuestion(call, verdict.reason, agent, state, new Date());
  const answer = answered(question);
  if (answer.hash !== question.hash) {
    const told = 'The policy has changed since a person was asked about this call. Call again to ask anew.';
    return answerCall(route, name, state, told, true);
  }
  if (answer.kind === 'yes') {
    const { callId, hash, by, at } = answer;
    const consent: Consent = { callId, hash, by, at };
    return route(actNode(name), { consent, consents: [consent] });
  }
  const reason = answer.kind === 'no' ? answer.reason : answer.text;
  return answerCall(route, name, state, `${answer.by} said no: ${reason}`, true);
};

function askRequester(
  name: string,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
) {
  const parsed = AskRequester.safeParse(call.input);
  if (!parsed.success) return misfit(name, route, state, context, call, { what: 'ask_requester', ...parsed });
  const { questions, understood = [], hazards = [] } = parsed.data;
  const answer = answered({
    kind: 'clarification',
    callId: call.id,
    hash: inputHash('ask_requester', call.input),
    title:
      questions.length === 1
        ? 'A question about the request'
        : `${questions.length} questions about the request`,
    questions,
    understood,
    hazards,
  });
  if (answer.kind === 'no') {
    return route(reportNode, { outcome: rejected('clarification', answer.reason), pending: [] });
  }
  const text = answer.kind === 'text' ? answer.text : 'yes';
  return answerCall(route, name, state, `The requester answers:\n${fence('answer', text)}`, false);
}

const rejected = (rule: string, reason: string): Outcome => ({
  status: 'rejected',
  rule,
  reason,
  hint: null,
});
