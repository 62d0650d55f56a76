import { z } from 'zod';

/** A branch as Supabase describes it. */
export const BranchRow = z.object({
  id: z.string(),
  name: z.string(),
  project_ref: z.string(),
  parent_project_ref: z.string(),
  is_default: z.boolean(),
  persistent: z.boolean(),
  status: z.enum(['CREATING_PROJECT', 'MIGRATIONS_PASSED', 'MIGRATIONS_FAILED']),
  created_at: z.string(),
  updated_at: z.string(),
});
