import { z } from 'zod';

/** The regenerated types, compiled with the application and committed. */
export const TypesUpdate = z.object({
  types_path: z.string().min(1),
  verdict: z.enum(['compiles', 'breaks', 'not_checked']),
  /** Compiler messages, where it breaks. */
  breakage: z.array(z.string()),
});
export type TypesUpdate = z.infer<typeof TypesUpdate>;
