import { describe, expect, test } from 'vitest';
import { overBudget } from '../../../graph/budget/limits.ts';
import { usdOf } from '../../../graph/budget/prices.ts';
import { type Spent, totalOf, withAnswer, withWork } from '../../../graph/budget/spending.ts';

const million = { input_tokens: 1e6, output_tokens: 1e6 };
const cached = { ...million, cache_read_input_tokens: 1e6, cache_creation_input_tokens: 1e6 };

describe('what an answer costs', () => {
  test.each([
    ['claude-sonnet-5-5', million, 18],
    ['claude-sonnet-5-5', cached, 18 + 0.3 + 3.75],
    ['eu.anthropic.claude-haiku-4-5-20251001-v1:0', million, 6],
    ['claude-opus-5-5', { input_tokens: 0, output_tokens: 1e6 }, 25],
    ['playbook', { input_tokens: 0, output_tokens: 0 }, 0],
  ])('%s %j: %d USD', (model, usage, usd) => {
    expect(usdOf(model, usage, undefined)).toBeCloseTo(usd);
  });

  test('godwit.yaml names other prices, the longest name that fits counts', () => {
    const price = { input: 1, cache_write: 0, cache_read: 0, output: 1 };
    const prices = { sonnet: price, 'sonnet-5': { ...price, output: 9 } };
    expect(usdOf('claude-sonnet-5-5', million, prices)).toBe(10);
    expect(usdOf('claude-sonnet-4-5', million, prices)).toBe(2);
  });

  test('a model that nobody gave a price costs as much as the dearest', () => {
    expect(usdOf('our-gateway-large', million, undefined)).toBe(30);
  });
});

const spent = (agent: string, more: Partial<Spent> = {}): Spent => ({
  agent,
  model: 'm',
  turns: 1,
  inputTokens: 0,
  cacheWriteTokens: 0,
  cacheReadTokens: 0,
  outputTokens: 0,
  usd: 0,
  ms: 0,
  ...more,
});

describe('spending', () => {
  test('is kept by agent and model', () => {
    const answer = (model: string) => ({
      content: [],
      stop_reason: 'end_turn' as const,
      model,
      usage: {
        input_tokens: 1,
        output_tokens: 2,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 4,
      },
    });
    const how = { ms: 10, prices: undefined };
    let spending = withAnswer([], 'a', answer('sonnet'), how);
    spending = withAnswer(spending, 'b', answer('sonnet'), how);
    spending = withAnswer(spending, 'a', answer('sonnet'), how);
    spending = withAnswer(spending, 'a', answer('opus'), how);
    spending = withWork(spending, 'a', 100);
    expect(spending.map(({ agent, model, turns, ms }) => [agent, model, turns, ms])).toEqual([
      ['a', 'sonnet', 2, 20],
      ['b', 'sonnet', 1, 10],
      ['a', 'opus', 1, 110],
    ]);
    expect(totalOf(spending)).toMatchObject({
      turns: 4,
      inputTokens: 4,
      outputTokens: 8,
      cacheReadTokens: 12,
      cacheWriteTokens: 16,
    });
    expect(totalOf(spending, 'a').turns).toBe(3);
  });
});

describe('a limit', () => {
  test('that is not reached is none; one that is reached counts as reached', () => {
    expect(overBudget([spent('a', { usd: 1.99 })], 'a', { run: { usd: 2 } }, {})).toBeNull();
    expect(overBudget([spent('a', { usd: 2 })], 'a', { run: { usd: 2 } }, {})).toEqual({
      scope: 'run',
      measure: 'usd',
      spent: 2,
      limit: 2,
      raisedTo: 4,
    });
  });

  test.each<[string, Partial<Spent>, object]>([
    ['tokens', { inputTokens: 1, cacheReadTokens: 2, cacheWriteTokens: 3, outputTokens: 4 }, { tokens: 10 }],
    ['turns', { turns: 3 }, { turns: 3 }],
    ['minutes', { ms: 90_000 }, { minutes: 1.5 }],
  ])('on %s', (measure, amount, limits) => {
    expect(overBudget([spent('a', amount)], 'b', { run: limits }, {})).toMatchObject({ measure });
  });

  test('of an agent is its own, else that of all; only what it spent itself counts', () => {
    const spending = [spent('a', { turns: 9 }), spent('b', { turns: 5 })];
    const config = { agent: { turns: 9 }, agents: { b: { turns: 6 }, c: { turns: null } } };
    expect(overBudget(spending, 'a', config, {})).toMatchObject({ scope: 'a', limit: 9 });
    expect(overBudget(spending, 'b', config, {})).toBeNull();
    expect(overBudget([spent('c', { turns: 99 })], 'c', config, {})).toBeNull();
  });

  test('that was raised holds until it is reached again, and is raised above what was spent', () => {
    const config = { run: { usd: 2 } };
    expect(overBudget([spent('a', { usd: 3 })], 'a', config, { 'run.usd': 4 })).toBeNull();
    expect(overBudget([spent('a', { usd: 9 })], 'a', config, { 'run.usd': 4 })).toMatchObject({
      limit: 4,
      raisedTo: 10,
    });
    // Somebody has set a higher one in godwit.yaml since.
    expect(overBudget([spent('a', { usd: 9 })], 'a', { run: { usd: 50 } }, { 'run.usd': 4 })).toBeNull();
  });

  test('stands by default, and null takes it away', () => {
    expect(overBudget([spent('a', { usd: 20 })], 'a', {}, {})).toMatchObject({ measure: 'usd' });
    expect(overBudget([spent('a', { turns: 300 })], 'b', {}, {})).toMatchObject({ measure: 'turns' });
    expect(overBudget([spent('a', { usd: 20 })], 'a', { run: { usd: null } }, {})).toBeNull();
  });
});
