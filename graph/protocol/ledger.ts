import { type Evidence, observed } from '../../tools/evidence.ts';

type Ledger = readonly Evidence[];

/** The newest evidence of a fact about a subject. */
export const lastOf = (ledger: Ledger, fact: string, subject?: string): Evidence | undefined =>
  ledger.findLast(
    (evidence) => evidence.fact === fact && (subject === undefined || evidence.subject === subject),
  );

/** Evidence recorded after another one; all of it when there is no other. */
export const after = (ledger: Ledger, evidence: Evidence | undefined): Ledger =>
  evidence === undefined ? ledger : ledger.slice(ledger.lastIndexOf(evidence) + 1);

/** Hash of the run's commit; null without one, or in a folder that is no git repository. */
export function commitOf(ledger: Ledger): string | null {
  const commit = observed(lastOf(ledger, 'committed'), 'commit');
  return typeof commit === 'string' ? commit : null;
}

export const observedStrings = (evidence: Evidence | undefined, key: string): string[] => {
  const value = observed(evidence, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};
