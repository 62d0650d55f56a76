import { RunControl } from '@langchain/langgraph';
import { versionAt } from '../../postgres/script/index.ts';
import { beginGitWork } from '../../tools/workspace/index.ts';
import { StoredAuditTrail } from '../audit/trail.ts';
import type { RunContext } from '../context.ts';
import { StoredJournal } from '../store/journal.ts';
import type { Lease } from '../store/lease.ts';
import type { Run } from '../store/runs.ts';
import { StoredTimeline } from '../store/timeline.ts';
import { givenRequirements } from './given-requirements.ts';
import type { EngineParts, RunParts } from './parts.ts';

/** What LangGraph is told for one run in this process. */
export interface StreamConfig {
  readonly configurable: { readonly thread_id: string };
  readonly durability: 'sync';
  readonly recursionLimit: number;
  readonly context: RunContext;
  readonly signal: AbortSignal;
  readonly control: RunControl;
}

/** Steps of the graph that no run comes near; LangGraph's own limit of 25 is less than one agent's turn. */
const recursionLimit = 2_000;

/** `working` collects the nodes at work, for whoever has to wait for them. */
export function streamConfig(
  { id, spec, createdAt }: Run,
  { agents, tools }: Pick<EngineParts, 'agents' | 'tools'>,
  { model, workspace, provider, onEvent, drain, signal: stopped }: RunParts,
  { pool, lost }: Lease,
  working: Set<Promise<unknown>>,
): StreamConfig {
  const signal = AbortSignal.any([stopped, lost]);
  const { requester, startedBy, requirements, undoes } = spec;
  const definitions = agents.map(({ definition }) => definition);
  const context: RunContext = {
    runId: id,
    requesters: [requester, ...(startedBy === undefined ? [] : [startedBy])],
    firstVersion: versionAt(createdAt),
    agents: new Map(agents.map((agent) => [agent.definition.name, agent])),
    tools,
    model: requirements === undefined ? model : givenRequirements(model, definitions, requirements),
    workspace,
    provider,
    journal: new StoredJournal(pool, id),
    timeline: new StoredTimeline(pool, id, onEvent),
    audit: new StoredAuditTrail(pool, id),
    undoes: undoes?.migration,
    beginWork: async (slug) => (await beginGitWork(workspace, slug, id))?.branch ?? null,
    signal,
    working,
  };
  const configurable = { thread_id: id };
  // "sync": with LangGraph's default a killed process loses finished steps.
  return { configurable, durability: 'sync', recursionLimit, context, signal, control: drained(drain) };
}

function drained(drain: AbortSignal | undefined): RunControl {
  const control = new RunControl();
  const request = (): void => control.requestDrain();
  if (drain?.aborted) request();
  drain?.addEventListener('abort', request, { once: true });
  return control;
}
