import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The eight steps of the migration protocol, and what the other agents observe. */
export const protocolSteps = [
  'analyze',
  'branch',
  'migrate',
  'test',
  'rollback',
  'document',
  'merge',
  'monitor',
  'verify',
  'types',
] as const;
export type ProtocolStep = (typeof protocolSteps)[number];

/** What a tool observed: never what a model said. Values are JSON, without secrets and without row values. */
export const Evidence = z.object({
  step: z.enum(protocolSteps),
  tool: z.string(),
  callId: z.string(),
  /** ISO 8601, UTC */
  at: z.string(),
  /** Which fact this is, e.g. `applied`, `rolled-back`, `reapplied`, `rls`; unique within a step and subject. */
  fact: z.string(),
  /** What it is about: a migration hash, a branch id, a file. */
  subject: z.string(),
  ok: z.boolean(),
  /** One line for a person. */
  summary: z.string(),
  observed: z.json(),
  /** sha256 over all other fields. */
  hash: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a tool leaves behind; the engine adds call id, time and hash. */
export type Observation = Pick<Evidence, 'step' | 'fact' | 'subject' | 'ok' | 'summary' | 'observed'>;

export function recordEvidence(observation: Observation, tool: string, callId: string, at: Date): Evidence {
  const unhashed = { ...observation, tool, callId, at: at.toISOString() };
  return { ...unhashed, hash: hashEvidence(unhashed) };
}

export function hashEvidence({
  step,
  tool,
  callId,
  at,
  fact,
  subject,
  ok,
  summary,
  observed,
}: Omit<Evidence, 'hash'>): string {
  const canonical = JSON.stringify([step, tool, callId, at, fact, subject, ok, summary, sorted(observed)]);
  return createHash('sha256').update(canonical).digest('hex');
}

/** Keys in order: jsonb, through which evidence goes after a crash, keeps no order of its own. */
function sorted(value: Evidence['observed']): Evidence['observed'] {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** Reads a field of what was observed; undefined where it is not there. */
export function observed(evidence: Evidence | undefined, key: string): Evidence['observed'] | undefined {
  const value = evidence?.observed;
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[key] : undefined;
}

/** A branch that was made anew holds nothing, and nothing of before proves anything about it. */
export const sinceRebase = (ledger: readonly Evidence[]): readonly Evidence[] =>
  ledger.slice(ledger.findLastIndex(({ fact }) => fact === 'rebased') + 1);
