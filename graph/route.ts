import { Command } from '@langchain/langgraph';
import { UnknownNode } from './errors.ts';
import type { RunStateUpdate } from './state.ts';

/**
 * Builds the one way in which nodes name their successor. LangGraph ends a run as a success when `goto` names a
 * node that does not exist; here it throws.
 */
export function router(nodes: ReadonlySet<string>) {
  return (goto: string, update: RunStateUpdate = {}): Command => {
    if (!nodes.has(goto)) throw new UnknownNode(goto, nodes);
    return new Command({ goto, update });
  };
}
export type Route = ReturnType<typeof router>;
