import { z } from 'zod';
import { canonicalHash } from './canonical.ts';
import { checkedConstraints } from './checked-constraints.ts';
import { commonConstraints } from './constraints.ts';
import { UnknownConstrainedTool } from './errors.ts';
import type { PolicyFacts } from './facts.ts';
import { nearest } from './nearest.ts';
import { layOver } from './organisation/lay-over.ts';
import type { OrganisationPolicy } from './organisation/policy.ts';
import { type PolicyLine, writtenLines } from './policy-lines.ts';
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
  /** The agent's own, tightened by the organisation. */
  readonly constraints: unknown;
  /** The agent's own as they were, where the organisation tightened them: a call has to pass both. */
  readonly own?: unknown;
  readonly requireConfirmation: boolean;
  /** `--yes` may stand for a person. */
  readonly allowUnattended: boolean;
}

/** What one agent may do: the tools it has and how each is constrained. */
export interface AgentPolicy {
  readonly agent: string;
  readonly tools: ReadonlyMap<string, BoundTool>;
  /** Every tool there is, so that a denial can tell "does not exist" from "not granted". */
  readonly known: ReadonlySet<string>;
  /** Rules that load but can never match, one sentence each with its place. */
  readonly warnings: readonly string[];
  /** Hash of everything above that decides: a person's yes is to a call under this policy. */
  readonly version: string;
  /** Each constraint in effect, with the place it comes from. */
  readonly lines: readonly PolicyLine[];
  /** Tools that the organisation took away, with the place that says so. */
  readonly removed: readonly { readonly tool: string; readonly origin: string }[];
}

const common = z.looseObject(commonConstraints);

/**
 * Binds an agent file to the tools there are. Throws a PolicyError with file and line where the file constrains
 * what does not exist; a tool without constraints gets the engine's defaults. What the organisation's policies say is
 * laid over it, and can only tighten.
 */
export function bindPolicy(
  source: PolicySource,
  registry: ReadonlyMap<string, GuardedTool>,
  organisation: readonly OrganisationPolicy[] = [],
): AgentPolicy {
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
  const lines: PolicyLine[] = [];
  const removed: { tool: string; origin: string }[] = [];
  for (const name of new Set([...granted, ...Object.keys(source.toolConstraints)])) {
    const tool = registry.get(name);
    if (tool === undefined) {
      warnings.push(`${place(['tools'])}: there is no tool "${name}"; the agent does not get it`);
      continue;
    }
    const own = checkedConstraints(tool, source.toolConstraints[name], place);
    const at = place(['tool_constraints', name]);
    for (const doubt of tool.doubts?.(own) ?? []) warnings.push(`${at}: ${doubt}`);
    if (!granted.includes(name)) continue;
    const laid = layOver(tool, own, writtenLines(name, own, source), organisation);
    warnings.push(...laid.warnings);
    if (laid.removedBy !== undefined) {
      removed.push({ tool: name, origin: laid.removedBy });
      continue;
    }
    const { constraints } = laid;
    const said = common.parse(constraints);
    const requireConfirmation = said.require_confirmation;
    const allowUnattended = said.allow_unattended !== false;
    tools.set(name, {
      tool,
      constraints,
      requireConfirmation,
      allowUnattended,
      ...(constraints === own ? {} : { own }),
    });
    lines.push(...laid.lines);
  }
  const version = policyVersion(source.name, tools);
  return { agent: source.name, tools, known: new Set(registry.keys()), warnings, version, lines, removed };
}

function policyVersion(agent: string, tools: ReadonlyMap<string, BoundTool>): string {
  const deciding = [...tools].map(([name, { constraints, own }]) => [name, constraints, own ?? null]);
  return canonicalHash([agent, deciding]);
}
