import type { Command, LangGraphRunnableConfig } from '@langchain/langgraph';
import type { RunContext } from './context.ts';
import type { RunStateUpdate, RunStateValue } from './state.ts';

/** LangGraph hands the run's context to every node through its config; without one a node must not run. */
export function inContext(
  node: (
    state: RunStateValue,
    context: RunContext,
  ) => Promise<Command | RunStateUpdate> | Command | RunStateUpdate,
) {
  return async (state: RunStateValue, config: LangGraphRunnableConfig): Promise<Command | RunStateUpdate> => {
    const context = config.context as RunContext | undefined;
    if (context === undefined) throw new Error('the graph was started without a run context');
    const work = Promise.resolve(node(state, context));
    context.working.add(work);
    return work.finally(() => context.working.delete(work));
  };
}
