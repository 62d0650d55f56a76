import { z } from 'zod';
import type { BudgetConfig, Limits } from '../../tools/workspace/budget-config.ts';
import { type Spending, type Spent, tokensOf, totalOf } from './spending.ts';

type Measure = keyof Limits;

/**
 * The usual run takes 40 turns and about a dollar. The turns are what stops a model that has lost its way where
 * nothing has a price; the minutes leave room for a backfill of hours.
 */
const runDefaults: Limits = { tokens: 20_000_000, usd: 20, turns: 300, minutes: 480 };
const agentDefaults: Limits = { turns: 150 };

/** A limit that is reached, and the one that a person's yes puts in its place. */
export const OverBudget = z.object({
  /** `run`, or the agent's name. */
  scope: z.string(),
  measure: z.enum(['tokens', 'usd', 'turns', 'minutes']),
  spent: z.number(),
  limit: z.number(),
  raisedTo: z.number(),
});
export type OverBudget = z.infer<typeof OverBudget>;

/** Limits that a person has raised in this run, by `<scope>.<measure>`. */
export const Raised = z.record(z.string(), z.number());
export type Raised = z.infer<typeof Raised>;

export const limitKey = ({ scope, measure }: Pick<OverBudget, 'scope' | 'measure'>): string =>
  `${scope}.${measure}`;

/** The first limit that an agent has reached by its next turn: the run's, then its own. */
export function overBudget(
  spending: Spending,
  agent: string,
  config: BudgetConfig,
  raised: Raised,
): OverBudget | null {
  const scopes = [
    { scope: 'run', limits: { ...runDefaults, ...config.run }, spent: totalOf(spending) },
    {
      scope: agent,
      limits: { ...agentDefaults, ...config.agent, ...config.agents?.[agent] },
      spent: totalOf(spending, agent),
    },
  ];
  for (const { scope, limits, spent } of scopes) {
    for (const measure of Object.keys(limits) as Measure[]) {
      const configured = limits[measure];
      if (configured === null || configured === undefined) continue;
      const limit = Math.max(configured, raised[limitKey({ scope, measure })] ?? 0);
      const amount = amountOf[measure](spent);
      if (amount < limit) continue;
      // As much again as was allowed, and above what one long answer may have spent in the meantime.
      const raisedTo = configured * (Math.floor(amount / configured) + 1);
      return { scope, measure, spent: amount, limit, raisedTo };
    }
  }
  return null;
}

const amountOf: Readonly<Record<Measure, (spent: Spent) => number>> = {
  tokens: tokensOf,
  usd: ({ usd }) => usd,
  turns: ({ turns }) => turns,
  minutes: ({ ms }) => ms / 60_000,
};
