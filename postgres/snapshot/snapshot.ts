import { createHash } from 'node:crypto';

/** Raised when snapshots of before and after the change cannot be compared any more. */
export const snapshotFormat = 1;

/** One object of a schema: a column, a constraint, a policy … Attribute names are words, values are SQL or words. */
export interface SnapshotObject {
  readonly kind: string;
  /** Attributes without a value are left out. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Everything that is true of a database's schema, as plain JSON. Identity is kind, name and signature, never an
 * OID; key order is canonical, so equal schemas have equal text.
 */
export interface Snapshot {
  /** Format of the snapshot; snapshots of different formats cannot be compared. */
  readonly format: typeof snapshotFormat;
  /** sha256 of everything else, 64 hex digits. */
  readonly hash: string;
  /** By `<kind> <identity>`, e.g. `column public.tasks.title`. */
  readonly objects: Readonly<Record<string, SnapshotObject>>;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Canonical order and hash; the one place where a snapshot is made. */
export function makeSnapshot(entries: Iterable<readonly [string, SnapshotObject]>): Snapshot {
  const objects: Record<string, SnapshotObject> = {};
  for (const [object, { kind, attributes }] of [...entries].sort(([a], [b]) => byCodeUnit(a, b))) {
    const sorted = Object.entries(attributes).sort(([a], [b]) => byCodeUnit(a, b));
    objects[object] = { kind, attributes: Object.fromEntries(sorted) };
  }
  const hash = createHash('sha256').update(JSON.stringify(objects)).digest('hex');
  return { format: snapshotFormat, hash, objects };
}
