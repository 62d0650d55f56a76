import type { Usage } from '../../agents/models/model.ts';
import type { Price } from '../../tools/workspace/budget-config.ts';

/** Anthropic's list prices; a gateway's, or newer ones, go into godwit.yaml. */
const listPrices: Readonly<Record<string, Price>> = {
  opus: { input: 5, cache_write: 6.25, cache_read: 0.5, output: 25 },
  sonnet: { input: 3, cache_write: 3.75, cache_read: 0.3, output: 15 },
  haiku: { input: 1, cache_write: 1.25, cache_read: 0.1, output: 5 },
};

/** What one answer cost. */
export function usdOf(
  model: string,
  usage: Usage,
  prices: Readonly<Record<string, Price>> | undefined,
): number {
  const price = priceOf(model, { ...listPrices, ...prices });
  const millions =
    usage.input_tokens * price.input +
    (usage.cache_creation_input_tokens ?? 0) * price.cache_write +
    (usage.cache_read_input_tokens ?? 0) * price.cache_read +
    usage.output_tokens * price.output;
  return millions / 1_000_000;
}

/** A model that the table does not know counts as the dearest in it: a limit must not be passed unseen. */
function priceOf(model: string, table: Readonly<Record<string, Price>>): Price {
  const [named] = Object.keys(table)
    .filter((name) => model.includes(name))
    .sort((a, b) => b.length - a.length);
  const known = named === undefined ? undefined : table[named];
  return known ?? Object.values(table).reduce((a, b) => (a.output >= b.output ? a : b));
}
