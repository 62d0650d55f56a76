import { z } from 'zod';

const DataCheck = z.object({ holds: z.string(), sql: z.string() });

/** What the operations of a request compile to against the target's schema: the specialist's starting point. */
export const Draft = z.object({
  /** Migration text with its step lines; see docs/formats.md. */
  query: z.string(),
  rollback_sql: z.string(),
  preconditions: z.array(DataCheck),
  verifications: z.array(DataCheck),
  breaking: z.array(z.string()),
  destroys: z.array(z.string()),
  archives: z.array(z.string()),
  indexes: z.array(z.string()),
  followUps: z.array(z.string()),
});
export type Draft = z.infer<typeof Draft>;
