import type { PolicySource } from './agent-policy.ts';

/** One constraint in effect: a value, or one entry of a list. */
export interface PolicyLine {
  readonly tool: string;
  readonly key: string;
  /** JSON. */
  readonly value: unknown;
  /** `agents/x.md:9`, `policies/data-team.yaml:4`, or "engine default". */
  readonly origin: string;
}

export const engineDefault = 'engine default';

/** What an agent's own constraints are and where they stand. */
export function writtenLines(tool: string, constraints: unknown, source: PolicySource): PolicyLine[] {
  const written = Object(source.toolConstraints[tool] ?? {});
  const origin = (key: string, index?: number): string => {
    if (!Object.hasOwn(written, key)) return engineDefault;
    const field = ['tool_constraints', tool, key, ...(index === undefined ? [] : [index])];
    return `${source.path}:${source.locate(field).line}`;
  };
  return Object.entries(Object(constraints)).flatMap(([key, value]) =>
    linesOf(tool, key, value, (index) => origin(key, index)),
  );
}

/** A line per entry of a list, one line for anything else; an empty list is one line too. */
export function linesOf(
  tool: string,
  key: string,
  value: unknown,
  origin: (index?: number) => string,
): PolicyLine[] {
  if (!Array.isArray(value) || value.length === 0) return [{ tool, key, value, origin: origin() }];
  return value.map((entry: unknown, index) => ({ tool, key, value: entry, origin: origin(index) }));
}
