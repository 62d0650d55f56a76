import type { ToolUseBlock } from '../../agents/models/model.ts';
import { judgeCall } from '../../policies/judge.ts';
import { isConfirmed } from '../confirmation.ts';
import { agentOf, type RunContext } from '../context.ts';
import { policyFacts } from '../facts.ts';
import { reportNode } from '../names.ts';
import { failed, refused } from '../outcome.ts';
import { acceptHandoff } from '../protocol/accept.ts';
import { lastOf } from '../protocol/ledger.ts';
import type { Route } from '../route.ts';
import type { RunStateValue } from '../state.ts';
import { NoSchemaChange, Stop, type TurnCall, turnCall } from '../turn-tools.ts';
import { answerCall } from './answer-call.ts';
import { inputHash } from './gate.ts';
import { runTool } from './run-tool.ts';

/** Carries out the one call that came through the gate. One effect, recorded in the journal. */
export const act = (name: string, route: Route) => async (state: RunStateValue, context: RunContext) => {
  const [call] = state.pending;
  if (call === undefined) return route(name);
  const turn = turnCall(agentOf(context, name), call.name);
  return turn === undefined
    ? actTool(name, route, state, context, call)
    : endTurn(name, route, state, context, call, turn);
};

async function actTool(
  name: string,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
) {
  const agent = agentOf(context, name);
  const tool = context.tools.get(call.name);
  // Judged again: facts may have changed while a person was thinking.
  const verdict = judgeCall(call.name, call.input, agent.policy, await policyFacts(state, agent, context));
  const agreed =
    call.name === 'mcp__supabase__merge_branch'
      ? // The approval names the migration's hash, which the tool compares with what it is about to apply.
        state.consent?.callId === call.id
      : isConfirmed(state.consent, call, agent, state, new Date());
  if (tool === undefined || verdict.verdict === 'deny' || (verdict.verdict === 'confirm' && !agreed)) {
    return answerCall(route, name, state, `Denied by policy (${verdict.rule}): ${verdict.reason}`, true);
  }
  const { content, isError, evidence } = await runTool(tool, call, name, state, context);
  return answerCall(route, name, state, content, isError, { evidence });
}

async function endTurn(
  name: string,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
  turn: TurnCall,
) {
  switch (turn.kind) {
    case 'stop': {
      const parsed = Stop.safeParse(call.input);
      if (!parsed.success) return answerCall(route, name, state, parsed.error.message, true);
      return route(reportNode, { ...stopped(parsed.data, state), pending: [] });
    }
    case 'no-schema-change': {
      const parsed = NoSchemaChange.safeParse(call.input);
      if (!parsed.success) return answerCall(route, name, state, parsed.error.message, true);
      const outcome = {
        status: 'no_schema_change' as const,
        rule: null,
        reason: parsed.data.reason,
        hint: null,
      };
      return route(reportNode, { outcome, pending: [] });
    }
    case 'ask':
      return route(reportNode, failed('graph', 'a question came past the gate'));
    case 'handoff':
      return handOff(name, route, state, context, call, turn);
  }
}

/** Before the merge nothing has happened; afterwards production is changed, whatever the agent says. */
function stopped({ reason, hint }: Stop, { evidence }: RunStateValue) {
  const merged = lastOf(evidence, 'merged');
  return merged === undefined
    ? refused('stopped-by-agent', reason, hint)
    : failed('stopped-after-merge', reason, `Production holds migration ${merged.subject.slice(0, 12)}.`);
}

async function handOff(
  name: string,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
  { to, handoff }: TurnCall & { kind: 'handoff' },
) {
  const verdict = await acceptHandoff(handoff, call.input, { from: name, to }, state, context);
  if (verdict.kind === 'ended') return route(reportNode, { outcome: verdict.outcome, pending: [] });
  if (verdict.kind === 'sent-back') {
    await context.timeline.tell(`${call.id}.${inputHash(handoff, call.input).slice(0, 8)}.sent-back`, {
      kind: 'sent-back',
      agent: name,
      text: `${handoff} sent back: ${verdict.reason}`,
    });
    return answerCall(
      route,
      name,
      state,
      `The engine does not accept this ${handoff}: ${verdict.reason}`,
      true,
    );
  }
  await context.timeline.tell(`${call.id}.handoff`, {
    kind: 'handoff',
    agent: name,
    text: `${handoff} → ${to}`,
  });
  return route(to, {
    handoffs: [{ from: name, to, name: handoff, value: verdict.value, at: new Date().toISOString() }],
    conversation: [{ role: 'user', content: [{ type: 'text', text: verdict.message }] }],
    pending: [],
    results: [],
    sentBack: 0,
    consent: null,
    evidence: verdict.evidence ?? [],
    ...(verdict.draft === undefined ? {} : { draft: verdict.draft }),
    ...(verdict.gitBranch === undefined ? {} : { gitBranch: verdict.gitBranch }),
  });
}
