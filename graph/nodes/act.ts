import type { ToolUseBlock } from '../../agents/models/model.ts';
import { inputHash } from '../../policies/canonical.ts';
import { denialText, type Verdict } from '../../policies/verdict.ts';
import { auditMerge } from '../audit/merge.ts';
import { withWork } from '../budget/spending.ts';
import { isConfirmed } from '../confirmation.ts';
import { agentOf, type RunContext } from '../context.ts';
import { receiverOf } from '../insert-agents.ts';
import { judge } from '../judge.ts';
import { askNode, reportNode } from '../names.ts';
import { failed, productionHolds, refused } from '../outcome.ts';
import { acceptHandoff } from '../protocol/accept.ts';
import type { Route } from '../route.ts';
import type { RunStateValue } from '../state.ts';
import { NoSchemaChange, Stop, type TurnCall, turnCall } from '../turn-tools.ts';
import { answerCall } from './answer-call.ts';
import { misfit } from './misfit.ts';
import { runTool } from './run-tool.ts';

/**
 * Judges the next call by the policy and carries it out: one effect, recorded in the journal. A call that needs a
 * person's yes goes to be asked about first, and is judged again when it comes back.
 */
export const act = (name: string, route: Route) => async (state: RunStateValue, context: RunContext) => {
  const [call] = state.pending;
  if (call === undefined) return route(name);
  const turn = turnCall(agentOf(context, name), call.name);
  if (turn?.kind === 'ask') return route(askNode(name));
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
  const verdict = await judge(call, agent, state, context);
  await tellVerdict(context, name, call, verdict);
  const tool = context.tools.get(call.name);
  if (tool === undefined || verdict.verdict === 'deny')
    return answerCall(route, name, state, denialText(verdict), true);
  if (verdict.verdict === 'confirm') {
    if (state.consent?.callId !== call.id) return route(askNode(name), { consent: null });
    // The approval of a merge names the migration's hash, which the tool compares with what it is about to apply.
    const agreed =
      call.name === 'mcp__supabase__merge_branch' ||
      isConfirmed(state.consent, call, agent, state, new Date());
    if (!agreed) return answerCall(route, name, state, denialText(verdict), true);
  }
  const started = Date.now();
  const run = () => runTool(tool, call, name, state, context);
  const { content, isError, evidence } =
    call.name === 'mcp__supabase__merge_branch'
      ? await auditMerge(call, state, context.audit, run)
      : await run();
  const spending = withWork(state.spending, name, Date.now() - started);
  return answerCall(route, name, state, content, isError, { evidence, spending });
}

const tellVerdict = (
  { timeline }: RunContext,
  agent: string,
  call: ToolUseBlock,
  { verdict, rule, reason, place }: Verdict,
): Promise<void> =>
  timeline.tell(`${call.id}.verdict.${verdict}`, {
    kind: 'verdict',
    agent,
    tool: call.name,
    verdict,
    rule,
    inputHash: inputHash(call.name, call.input),
    place: place ?? null,
    text: verdict === 'allow' ? rule : `${verdict}: ${reason}`,
  });

async function endTurn(
  name: string,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
  turn: Exclude<TurnCall, { kind: 'ask' }>,
) {
  switch (turn.kind) {
    case 'stop': {
      const parsed = Stop.safeParse(call.input);
      if (!parsed.success) return misfit(name, route, state, context, call, { what: 'stop', ...parsed });
      return route(reportNode, { ...stopped(parsed.data, state), pending: [] });
    }
    case 'no-schema-change': {
      const parsed = NoSchemaChange.safeParse(call.input);
      if (!parsed.success)
        return misfit(name, route, state, context, call, { what: 'no_schema_change', ...parsed });
      const outcome = {
        status: 'no_schema_change' as const,
        rule: null,
        reason: parsed.data.reason,
        hint: null,
      };
      return route(reportNode, { outcome, pending: [] });
    }
    case 'handoff':
      return handOff(name, route, state, context, call, turn);
  }
}

function stopped({ reason, hint }: Stop, state: RunStateValue) {
  const held = productionHolds(state);
  return held === null
    ? refused('stopped-by-agent', reason, hint)
    : failed('stopped-after-merge', reason, held);
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
  if (verdict.kind === 'misfit')
    return misfit(name, route, state, context, call, { what: handoff, ...verdict });
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
  const receiver = receiverOf(agentOf(context, name).definition, to);
  await context.timeline.tell(`${call.id}.handoff`, {
    kind: 'handoff',
    agent: name,
    text: `${handoff} → ${receiver}`,
  });
  return route(receiver, {
    handoffs: [
      { from: name, to: receiver, name: handoff, value: verdict.value, at: new Date().toISOString() },
    ],
    conversation: [{ role: 'user', content: [{ type: 'text', text: verdict.message }] }],
    pending: [],
    results: [],
    sentBack: 0,
    misfits: 0,
    consent: null,
    evidence: verdict.evidence ?? [],
    ...(verdict.draft === undefined ? {} : { draft: verdict.draft }),
    ...(verdict.gitBranch === undefined ? {} : { gitBranch: verdict.gitBranch }),
  });
}
