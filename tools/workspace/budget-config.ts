import { z } from 'zod';

const limit = z.number().positive().nullable().optional();

/** Most that may be spent before a person is asked; null: no limit. */
const Limits = z.strictObject({
  /** Input, read from the cache or not, and output. */
  tokens: limit,
  usd: limit,
  /** Answers of the model. */
  turns: limit,
  /** In which models think and tools work; while a person is waited for, none goes by. */
  minutes: limit,
});
export type Limits = z.infer<typeof Limits>;

const price = z.number().min(0);

/** In USD for a million tokens. */
const Price = z.strictObject({ input: price, cache_write: price, cache_read: price, output: price });
export type Price = z.infer<typeof Price>;

/** The section `budget` of godwit.yaml. */
export const BudgetConfig = z.strictObject({
  run: Limits.optional(),
  /** Of every agent, by what it spends in one run. */
  agent: Limits.optional(),
  /** Of one agent, by its name; goes before `agent`. */
  agents: z.record(z.string(), Limits).optional(),
  /** By a part of the model's id, e.g. `opus`; the longest that fits counts. */
  prices: z.record(z.string().min(1), Price).optional(),
});
export type BudgetConfig = z.infer<typeof BudgetConfig>;
