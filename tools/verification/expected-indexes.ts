import type { Evidence } from '../evidence.ts';

/** Columns that the plan wants to be looked up by: `indexes` of the newest evidence of the fact `planned`. */
export function expectedIndexes(ledger: readonly Evidence[]): string[] {
  const observed = ledger.findLast(({ fact }) => fact === 'planned')?.observed;
  if (observed === null || typeof observed !== 'object' || Array.isArray(observed)) return [];
  const { indexes } = observed;
  return Array.isArray(indexes) ? indexes.filter((index) => typeof index === 'string') : [];
}
