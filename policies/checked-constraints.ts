import { z } from 'zod';
import type { GuardedTool } from './agent-policy.ts';
import { UnknownConstraint, WrongConstraintValue } from './errors.ts';
import { nearest } from './nearest.ts';

/** Where a field stands in a file, as `path:line:column`. */
export type Place = (field: readonly (string | number)[]) => string;

/** Constraints as a file wrote them, checked by what the tool understands, with its defaults. Throws a PolicyError. */
export function checkedConstraints(tool: GuardedTool, written: unknown, place: Place): unknown {
  const parsed = tool.constraints.safeParse(written ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = constraintKeys(tool);
    const at = place(['tool_constraints', tool.name, key]);
    throw new UnknownConstraint(at, tool.name, key, nearest(key, known), known);
  }
  const path = (issue?.path ?? []).map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = place(['tool_constraints', tool.name, ...path]);
  throw new WrongConstraintValue(at, tool.name, path.join('.'), issue?.message ?? 'not understood');
}

export const constraintKeys = ({ constraints }: GuardedTool): string[] =>
  constraints instanceof z.ZodObject ? Object.keys(constraints.shape) : [];
