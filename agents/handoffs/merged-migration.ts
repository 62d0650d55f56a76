import { z } from 'zod';

/** A migration that production holds, watched after the merge. */
export const MergedMigration = z.object({
  migration_hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** What was watched on production after the merge. */
  monitored: z.string().min(1),
});
export type MergedMigration = z.infer<typeof MergedMigration>;
