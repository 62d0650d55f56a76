import { z } from 'zod';
import type { ModelResponse } from '../../agents/models/model.ts';
import type { Price } from '../../tools/workspace/budget-config.ts';
import { usdOf } from './prices.ts';

/** What one agent has spent on one model in a run. */
export const Spent = z.object({
  agent: z.string(),
  /** Id of the model that answered. */
  model: z.string(),
  turns: z.number(),
  inputTokens: z.number(),
  cacheWriteTokens: z.number(),
  cacheReadTokens: z.number(),
  outputTokens: z.number(),
  /** By the prices of the day. */
  usd: z.number(),
  /** In which the model thought and tools worked. */
  ms: z.number(),
});
export type Spent = z.infer<typeof Spent>;
export type Spending = readonly Spent[];

/** With one more answer. It is kept together with the answer, so an answer that is thought again counts once. */
export function withAnswer(
  spending: Spending,
  agent: string,
  { model, usage }: ModelResponse,
  { ms, prices }: { readonly ms: number; readonly prices: Readonly<Record<string, Price>> | undefined },
): Spent[] {
  return added(spending, {
    agent,
    model,
    turns: 1,
    inputTokens: usage.input_tokens,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    outputTokens: usage.output_tokens,
    usd: usdOf(model, usage, prices),
    ms,
  });
}

/** With the time that a call of a tool took, for the model that asked for it. */
export function withWork(spending: Spending, agent: string, ms: number): Spent[] {
  const last = spending.findLast((one) => one.agent === agent);
  return spending.map((one) => (one === last ? { ...one, ms: one.ms + ms } : one));
}

/** Of a run, or of one agent in it. */
export function totalOf(spending: Spending, agent?: string): Spent {
  const own = agent === undefined ? spending : spending.filter((one) => one.agent === agent);
  return own.reduce<Spent>(sum, { ...nothing, agent: agent ?? 'run' });
}

/** Tokens of any kind. */
export const tokensOf = ({ inputTokens, cacheWriteTokens, cacheReadTokens, outputTokens }: Spent): number =>
  inputTokens + cacheWriteTokens + cacheReadTokens + outputTokens;

const nothing = {
  agent: '',
  model: '',
  turns: 0,
  inputTokens: 0,
  cacheWriteTokens: 0,
  cacheReadTokens: 0,
  outputTokens: 0,
  usd: 0,
  ms: 0,
};

function added(spending: Spending, more: Spent): Spent[] {
  const at = spending.findIndex(({ agent, model }) => agent === more.agent && model === more.model);
  return at === -1
    ? [...spending, more]
    : spending.map((one, index) => (index === at ? sum(one, more) : one));
}

const sum = (a: Spent, b: Spent): Spent => ({
  agent: a.agent,
  model: a.model,
  turns: a.turns + b.turns,
  inputTokens: a.inputTokens + b.inputTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  // Sums of fractions drift: 0.1 + 0.2 would not reach a limit of 0.3.
  usd: Math.round((a.usd + b.usd) * 1e9) / 1e9,
  ms: a.ms + b.ms,
});
