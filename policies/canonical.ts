import { createHash } from 'node:crypto';

/** JSON with sorted keys: equal values have equal text, wherever they come from. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** sha256 of the canonical form, in hex. */
export const canonicalHash = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');

/**
 * Names one call of a tool: in the audit, in the journal of effects, in what a person agrees to. Another order of
 * keys is the same call; a database that stores JSON does not keep it.
 */
export const inputHash = (tool: string, input: unknown): string => canonicalHash([tool, input]);
