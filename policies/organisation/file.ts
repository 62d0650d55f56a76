import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { GuardedTool } from '../agent-policy.ts';
import { checkedConstraints } from '../checked-constraints.ts';
import { UnknownConstrainedTool } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { PolicyFileNotYaml, UnknownDeniedTool, UnknownPolicyField, WrongPolicyField } from './errors.ts';
import type { OrganisationConstraint, OrganisationPolicy } from './policy.ts';
import { positions } from './positions.ts';

const PolicyFile = z.strictObject({
  /** For people. */
  description: z.string().optional(),
  tools: z.strictObject({ deny: z.array(z.string()).default([]) }).optional(),
  /** As in an agent's front matter. */
  tool_constraints: z.record(z.string(), z.record(z.string(), z.unknown()).nullable()).nullish(),
});

/** Reads and checks a policy file; an empty one says nothing. Throws a PolicyError with path, line and column. */
export function parsePolicyFile(
  text: string,
  path: string,
  registry: ReadonlyMap<string, GuardedTool>,
): OrganisationPolicy {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = counter.linePos(error.pos[0]);
    const what = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    throw new PolicyFileNotYaml(`${path}:${line}:${col}`, `not valid YAML: ${what}`, error);
  }
  const place = positions(path, document, counter);
  const values = checkedFields(toJs(document, path), place);

  const denied = (values.tools?.deny ?? []).map((tool, index) => {
    const at = place(['tools', 'deny', index]);
    if (!registry.has(tool)) throw new UnknownDeniedTool(at, tool, nearest(tool, registry.keys()));
    return { tool, origin: withoutColumn(at) };
  });
  const constraints: OrganisationConstraint[] = [];
  for (const [name, written] of Object.entries(values.tool_constraints ?? {})) {
    const tool = registry.get(name);
    if (tool === undefined) {
      const at = place(['tool_constraints', name]);
      throw new UnknownConstrainedTool(at, name, nearest(name, registry.keys()));
    }
    const checked = new Map(Object.entries(Object(checkedConstraints(tool, written, place))));
    // Only what is written: a default would be looser or tighter than anybody asked for.
    for (const key of Object.keys(written ?? {})) {
      const origin = withoutColumn(place(['tool_constraints', name, key]));
      constraints.push({ tool: name, key, value: checked.get(key), origin });
    }
  }
  return { path, denied, constraints };
}

export const withoutColumn = (place: string): string => place.replace(/:\d+$/, '');

function toJs(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new PolicyFileNotYaml(`${path}:1:1`, `not valid YAML: ${what}`, cause);
  }
}

function checkedFields(
  values: unknown,
  place: (field: readonly (string | number)[]) => string,
): z.infer<typeof PolicyFile> {
  const parsed = PolicyFile.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = path[0] === 'tools' ? ['deny'] : Object.keys(PolicyFile.shape);
    throw new UnknownPolicyField(place([...path, key]), [...path, key].join('.'), nearest(key, known), known);
  }
  throw new WrongPolicyField(place(path), path.join('.') || 'the file', issue?.message ?? 'not understood');
}
