import { z } from 'zod';

/** A migration that was applied, rolled back and applied again on a branch; the ledger holds the evidence. */
export const MigrationCandidate = z.object({
  branch_id: z.string(),
  /** Hash that apply_migration returned for exactly this SQL. */
  migration_hash: z.string().regex(/^[0-9a-f]{64}$/),
  summary: z.string().min(1),
  /** What an application that knows the old schema will notice. */
  breaking_changes: z.array(z.string()),
  /** Workspace-relative path of the document that was written. */
  documentation: z.string().min(1),
});
export type MigrationCandidate = z.infer<typeof MigrationCandidate>;
