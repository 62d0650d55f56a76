import { z } from 'zod';
import { Operation } from '../../postgres/operations/index.ts';

const DataCheck = z.object({
  holds: z.string(),
  sql: z.string(),
  samples: z.string().optional(),
  remedy: z.string().optional(),
});

/** What the migration leaves to a later one. */
const FollowUp = z.object({
  what: z.string(),
  /** Empty where a person has to see to it, or an archive is to go. */
  operations: z.array(Operation),
  /** Table in schema `godwit_archive` that may go then. */
  archive: z.string().nullable(),
  /** Days after the merge before which it makes no sense. */
  afterDays: z.number(),
});

/** What the operations of a request compile to against the target's schema: the specialist's starting point. */
export const Draft = z.object({
  /** Migration text with its step lines; see docs/formats.md. */
  query: z.string(),
  /** Some of it is SQL that somebody wrote, not the engine. */
  handwritten: z.boolean(),
  rollback_sql: z.string(),
  preconditions: z.array(DataCheck),
  verifications: z.array(DataCheck),
  breaking: z.array(z.string()),
  destroys: z.array(z.string()),
  archives: z.array(z.string()),
  indexes: z.array(z.string()),
  followUps: z.array(FollowUp),
});
export type Draft = z.infer<typeof Draft>;
