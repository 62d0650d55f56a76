import { z } from 'zod';
import { UnknownConstrainedTool, UnknownConstraint, WrongConstraintValue } from './errors.ts';
import type { PolicyFacts } from './facts.ts';
import { nearest } from './nearest.ts';
import type { Verdict } from './verdict.ts';

/** What a policy needs to know of a tool; every `Tool` is one. */
export interface GuardedTool<Input = unknown, Constraints = unknown> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  readonly constraints: z.ZodType<Constraints>;
  judge(input: Input, constraints: Constraints, facts: PolicyFacts): Verdict;
  /** About constraints that load but cannot mean what was written, one sentence each. */
  doubts?(constraints: Constraints): readonly string[];
}

/** What a policy needs to know of an agent file; every `AgentFile` is one. */
export interface PolicySource {
  readonly path: string;
  readonly name: string;
  readonly tools: readonly string[] | 'inherit';
  readonly toolConstraints: Readonly<Record<string, unknown>>;
  readonly locate: (field: readonly (string | number)[]) => {
    readonly line: number;
    readonly column: number;
  };
}

/** A tool of an agent together with its checked constraints. */
export interface BoundTool {
  readonly tool: GuardedTool;
  readonly constraints: unknown;
  readonly requireConfirmation: boolean;
}

/** What one agent may do: the tools it has and how each is constrained. */
export interface AgentPolicy {
  readonly agent: string;
  readonly tools: ReadonlyMap<string, BoundTool>;
  /** Every tool there is, so that a denial can tell "does not exist" from "not granted". */
  readonly known: ReadonlySet<string>;
  /** Rules that load but can never match, one sentence each with its place. */
  readonly warnings: readonly string[];
}

const common = z.looseObject({ require_confirmation: z.boolean().default(false) });

/**
 * Binds an agent file to the tools there are. Throws a PolicyError with file and line where the file constrains
 * what does not exist; a tool without constraints gets the engine's defaults.
 */
export function bindPolicy(source: PolicySource, registry: ReadonlyMap<string, GuardedTool>): AgentPolicy {
  const place = (field: readonly (string | number)[]): string => {
    const { line, column } = source.locate(field);
    return `${source.path}:${line}:${column}`;
  };
  const granted = source.tools === 'inherit' ? [...registry.keys()] : source.tools;
  const warnings: string[] = [];
  for (const name of Object.keys(source.toolConstraints)) {
    const at = place(['tool_constraints', name]);
    if (!registry.has(name)) throw new UnknownConstrainedTool(at, name, nearest(name, registry.keys()));
    if (!granted.includes(name)) warnings.push(`${at}: "${name}" is constrained but not in "tools"`);
  }
  const tools = new Map<string, BoundTool>();
  for (const name of new Set([...granted, ...Object.keys(source.toolConstraints)])) {
    const tool = registry.get(name);
    if (tool === undefined) {
      warnings.push(`${place(['tools'])}: there is no tool "${name}"; the agent does not get it`);
      continue;
    }
    const constraints = checkedConstraints(tool, source, place);
    const requireConfirmation = common.parse(constraints).require_confirmation;
    const at = place(['tool_constraints', name]);
    for (const doubt of tool.doubts?.(constraints) ?? []) warnings.push(`${at}: ${doubt}`);
    if (granted.includes(name)) tools.set(name, { tool, constraints, requireConfirmation });
  }
  return { agent: source.name, tools, known: new Set(registry.keys()), warnings };
}

function checkedConstraints(
  tool: GuardedTool,
  source: PolicySource,
  place: (field: readonly (string | number)[]) => string,
): unknown {
  const parsed = tool.constraints.safeParse(source.toolConstraints[tool.name] ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = constraintKeys(tool.constraints);
    const at = place(['tool_constraints', tool.name, key]);
    throw new UnknownConstraint(at, tool.name, key, nearest(key, known), known);
  }
  const path = (issue?.path ?? []).map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = place(['tool_constraints', tool.name, ...path]);
  throw new WrongConstraintValue(at, tool.name, path.join('.'), issue?.message ?? 'not understood');
}

function constraintKeys(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
