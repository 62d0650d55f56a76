import type { z } from 'zod';
import type { PolicyFacts } from '../policies/facts.ts';
import type { Verdict } from '../policies/verdict.ts';
import type { Provider } from '../postgres/provider.ts';
import type { Evidence, Observation } from './evidence.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What a running tool may use. Nothing in it is a secret that could reach a model. */
export interface ToolContext {
  readonly runId: string;
  readonly agent: string;
  /** Id of this call: the idempotency key of its effect. */
  readonly callId: string;
  readonly workspace: Workspace;
  readonly provider: Provider;
  /** A person's yes to this call, where the policy asked for one; `hash` is what the yes names. */
  readonly consent: { readonly hash: string; readonly by: string; readonly at: string } | null;
  /** 14 digits, UTC: the version that a migration of this run gets at the earliest. The same in every process. */
  readonly firstVersion: string;
  /** `<seq>:<hash>` of the newest row of the audit; null where nothing is audited. */
  readonly auditHead: () => Promise<string | null>;
  /** Evidence of the run so far, oldest first. */
  readonly ledger: readonly Evidence[];
  readonly signal: AbortSignal;
  /** One line for the live timeline, for work that takes more than a second. */
  readonly progress: (line: string) => void;
}

export interface ToolOutcome<Output> {
  readonly output: Output;
  /** What the tool saw; goes into the ledger. */
  readonly observed?: readonly Observation[];
}

export interface ToolAnnotations {
  readonly readOnly: boolean;
  readonly destructive: boolean;
  /** Running the same input again changes nothing more: safe to repeat after a crash. */
  readonly idempotent: boolean;
  /** The output is the engine's own words and holds no text from outside, so it needs no fence. */
  readonly trusted?: boolean;
}

/** A tool, declared as data apart from what it does. */
export interface Tool<Input = unknown, Output = unknown, Constraints = unknown> {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  /** Constraint keys that this tool understands; strict, so that an unknown key refuses to load. */
  readonly constraints: z.ZodType<Constraints>;
  readonly annotations: ToolAnnotations;
  /** How long a result of this input may be, in characters; without it as long as any other. */
  longest?(input: Input): number;
  /** How an agent gets at the rest of a result that was too long and was cut. */
  readonly readOn?: string;
  /**
   * Its policy asks which migrations are applied, which costs a read of production's history and of the files for
   * every call. Without it, a policy that asks is a guard that fails, and the call is denied.
   */
  readonly asksAppliedMigrations?: true;
  /** Pure: says what the policy says about one call. Absent constraints mean the engine's defaults. */
  judge(input: Input, constraints: Constraints, facts: PolicyFacts): Verdict;
  /** About constraints that load but cannot mean what was written, one sentence each. */
  doubts?(constraints: Constraints): readonly string[];
  // Methods rather than function properties, so that a registry can hold tools of every type as `Tool`.
  run(input: Input, context: ToolContext, constraints: Constraints): Promise<ToolOutcome<Output>>;
}

/** Declares a tool; the types of input, output and constraints follow from the schemas. */
export function defineTool<Input, Output, Constraints>(
  tool: Tool<Input, Output, Constraints>,
): Tool<Input, Output, Constraints> {
  return Object.freeze(tool);
}
