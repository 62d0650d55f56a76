import { z } from 'zod';
import type { AgentPolicy } from './agent-policy.ts';
import type { PolicyFacts } from './facts.ts';
import { nearest } from './nearest.ts';
import { placeIn } from './place.ts';
import { quote } from './text.ts';
import { confirm, deny, strictest, type Verdict } from './verdict.ts';

/**
 * The one wrapper that every call of every tool passes. Fails closed: whatever it does not know, cannot read or
 * cannot judge is denied.
 */
export function judgeCall(tool: string, input: unknown, policy: AgentPolicy, facts: PolicyFacts): Verdict {
  return withConfirmation(analyseCall(tool, input, policy, facts), tool, policy);
}

/** `require_confirmation` raises allow to confirm, and lowers nothing. */
export function withConfirmation(analysis: Verdict, tool: string, policy: AgentPolicy): Verdict {
  if (analysis.verdict !== 'allow' || policy.tools.get(tool)?.requireConfirmation !== true) return analysis;
  return confirm(
    'policy/require-confirmation',
    `${analysis.reason}; the policy of ${policy.agent} wants a person's yes for every call of ${tool}`,
  );
}

/** The verdict before `require_confirmation`. */
export function analyseCall(tool: string, input: unknown, policy: AgentPolicy, facts: PolicyFacts): Verdict {
  const bound = policy.tools.get(tool);
  if (bound === undefined) {
    const removed = policy.removed.find((entry) => entry.tool === tool);
    if (removed !== undefined) {
      return deny(
        'policy/tool-removed',
        `${removed.origin} takes the tool ${quote(tool)} from ${policy.agent}`,
        has(policy),
      );
    }
    if (policy.known.has(tool)) {
      return deny(
        'policy/tool-not-granted',
        `${policy.agent} does not have the tool ${quote(tool)}`,
        has(policy),
      );
    }
    const near = nearest(tool, policy.tools.keys());
    return deny(
      'policy/unknown-tool',
      `there is no tool ${quote(tool)}`,
      near === undefined ? has(policy) : `did you mean ${near}?`,
    );
  }
  try {
    const parsed = bound.tool.input.safeParse(input);
    if (!parsed.success) return invalidInput(input, parsed.error);
    const verdict = bound.tool.judge(parsed.data, bound.constraints, facts);
    if (bound.own === undefined) return verdict;
    // Both, and the stricter one counts: no policy of an organisation can let through what the agent's own does not.
    return strictest(verdict, bound.tool.judge(parsed.data, bound.own, facts));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return deny('policy/guard-failed', `the guard of ${tool} failed, so nothing runs: ${quote(what)}`);
  }
}

function invalidInput(input: unknown, error: z.ZodError): Verdict {
  const verdict = deny('policy/invalid-input', z.prettifyError(error));
  const path = error.issues[0]?.path ?? [];
  const field = path.map(String).join('.');
  if (field === '') return verdict;
  const value = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    input,
  );
  return { ...verdict, place: placeIn(field, typeof value === 'string' ? value : '') };
}

const has = (policy: AgentPolicy): string => `it has: ${[...policy.tools.keys()].join(', ') || 'no tools'}`;
