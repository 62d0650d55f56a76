import { z } from 'zod';

/** Constraint keys that every tool understands. */
export const commonConstraints = {
  /** Raises `allow` to `confirm`; never lowers a `deny`. */
  require_confirmation: z.boolean().default(false),
  /** False: what needs a person's yes does not get it from `--yes`. Absent is true. */
  allow_unattended: z.boolean().optional(),
};

/**
 * The constraint schema of a tool: its own keys and the common ones, nothing else. Strict, so that a key nobody
 * understands refuses to load instead of being ignored. `parse({})` gives the engine's defaults.
 */
export const toolConstraints = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...commonConstraints, ...shape });

/** Constraints of a tool that has no keys of its own. */
export const noConstraints = toolConstraints({});
export type NoConstraints = z.infer<typeof noConstraints>;
