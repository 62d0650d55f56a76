import { END, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import type { AgentDefinition } from '../agents/define.ts';
import { checkAgents } from './check-agents.ts';
import { inContext } from './in-context.ts';
import { receiverOf } from './insert-agents.ts';
import { actNode, askNode, reportNode } from './names.ts';
import { act } from './nodes/act.ts';
import { ask } from './nodes/ask.ts';
import { report } from './nodes/report.ts';
import { think } from './nodes/think.ts';
import { router } from './route.ts';
import { RunState } from './state.ts';

/**
 * The pipeline. Every agent thinks; act judges one call at a time by the policy and carries it out, or hands off to
 * the successor; ask waits for a person. The edges follow from what the agents accept and emit.
 */
export function buildWorkflow(agents: readonly AgentDefinition[], checkpointer: BaseCheckpointSaver) {
  const first = checkAgents(agents);
  const route = router(
    new Set([...agents.flatMap(({ name }) => [name, actNode(name), askNode(name)]), reportNode]),
  );

  const workflow = new StateGraph(RunState).addNode(reportNode, inContext(report)) as unknown as Builder;
  for (const agent of agents) {
    const { name, emits } = agent;
    const receivers = Object.keys(emits).map((to) => receiverOf(agent, to));
    workflow
      .addNode(name, inContext(think(name, route)), {
        ends: [name, actNode(name), askNode(name), reportNode],
      })
      .addNode(actNode(name), inContext(act(name, route)), {
        ends: [...new Set([...receivers, actNode(name), askNode(name), name, reportNode])],
      })
      .addNode(askNode(name), inContext(ask(name, route)), { ends: [actNode(name), name, reportNode] });
  }
  return workflow.addEdge(START, first).addEdge(reportNode, END).compile({ checkpointer });
}

/** LangGraph's types collect node names literally; ours are known when the agents are loaded. */
type Builder = StateGraph<typeof RunState, typeof RunState.State, typeof RunState.Update, string>;
