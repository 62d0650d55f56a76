import { createHash } from 'node:crypto';
import { canonicalJson } from '../../policies/canonical.ts';

export const auditKinds = [
  'run-created',
  'question-asked',
  'answer-given',
  'merge-begun',
  'merge-ended',
  'run-ended',
  'run-cancelled',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** One thing that happened. The payload holds no row values, no free text of a person and no secrets. */
export interface AuditEntry {
  readonly run_id: string;
  /** Within the run: what is told again after a crash is the same row. */
  readonly key: string;
  readonly kind: AuditKind;
  /** Who did it; `godwit` where nobody did. */
  readonly actor: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A row of the chain, by the names of its columns. */
export interface AuditRow extends Omit<AuditEntry, 'kind'> {
  readonly seq: number;
  /** ISO 8601, UTC, milliseconds */
  readonly at: string;
  readonly kind: string;
}

/** What the first row follows. */
export const noRow: Anchor = { seq: 0, hash: '0'.repeat(64) };

/** sha256 over the hash of the row before and the canonical JSON of everything else in this one. */
export const auditHash = (
  previous: string,
  { seq, at, run_id, key, kind, actor, payload }: AuditRow,
): string =>
  createHash('sha256')
    .update(previous + canonicalJson({ seq, at, run_id, key, kind, actor, payload }))
    .digest('hex');

/** Names a row and, by its hash, everything before it. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

export const anchorText = ({ seq, hash }: Anchor): string => `${seq}:${hash}`;

/** Undefined where it is none. */
export function readAnchor(text: string): Anchor | undefined {
  const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
}
