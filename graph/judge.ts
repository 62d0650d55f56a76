import type { ToolUseBlock } from '../agents/models/model.ts';
import { judgeCall } from '../policies/judge.ts';
import type { Verdict } from '../policies/verdict.ts';
import type { LoadedAgent, RunContext } from './context.ts';
import { policyFacts } from './facts.ts';
import type { RunStateValue } from './state.ts';

/** What the agent's policy says about a call, by what is true now. */
export const judge = async (
  { name, input }: ToolUseBlock,
  agent: LoadedAgent,
  state: RunStateValue,
  context: RunContext,
): Promise<Verdict> => {
  const tool = context.tools.get(name) ?? {};
  return judgeCall(name, input, agent.policy, await policyFacts(state, agent, context, tool));
};
