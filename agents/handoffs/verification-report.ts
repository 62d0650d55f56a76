import { z } from 'zod';

/** What the integration tester found on the branch. `verified` is accepted only when every check in the ledger passed. */
export const VerificationReport = z.object({
  branch_id: z.string(),
  migration_hash: z.string().regex(/^[0-9a-f]{64}$/),
  verdict: z.enum(['verified', 'findings']),
  findings: z.array(z.string()),
});
export type VerificationReport = z.infer<typeof VerificationReport>;
