import type { OverBudget } from './limits.ts';
import { type Spending, type Spent, tokensOf, totalOf } from './spending.ts';

/** What every agent has spent, a line each, and all together; nothing where no model is paid for. */
export function spendingLines(spending: Spending): string[] {
  const all = totalOf(spending);
  if (tokensOf(all) === 0) return [];
  return [
    ...spending.map((one) => `${one.agent}: ${usd(one.usd)}, ${details(one)}, ${one.model}`),
    `in all: ${usd(all.usd)}, ${details(all)}`,
  ];
}

function details({ turns, ms, ...tokens }: Spent): string {
  const { inputTokens, cacheWriteTokens, cacheReadTokens, outputTokens } = tokens;
  const input = inputTokens + cacheWriteTokens + cacheReadTokens;
  const cached = input === 0 ? 0 : Math.round((100 * cacheReadTokens) / input);
  return [
    `${turns} ${turns === 1 ? 'turn' : 'turns'}`,
    `${whole(input)} tokens in (${cached} % from the cache)`,
    `${whole(outputTokens)} out`,
    `${(ms / 60_000).toFixed(1)} min`,
  ].join(', ');
}

/** `20.13 of 20 USD` */
export const reached = ({ spent, limit, measure }: OverBudget): string =>
  `${amount(spent, measure)} of ${amount(limit, measure)} ${unit[measure]}`;

export const newLimit = ({ raisedTo, measure }: OverBudget): string =>
  `${amount(raisedTo, measure)} ${unit[measure]}`;

const unit = { tokens: 'tokens', usd: 'USD', turns: 'turns', minutes: 'minutes' } as const;

const amount = (value: number, measure: OverBudget['measure']): string =>
  measure === 'tokens' || measure === 'turns' ? whole(value) : String(Math.round(value * 10_000) / 10_000);

const usd = (value: number): string => `${value.toFixed(value < 1 ? 4 : 2)} USD`;
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
