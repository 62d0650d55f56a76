import { createHash } from 'node:crypto';

/**
 * How one step runs. `transactional`: one transaction together with its history row. `concurrent`: outside a
 * transaction because Postgres demands it (CREATE INDEX CONCURRENTLY). `batched`: a DO block that commits per batch.
 */
export type StepKind = 'transactional' | 'concurrent' | 'batched';

/** One step is one file, one history row and one transaction (or none). */
export interface Step {
  /** 14 digits, UTC `YYYYMMDDhhmmss`; the steps of a migration have ascending versions one second apart. */
  readonly version: string;
  readonly kind: StepKind;
  readonly up: string;
  /** SQL that undoes `up`; classified on its own when it runs. */
  readonly down: string;
}

/** Ordered steps of SQL with their reverse. Steps run in order, their downs in reverse order. */
export interface Migration {
  /** snake_case */
  readonly name: string;
  readonly steps: readonly [Step, ...Step[]];
}

/** A migration whose hash was computed from exactly these steps; what an approval names. */
export interface HashedMigration extends Migration {
  /** sha256, 64 hex digits */
  readonly hash: string;
}

/** The identity of a migration: name, versions, kinds and every byte of SQL, up and down. */
export function hashMigration(migration: Migration): HashedMigration {
  const { name, steps } = migration;
  const canonical = JSON.stringify([
    name,
    steps.map(({ version, kind, up, down }) => [version, kind, up, down]),
  ]);
  return { name, steps, hash: createHash('sha256').update(canonical).digest('hex') };
}

/** A person agreed to exactly these bytes. Made by `approve` alone, so production code can ask for it in its parameter. */
export interface ApprovedMigration extends HashedMigration {
  readonly approvedBy: string;
  /** ISO 8601 */
  readonly approvedAt: string;
}

/** Binds an approval to the migration it names; undefined when it names another one. */
export function approve(
  migration: HashedMigration,
  approval: { readonly hash: string; readonly by: string; readonly at: string },
): ApprovedMigration | undefined {
  const { hash, ...rest } = hashMigration(migration);
  if (hash !== approval.hash || hash !== migration.hash) return undefined;
  return { ...rest, hash, approvedBy: approval.by, approvedAt: approval.at };
}
