import type { Workspace } from '../tools/workspace/workspace.ts';
import type { HandoffName } from './handoffs/index.ts';

/** Where the graph ends: takes the last handoff and writes the report. */
export const reportNode = 'report';

/** What an agent is to the graph, apart from its Markdown file of the same name. */
export interface AgentDefinition {
  /** As in the front matter of `agents/<name>.md`. */
  readonly name: string;
  /** Handoffs that may start this agent's turn. */
  readonly accepts: readonly HandoffName[];
  /** Successor → the handoff it gets; `report` ends the run. */
  readonly emits: Readonly<Record<string, HandoffName>>;
  /** Agents that this one was put behind, where it was put between others. */
  readonly after?: readonly string[];
  /** Successor → the agent that was put before it; filled in when the agents are put together. */
  readonly via?: Readonly<Record<string, string>>;
  /** The agent may put questions to the requester, and may say that there is nothing to change. */
  readonly talksToRequester?: boolean;
  /** Workspace-relative files and folders (ending in `/`) that the role may write. None by default. */
  readonly writable?: (workspace: Workspace) => readonly string[];
}

export function defineAgent(definition: AgentDefinition): AgentDefinition {
  return Object.freeze(definition);
}
