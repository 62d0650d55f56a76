import { expect } from 'vitest';
import { proven, type Written } from '../../support/history.ts';

/** A migration, and the rules that speak about it. */
export type Case = readonly [up: string, ...rules: string[]];

/** Said of nearly every change of a table, and of the layout that these histories are written in. */
const ambient = new Set(['cached-plan', 'no-timeout', 'needs-no-transaction']);

/** Replays a history of `setup` and one migration for each case, all of which have to apply. */
export async function expectHazards(setup: string, cases: readonly Case[]): Promise<void> {
  const reports = await proven([[setup], ...cases.map(([up]) => [up] as const)] satisfies Written);
  const found = reports.slice(1).map(({ up, hazards }, at): Case => {
    const rules = hazards.map(({ rule }) => rule).filter((rule) => !ambient.has(rule));
    return [cases[at]?.[0] ?? '', ...(up.error === undefined ? [] : [up.error]), ...rules.sort()];
  });
  expect(found).toEqual(cases.map(([up, ...rules]) => [up, ...rules.sort()]));
}
