import { createHash } from 'node:crypto';
import { interrupt } from '@langchain/langgraph';
import { fence } from '../../agents/models/fence.ts';
import { judgeCall } from '../../policies/judge.ts';
import type { Verdict } from '../../policies/verdict.ts';
import { approvalQuestion } from '../approval.ts';
import { confirmationQuestion } from '../confirmation.ts';
import { agentOf, type RunContext } from '../context.ts';
import { policyFacts } from '../facts.ts';
import { actNode } from '../names.ts';
import { Answer, type Question } from '../question.ts';
import type { Route } from '../route.ts';
import type { Consent, Outcome, RunStateValue } from '../state.ts';
import { AskRequester, turnCall } from '../turn-tools.ts';
import { answerCall } from './answer-call.ts';

/**
 * Judges the next call. Whatever a person has to say is asked here: this node has no effect of its own, because
 * LangGraph runs everything before an interrupt again when the answer comes.
 */
export const gate = (name: string, route: Route) => async (state: RunStateValue, context: RunContext) => {
  const [call] = state.pending;
  if (call === undefined) return route(name);
  const agent = agentOf(context, name);

  const turn = turnCall(agent, call.name);
  if (turn?.kind === 'ask') return askRequester(name, route, state, call);
  if (turn !== undefined) return route(actNode(name), { consent: null });

  const facts = await policyFacts(state, agent, context);
  const verdict = judgeCall(call.name, call.input, agent.policy, facts);
  await tellVerdict(context, name, call, verdict);
  if (verdict.verdict === 'deny') return answerCall(route, name, state, denied(verdict), true);
  if (verdict.verdict === 'allow') return route(actNode(name), { consent: null });

  const question: Question =
    call.name === 'mcp__supabase__merge_branch'
      ? approvalQuestion(call, state, agent.policy.tools.get(call.name)?.allowUnattended === true)
      : confirmationQuestion(call, verdict.reason, agent, state, new Date());
  const answer = ask(question);
  if (question.kind === 'confirmation' && answer.hash !== question.hash) {
    const told = 'The policy has changed since a person was asked about this call. Call again to ask anew.';
    return answerCall(route, name, state, told, true);
  }
  if (answer.kind === 'yes') {
    const { callId, hash, by, at } = answer;
    const consent: Consent = { callId, hash, by, at };
    return route(actNode(name), { consent, consents: [consent] });
  }
  const reason = answer.kind === 'no' ? answer.reason : answer.text;
  if (question.kind === 'confirmation') {
    return answerCall(route, name, state, `${answer.by} said no: ${reason}`, true);
  }
  const outcome: Outcome = {
    status: 'rejected',
    rule: 'approval',
    reason: `${answer.by}: ${reason}`,
    hint: null,
  };
  return route('report', { outcome, pending: [] });
};

/**
 * Interrupts until an answer to this question is there; an answer to another one is refused. That of a confirmation
 * may have another hash: the policy can change while a person thinks.
 */
function ask(question: Question): Answer {
  const answer = Answer.parse(interrupt<Question, unknown>(question));
  const bound = question.kind === 'confirmation' || answer.hash === question.hash;
  if (answer.callId !== question.callId || !bound) {
    throw new Error(`answer to call ${answer.callId} given where ${question.callId} was asked`);
  }
  return answer;
}

function askRequester(
  name: string,
  route: Route,
  state: RunStateValue,
  call: { id: string; input: unknown },
) {
  const parsed = AskRequester.safeParse(call.input);
  if (!parsed.success) return answerCall(route, name, state, parsed.error.message, true);
  const { questions } = parsed.data;
  const answer = ask({
    kind: 'clarification',
    callId: call.id,
    hash: inputHash('ask_requester', call.input),
    title:
      questions.length === 1
        ? 'A question about the request'
        : `${questions.length} questions about the request`,
    questions,
  });
  if (answer.kind === 'no') {
    const outcome: Outcome = { status: 'rejected', rule: 'clarification', reason: answer.reason, hint: null };
    return route('report', { outcome, pending: [] });
  }
  const text = answer.kind === 'text' ? answer.text : 'yes';
  return answerCall(route, name, state, `The requester answers:\n${fence('answer', text)}`, false);
}

export const inputHash = (tool: string, input: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([tool, input]))
    .digest('hex');

const denied = ({ rule, reason, hint }: Verdict): string =>
  `Denied by policy (${rule}): ${reason}${hint === undefined ? '' : `\n${hint}`}`;

const tellVerdict = (
  { timeline }: RunContext,
  agent: string,
  call: { id: string; name: string; input: unknown },
  { verdict, rule, reason }: Verdict,
): Promise<void> =>
  timeline.tell(`${call.id}.verdict`, {
    kind: 'verdict',
    agent,
    tool: call.name,
    verdict,
    rule,
    inputHash: inputHash(call.name, call.input),
    text: verdict === 'allow' ? rule : `${verdict}: ${reason}`,
  });
