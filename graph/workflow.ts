import { END, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import type { AgentDefinition } from '../agents/define.ts';
import { checkAgents } from './check-agents.ts';
import { inContext } from './in-context.ts';
import { actNode, gateNode, reportNode } from './names.ts';
import { act } from './nodes/act.ts';
import { gate } from './nodes/gate.ts';
import { report } from './nodes/report.ts';
import { think } from './nodes/think.ts';
import { router } from './route.ts';
import { RunState } from './state.ts';

/**
 * The pipeline. Every agent thinks; the gate judges one call at a time (policy, approval, question); act carries it
 * out or hands off to the successor. The edges follow from what the agents accept and emit.
 */
export function buildWorkflow(agents: readonly AgentDefinition[], checkpointer: BaseCheckpointSaver) {
  const first = checkAgents(agents);
  const route = router(
    new Set([...agents.flatMap(({ name }) => [name, gateNode(name), actNode(name)]), reportNode]),
  );

  const workflow = new StateGraph(RunState).addNode(reportNode, inContext(report)) as unknown as Builder;
  for (const { name, emits } of agents) {
    workflow
      .addNode(name, inContext(think(name, route)), { ends: [name, gateNode(name), reportNode] })
      .addNode(gateNode(name), inContext(gate(name, route)), {
        ends: [actNode(name), gateNode(name), name, reportNode],
      })
      .addNode(actNode(name), inContext(act(name, route)), {
        ends: [...new Set([...Object.keys(emits), gateNode(name), name, reportNode])],
      });
  }
  return workflow.addEdge(START, first).addEdge(reportNode, END).compile({ checkpointer });
}

/** LangGraph's types collect node names literally; ours are known when the agents are loaded. */
type Builder = StateGraph<typeof RunState, typeof RunState.State, typeof RunState.Update, string>;
