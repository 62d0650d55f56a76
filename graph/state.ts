import { ReducedValue, StateSchema } from '@langchain/langgraph';
import { z } from 'zod';
import { handoffs, MigrationRequest } from '../agents/handoffs/index.ts';
import { Evidence } from '../tools/evidence.ts';
import { OverBudget, Raised } from './budget/limits.ts';
import { Spent } from './budget/spending.ts';
import { Draft } from './protocol/draft.ts';

const TextBlock = z.object({ type: z.literal('text'), text: z.string() });
const ToolUseBlock = z.object({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  input: z.json(),
});
/** Thoughts go back to the model verbatim; they are signed and bound to what stood before them. */
const ThinkingBlock = z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() });
const RedactedThinkingBlock = z.object({ type: z.literal('redacted_thinking'), data: z.string() });
const ToolResultBlock = z.object({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.string(),
  is_error: z.boolean().optional(),
});
const Message = z.union([
  z.object({ role: z.literal('user'), content: z.array(z.union([TextBlock, ToolResultBlock])) }),
  z.object({
    role: z.literal('assistant'),
    content: z.array(z.union([TextBlock, ToolUseBlock, ThinkingBlock, RedactedThinkingBlock])),
  }),
]);

/** One accepted handoff: who gave what to whom. */
export const HandoffRecord = z.object({
  from: z.string(),
  to: z.string(),
  name: z.enum(Object.keys(handoffs) as [keyof typeof handoffs, ...(keyof typeof handoffs)[]]),
  value: z.json(),
  at: z.string(),
});
export type HandoffRecord = z.infer<typeof HandoffRecord>;

/** How a run ended. Every status but `done` says why. */
export const Outcome = z.object({
  status: z.enum(['done', 'no_schema_change', 'refused', 'rejected', 'failed', 'cancelled']),
  rule: z.string().nullable(),
  reason: z.string(),
  hint: z.string().nullable(),
});
export type Outcome = z.infer<typeof Outcome>;

/** A person's yes to exactly one call. */
export const Consent = z.object({
  callId: z.string(),
  /** What was agreed to: hash of the migration, or of the call's input. */
  hash: z.string(),
  by: z.string(),
  at: z.string(),
});
export type Consent = z.infer<typeof Consent>;

const appended = <Item extends z.ZodType>(item: Item) =>
  new ReducedValue(
    z.array(item).default(() => []),
    {
      inputSchema: z.array(item),
      reducer: (all: z.infer<Item>[], added: z.infer<Item>[]) => all.concat(added),
    },
  );

/** What a run knows; JSON only, without secrets, since every step of it is kept. */
export const RunState = new StateSchema({
  runId: z.string(),
  request: MigrationRequest,
  /** Conversation of the agent whose turn it is; each agent starts with an empty one and its handoff. */
  conversation: z.array(Message).default(() => []),
  /** Calls of the last answer that still have to run, in order. */
  pending: z.array(ToolUseBlock).default(() => []),
  /** Results of the last answer's calls so far. */
  results: z.array(ToolResultBlock).default(() => []),
  /** Given for the call that runs next. */
  consent: Consent.nullable().default(null),
  /** Times in a row that the agent was sent back without getting on. */
  sentBack: z.number().default(0),
  /** Times in its turn that what the agent gave was not of its shape. */
  misfits: z.number().default(0),
  turns: z.number().default(0),
  /** By agent and model. */
  spending: z.array(Spent).default(() => []),
  raised: Raised.default(() => ({})),
  /** What a person is asked about before the next turn. */
  overBudget: OverBudget.nullable().default(null),
  /** The SQL that the operations compile to, and what must hold. */
  draft: Draft.nullable().default(null),
  /** Branch of the workspace's repository that the run works on; null outside a repository and before it writes. */
  gitBranch: z.string().nullable().default(null),
  evidence: appended(Evidence),
  handoffs: appended(HandoffRecord),
  consents: appended(Consent),
  outcome: Outcome.nullable().default(null),
  reportPath: z.string().nullable().default(null),
});

export type RunStateValue = typeof RunState.State;
export type RunStateUpdate = typeof RunState.Update;
