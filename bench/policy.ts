import { readFileSync } from 'node:fs';
import { parseSync } from 'libpg-query';
import { parse } from 'unbash';
import { parseAgentFile } from '../agents/file.ts';
import { asset } from '../package-root.ts';
import { bindPolicy } from '../policies/agent-policy.ts';
import { BashInput } from '../policies/bash.ts';
import { ExecuteSqlInput } from '../policies/execute-sql.ts';
import type { PolicyFacts } from '../policies/facts.ts';
import { analyseCall } from '../policies/judge.ts';
import { loadSqlParser } from '../policies/sql/parser.ts';
import { tools } from '../tools/registry.ts';
import { type Measure, medianUs } from './measure.ts';

const facts: PolicyFacts = {
  workspaceRoot: '/srv/app',
  productionRef: 'production',
  branches: new Set(['branch']),
  isProven: () => false,
  isVerified: () => false,
  branchMigration: () => undefined,
  appliedMigrations: [],
  writable: ['supabase/migrations/'],
};

/** A verdict over the corpus of attacks and look-alikes, next to reading the same input with nothing but its grammar. */
export async function benchPolicy(): Promise<Measure[]> {
  await loadSqlParser();
  const path = 'agents/data-migration-specialist.md';
  const policy = bindPolicy(parseAgentFile(readFileSync(asset(path)), path), tools);
  const corpus = ['attacks', 'look-alikes'].flatMap((name) =>
    readFileSync(asset(`test/fixtures/policy-corpus/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { tool: string; input: unknown }),
  );
  const inputs = (tool: string) => corpus.filter((call) => call.tool === tool).map(({ input }) => input);
  const measure = (
    tool: string,
    what: string,
    baseline: string,
    limitUs: number,
    read: (input: unknown) => unknown,
  ): Measure => {
    const all = inputs(tool);
    const baselineUs = medianUs(all, (input) => unlessUnreadable(() => read(input)));
    const verdictUs = medianUs(all, (input) => analyseCall(tool, input, policy, facts));
    return {
      bench: 'policy',
      what,
      medianUs: verdictUs,
      baseline,
      baselineUs,
      ratio: verdictUs / baselineUs,
      limitUs,
    };
  };
  return [
    measure('Bash', 'shell verdict', 'unbash alone', 100, (input) => parse(BashInput.parse(input).command)),
    measure('mcp__supabase__execute_sql', 'SQL verdict', 'libpg-query alone', 300, (input) =>
      parseSync(ExecuteSqlInput.parse(input).query),
    ),
  ];
}

/** Some attacks are made so that nothing can read them. */
function unlessUnreadable(read: () => unknown): void {
  try {
    read();
  } catch {
    // That took its time too.
  }
}
