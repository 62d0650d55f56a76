import type { AgentDefinition } from '../agents/define.ts';
import type { AgentFile } from '../agents/file.ts';
import type { Model } from '../agents/models/model.ts';
import type { AgentPolicy } from '../policies/agent-policy.ts';
import type { Migration } from '../postgres/migration.ts';
import type { Provider } from '../postgres/provider.ts';
import type { Tool } from '../tools/define.ts';
import type { Workspace } from '../tools/workspace/workspace.ts';
import type { AuditTrail } from './audit/trail.ts';
import type { Journal } from './store/journal.ts';
import type { Timeline } from './timeline.ts';

/** An agent that was read, checked and bound to its tools. */
export interface LoadedAgent {
  readonly definition: AgentDefinition;
  readonly file: AgentFile;
  readonly policy: AgentPolicy;
  readonly tools: readonly Tool[];
}

/** What the nodes of one run work with; lives in the process, never in a checkpoint. LangGraph wants no interface here. */
export type RunContext = {
  readonly runId: string;
  /** Who asked for the change. */
  readonly requesters: readonly string[];
  /** 14 digits, UTC; from the moment the run was created. */
  readonly firstVersion: string;
  readonly agents: ReadonlyMap<string, LoadedAgent>;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly model: Model;
  readonly workspace: Workspace;
  readonly provider: Provider;
  readonly journal: Journal;
  readonly timeline: Timeline;
  readonly audit: AuditTrail;
  /** The merged migration that the run takes out of production again. */
  readonly undoes?: Migration | undefined;
  /** Puts the workspace's repository on the run's own branch; its name, or null where there is no repository. */
  readonly beginWork: (slug: string) => Promise<string | null>;
  readonly signal: AbortSignal;
  /** Nodes at work; LangGraph itself forgets one that an abort left running. */
  readonly working: Set<Promise<unknown>>;
};

export function agentOf(context: RunContext, name: string): LoadedAgent {
  const agent = context.agents.get(name);
  if (agent === undefined) throw new Error(`agent ${name} is in the graph but was not loaded`);
  return agent;
}
