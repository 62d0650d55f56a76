import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { asset } from '../../package-root.ts';
import { analyseCall } from '../../policies/judge.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { specialistPolicy, testFacts } from '../policies/support/specialist.ts';

beforeAll(loadSqlParser);

/** Median microseconds of a verdict over the corpus; the best of several rounds, so that a busy machine counts less. */
function medianVerdict(tool: string): number {
  const policy = specialistPolicy();
  const facts = testFacts();
  const inputs = ['attacks', 'look-alikes']
    .flatMap((name) =>
      readFileSync(asset(`test/fixtures/policy-corpus/${name}.jsonl`), 'utf8')
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as { tool: string; input: unknown })
    .filter((line) => line.tool === tool);
  const rounds = Array.from({ length: 8 }, () => {
    const times = inputs.map(({ input }) => {
      const start = performance.now();
      analyseCall(tool, input, policy, facts);
      return performance.now() - start;
    });
    return 1000 * (times.sort((a, b) => a - b)[times.length >> 1] ?? 0);
  });
  return Math.min(...rounds);
}

test.each([
  ['Bash', 100],
  ['mcp__supabase__execute_sql', 300],
] as const)('a verdict on %s costs less than %i microseconds', (tool, limit) => {
  const median = medianVerdict(tool);
  console.info(`${tool}: ${median.toFixed(0)} us`);
  expect(median).toBeLessThan(limit);
});
