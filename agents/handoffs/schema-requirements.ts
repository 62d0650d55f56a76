import { z } from 'zod';
import { Operation } from '../../postgres/operations/index.ts';

/** What the engine never does, whoever asks; see `Forbidden` in docs/policies.md. */
export const demands = [
  'skip_branch_test',
  'no_rollback',
  'no_backup',
  'edit_applied_migration',
  'no_transaction',
] as const;

/** A request that was understood: the change as typed operations. */
export const SchemaRequirements = z.object({
  /** snake_case name of the migration. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{2,50}$/)
    .describe('snake_case name of the migration, 3 to 51 characters'),
  /** One sentence for the reviewer. */
  summary: z.string().min(1),
  operations: z.array(Operation).min(1),
  /** What the request did not say and the planner took as given. */
  assumptions: z.array(z.string()),
  hazards: z.array(z.string()),
  /** Parts of the request that are not about the schema and were left alone. */
  leftAlone: z.array(z.string()),
  /** Forbidden conditions that the text asks for, each with the phrase. The engine refuses them. */
  demands: z.array(z.object({ demand: z.enum(demands), phrase: z.string() })),
});
export type SchemaRequirements = z.infer<typeof SchemaRequirements>;
