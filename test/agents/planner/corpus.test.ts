import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlannerDecision } from '../../../agents/models/playbook/planner/index.ts';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { asset } from '../../../package-root.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { makeRequest } from '../../../triggers/request.ts';
import { asShown, tasksAppCatalog } from './tasks-app.ts';

interface Expectation {
  readonly id: string;
  /** A request of one text, or of a title and a body. */
  readonly text?: string;
  readonly title?: string;
  readonly body?: string;
  readonly decision: PlannerDecision['decision'];
  /** Every key named must be as it is here; others are free. */
  readonly operations?: readonly Readonly<Record<string, unknown>>[];
  readonly demands?: readonly string[];
}

const folder = asset('test/fixtures/requests');
const corpus: readonly Expectation[] = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line));

const holds = (wanted: Readonly<Record<string, unknown>>, got: object): boolean =>
  Object.entries(wanted).every(([key, value]) => {
    const found: unknown = Reflect.get(got, key);
    return JSON.stringify(found) === JSON.stringify(value);
  });

function compare({ operations: wanted = [] }: Expectation, decision: PlannerDecision) {
  const got: object[] = decision.decision === 'change' ? [...decision.operations] : [];
  let right = 0;
  for (const one of wanted) {
    const at = got.findIndex((operation) => holds(one, operation));
    if (at === -1) continue;
    got.splice(at, 1);
    right += 1;
  }
  return { right, missing: wanted.length - right, surplus: got.length };
}

describe('the corpus of requests', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await asShown(await tasksAppCatalog());
  });

  it('is understood: decisions 95 %, operations F1 0.95, never a change that nobody asked for', () => {
    const totals = { right: 0, missing: 0, surplus: 0 };
    const mistakes: string[] = [];
    const wrongChanges: string[] = [];
    let decided = 0;
    for (const entry of corpus) {
      const request = makeRequest(
        { kind: 'text', ref: entry.id },
        entry.text ?? entry.body ?? '',
        entry.title === undefined ? {} : { frontMatter: { title: entry.title } },
      );
      const decision = planRequest(request, catalog);
      const found = compare(entry, decision);
      totals.right += found.right;
      totals.missing += found.missing;
      totals.surplus += found.surplus;
      if (decision.decision === entry.decision) decided += 1;
      else if (decision.decision === 'change') wrongChanges.push(entry.id);
      if (decision.decision !== entry.decision || found.missing + found.surplus > 0) {
        mistakes.push(`${entry.id}: wanted ${entry.decision}, got ${JSON.stringify(decision)}`);
      }
      if (entry.demands && decision.decision === 'change') {
        const demands = [...new Set(decision.demands.map(({ demand }) => demand))].sort();
        expect(demands, entry.id).toEqual([...entry.demands].sort());
      }
    }
    const accuracy = decided / corpus.length;
    const precision = totals.right / (totals.right + totals.surplus);
    const recall = totals.right / (totals.right + totals.missing);
    const f1 = (2 * precision * recall) / (precision + recall);
    console.log(
      `${corpus.length} requests: decisions ${(accuracy * 100).toFixed(1)} %, operations F1 ${f1.toFixed(3)}` +
        (mistakes.length > 0 ? `\n${mistakes.join('\n')}` : ''),
    );
    expect(corpus.length).toBeGreaterThanOrEqual(250);
    expect(wrongChanges).toEqual([]);
    expect(accuracy).toBeGreaterThanOrEqual(0.95);
    expect(f1).toBeGreaterThanOrEqual(0.95);
  });
});
