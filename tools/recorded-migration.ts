import { z } from 'zod';
import { type HashedMigration, hashMigration, type Migration } from '../postgres/migration.ts';
import { type Evidence, sinceRebase } from './evidence.ts';

const Step = z.object({
  version: z.string(),
  kind: z.enum(['transactional', 'concurrent', 'batched']),
  up: z.string(),
  down: z.string(),
});

/** What `apply_migration` leaves in the ledger as `applied`: the SQL, and what it did on the branch. */
export const AppliedObservation = z.object({
  branch_id: z.string(),
  project_ref: z.string(),
  name: z.string(),
  steps: z.array(Step).min(1),
  /** The texts as the tool got them. */
  query: z.string(),
  rollback_sql: z.string(),
  measured: z.array(
    z.object({
      version: z.string(),
      ms: z.number(),
      rows: z.number(),
      locks: z.array(
        z.object({
          relation: z.string(),
          mode: z.string(),
          heldMs: z.number(),
          rewrite: z.boolean(),
          scan: z.boolean(),
          blocks: z.enum(['nothing', 'schema changes', 'writes', 'reads and writes']),
        }),
      ),
    }),
  ),
  schemaBefore: z.string(),
  schemaAfter: z.string(),
  /** In words. */
  changes: z.array(z.string()),
  /** Who may see or do what by now, of what was there before. */
  access: z.array(z.string()).default([]),
  dropped: z.array(z.object({ schema: z.string(), table: z.string(), column: z.string().nullable() })),
  archives: z.array(z.object({ table: z.string(), rows: z.number() })),
});
export type AppliedObservation = z.infer<typeof AppliedObservation>;

/** What was observed when a migration was applied for the first time on a branch. */
export function appliedObservation(
  ledger: readonly Evidence[],
  hash: string,
): AppliedObservation | undefined {
  const evidence = ledger.findLast(({ fact, subject }) => fact === 'applied' && subject === hash);
  return evidence === undefined ? undefined : AppliedObservation.parse(evidence.observed);
}

/** Versions of all steps that were ever applied on a branch. */
export const appliedVersions = (ledger: readonly Evidence[]): string[] =>
  ledger
    .filter(({ fact }) => fact === 'applied')
    .flatMap(({ observed }) => AppliedObservation.parse(observed).steps.map(({ version }) => version));

/** The migrations that were applied on a branch, given by its id or project_ref, each once. */
export function appliedOnBranch(
  ledger: readonly Evidence[],
  branch: string,
): readonly (AppliedObservation & { readonly hash: string })[] {
  const applied = sinceRebase(ledger)
    .filter(({ fact }) => fact === 'applied')
    .map(({ subject, observed }) => ({ ...AppliedObservation.parse(observed), hash: subject }))
    .filter(({ branch_id, project_ref }) => branch_id === branch || project_ref === branch);
  return [...new Map(applied.map((one) => [one.hash, one])).values()];
}

/** The migration itself as the ledger holds it; undefined where the steps do not have the hash they are filed under. */
export function recordedMigration(ledger: readonly Evidence[], hash: string): HashedMigration | undefined {
  const applied = appliedObservation(ledger, hash);
  if (applied === undefined) return undefined;
  const [first, ...rest] = applied.steps;
  if (first === undefined) return undefined;
  const migration: Migration = { name: applied.name, steps: [first, ...rest] };
  const hashed = hashMigration(migration);
  return hashed.hash === hash ? hashed : undefined;
}
