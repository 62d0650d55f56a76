import { z } from 'zod';
import type { AgentPolicy } from './agent-policy.ts';
import type { PolicyFacts } from './facts.ts';
import { nearest } from './nearest.ts';
import { quote } from './text.ts';
import { confirm, deny, type Verdict } from './verdict.ts';

/**
 * The one wrapper that every call of every tool passes. Fails closed: whatever it does not know, cannot read or
 * cannot judge is denied.
 */
export function judgeCall(tool: string, input: unknown, policy: AgentPolicy, facts: PolicyFacts): Verdict {
  const analysis = analyseCall(tool, input, policy, facts);
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
    if (!parsed.success) return deny('policy/invalid-input', z.prettifyError(parsed.error));
    return bound.tool.judge(parsed.data, bound.constraints, facts);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return deny('policy/guard-failed', `the guard of ${tool} failed, so nothing runs: ${quote(what)}`);
  }
}

const has = (policy: AgentPolicy): string => `it has: ${[...policy.tools.keys()].join(', ') || 'no tools'}`;
