import type { GuardedTool } from '../agent-policy.ts';
import { linesOf, type PolicyLine } from '../policy-lines.ts';
import type { OrganisationPolicy } from './policy.ts';
import { tightening } from './tighten.ts';

export interface LaidOver {
  /** The very same object where nothing became tighter. */
  readonly constraints: unknown;
  readonly lines: readonly PolicyLine[];
  readonly warnings: readonly string[];
  /** Place that took the tool away. */
  readonly removedBy?: string;
}

/** Lays the organisation's policies over the constraints of one tool of an agent, file by file. */
export function layOver(
  tool: GuardedTool,
  own: unknown,
  ownLines: readonly PolicyLine[],
  policies: readonly OrganisationPolicy[],
): LaidOver {
  const denied = policies.flatMap((policy) => policy.denied).find((entry) => entry.tool === tool.name);
  if (denied !== undefined) return { constraints: own, lines: [], warnings: [], removedBy: denied.origin };

  const values = new Map<string, unknown>(Object.entries(Object(own)));
  let lines = ownLines;
  const warnings: string[] = [];
  let changed = false;
  for (const { key, value: given, origin } of policies
    .flatMap((policy) => policy.constraints)
    .filter((constraint) => constraint.tool === tool.name)) {
    const before = values.get(key);
    const rule = tightening[key];
    if (rule === undefined) throw new Error(`nothing says how the constraint ${key} becomes tighter`);
    const { value, noEffect, impossible } = rule(before, given);
    const what = `${origin}: ${tool.name}.${key}`;
    if (impossible !== undefined) {
      warnings.push(`${what}: ${impossible}; the agent loses the tool`);
      return { constraints: own, lines: [], warnings, removedBy: origin };
    }
    if (noEffect !== undefined) warnings.push(`${what} has no effect here: ${noEffect}`);
    if (JSON.stringify(value) === JSON.stringify(before)) continue;
    changed = true;
    values.set(key, value);
    lines = retraced(lines, tool.name, key, value, origin);
  }
  // Checked again: what comes out has to be what the tool understands.
  return { constraints: changed ? tool.constraints.parse(Object.fromEntries(values)) : own, lines, warnings };
}

/** Entries that were there keep their origin; the others come from the policy. */
function retraced(
  lines: readonly PolicyLine[],
  tool: string,
  key: string,
  value: unknown,
  origin: string,
): PolicyLine[] {
  const old = lines.filter((line) => line.key === key);
  const fresh = linesOf(tool, key, value, () => origin).map(
    (line) => old.find((before) => Array.isArray(value) && before.value === line.value) ?? line,
  );
  const at = lines.findIndex((line) => line.key === key);
  const others = lines.filter((line) => line.key !== key);
  return at === -1 ? [...others, ...fresh] : others.toSpliced(at, 0, ...fresh);
}
