import { MemorySaver } from '@langchain/langgraph';
import type { MigrationRequest, SchemaRequirements } from '../../agents/handoffs/index.ts';
import type { Model } from '../../agents/models/model.ts';
import type { Provider } from '../../postgres/provider.ts';
import type { Tool } from '../../tools/define.ts';
import type { Workspace } from '../../tools/workspace/workspace.ts';
import { noAudit } from '../audit/trail.ts';
import type { LoadedAgent, RunContext } from '../context.ts';
import { Question } from '../question.ts';
import type { RunStateValue } from '../state.ts';
import { noJournal } from '../store/journal.ts';
import { buildWorkflow } from '../workflow.ts';
import { firstInput } from './first-input.ts';

/** What the planner decided; nothing was written and no database was changed. */
export interface Plan {
  readonly decision: 'change' | 'clarify' | 'no_schema_change';
  readonly operations: readonly SchemaRequirements['operations'][number][];
  readonly questions: readonly string[];
  /** Beside questions: what of the request is understood already, a change a line. */
  readonly understood: readonly string[];
  readonly assumptions: readonly string[];
  readonly hazards: readonly string[];
  /** Parts of the request that are not about the schema. */
  readonly leftAlone: readonly string[];
  /** `high`: data is taken away; `medium`: an application that knows the old schema will notice. */
  readonly risk: 'none' | 'low' | 'medium' | 'high';
  readonly reason: string | null;
  /** Set when the engine would refuse to carry this out. */
  readonly refused: { readonly rule: string; readonly reason: string } | null;
}

/** Runs the graph up to the planner's handoff, in memory. */
export async function plan(
  request: MigrationRequest,
  parts: {
    readonly model: Model;
    readonly provider: Provider;
    readonly workspace: Workspace;
    readonly agents: readonly LoadedAgent[];
    readonly tools: ReadonlyMap<string, Tool>;
    readonly signal: AbortSignal;
  },
): Promise<Plan> {
  const runId = 'plan';
  const graph = buildWorkflow(
    parts.agents.map(({ definition }) => definition),
    new MemorySaver(),
  );
  const context: RunContext = {
    ...parts,
    runId,
    requesters: [],
    firstVersion: '',
    agents: new Map(parts.agents.map((agent) => [agent.definition.name, agent])),
    journal: noJournal,
    timeline: { tell: async () => {} },
    audit: noAudit,
    beginWork: async () => null,
    working: new Set(),
  };
  const [, ...later] = parts.agents.map(({ definition }) => definition.name);
  const config = { configurable: { thread_id: runId }, context, signal: parts.signal, recursionLimit: 500 };
  for await (const _ of await graph.stream(firstInput(runId, request), {
    ...config,
    streamMode: 'updates',
    interruptBefore: later,
  }));
  const { values, tasks } = await graph.getState(config);
  const asked = tasks.flatMap(({ interrupts }) => interrupts ?? []).map(({ value }) => Question.parse(value));
  return asPlan(values as RunStateValue, asked);
}

const nothing = {
  operations: [],
  questions: [],
  understood: [],
  assumptions: [],
  hazards: [],
  leftAlone: [],
  reason: null,
  refused: null,
} as const;

function asPlan(values: RunStateValue, asked: readonly Question[]): Plan {
  const [question] = asked;
  if (question?.kind === 'clarification') {
    const { questions, understood, hazards } = question;
    return { ...nothing, decision: 'clarify', questions, understood, hazards, risk: 'none' };
  }
  if (question?.kind === 'budget') {
    const refused = { rule: 'budget', reason: question.title };
    return { ...nothing, decision: 'change', refused, risk: 'none', reason: refused.reason };
  }
  const { outcome, draft } = values;
  if (outcome?.status === 'no_schema_change') {
    return { ...nothing, decision: 'no_schema_change', reason: outcome.reason, risk: 'none' };
  }
  const requirements = values.handoffs.find(({ name }) => name === 'SchemaRequirements')?.value as
    | SchemaRequirements
    | undefined;
  if (requirements === undefined) {
    const refused = {
      rule: outcome?.rule ?? 'planner',
      reason: outcome?.reason ?? 'the planner gave no answer',
    };
    return { ...nothing, decision: 'change', refused, risk: 'high', reason: refused.reason };
  }
  const { operations, assumptions, hazards, leftAlone } = requirements;
  const risk =
    (draft?.destroys.length ?? 0) > 0 ? 'high' : (draft?.breaking.length ?? 0) > 0 ? 'medium' : 'low';
  return { ...nothing, decision: 'change', operations, assumptions, hazards, leftAlone, risk };
}
