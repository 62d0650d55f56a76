import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { asset } from '../../package-root.ts';
import type { PolicyFacts } from '../../policies/facts.ts';
import { analyseCall } from '../../policies/judge.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { tools } from '../../tools/registry.ts';
import { specialistPolicy, testFacts } from './support/specialist.ts';

interface Case {
  readonly tool: string;
  readonly input: unknown;
  readonly context: { readonly branch_created?: boolean; readonly proven?: boolean };
  readonly expect: 'allow' | 'confirm' | 'deny';
}

const readCorpus = (name: string): Case[] =>
  readFileSync(asset(`test/fixtures/policy-corpus/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);

/** The facts as a run gathers them: a guard that asks for what its tool does not declare fails. */
const factsFor = (tool: string, facts: PolicyFacts): PolicyFacts =>
  tools.get(tool)?.asksAppliedMigrations === true
    ? facts
    : {
        ...facts,
        get appliedMigrations(): never {
          throw new Error('not gathered');
        },
      };

beforeAll(loadSqlParser);

describe.each(['attacks', 'look-alikes'])('%s', (name) => {
  const policy = specialistPolicy();
  const cases = readCorpus(name);

  test('every verdict is the expected one', () => {
    const wrong = cases.flatMap(({ tool, input, context, expect: expected }) => {
      const facts = testFacts({
        branchCreated: context.branch_created ?? true,
        proven: context.proven ?? false,
      });
      const { verdict, rule, reason } = analyseCall(tool, input, policy, factsFor(tool, facts));
      if (verdict === expected && rule !== 'policy/guard-failed') return [];
      return [
        `${verdict}, not ${expected}: ${tool} ${JSON.stringify(input).slice(0, 200)} (${rule}: ${reason})`,
      ];
    });
    expect(wrong).toEqual([]);
  });

  test('there are enough of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(name === 'attacks' ? 400 : 200);
  });
});
