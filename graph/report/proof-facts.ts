import type { Evidence } from '../../tools/evidence.ts';
import { appliedObservation } from '../../tools/recorded-migration.ts';
import { after, lastOf, observedStrings } from '../protocol/ledger.ts';
import { proofOf } from '../protocol/proof.ts';
import { requiredChecks } from '../protocol/verification-report.ts';
import type { RunStateValue } from '../state.ts';

/** What was measured about a migration, one line a fact: what a person has to know before saying yes. */
export function proofFacts(state: RunStateValue, hash: string): string[] {
  const applied = appliedObservation(state.evidence, hash);
  if (applied === undefined) return [];
  const branch = branchOf(state.evidence, hash);
  const { rolledBack, reapplied } = proofOf(state.evidence, hash, branch);
  const tested = reapplied === undefined ? [] : after(state.evidence, reapplied);
  return [
    ...applied.measured.flatMap(({ version, ms, rows, locks }, index) => [
      `step ${index + 1} of ${applied.measured.length} (${version}, ${applied.steps[index]?.kind}): ${Math.round(ms)} ms, ${rows} rows`,
      ...locks
        .filter(({ blocks }) => blocks !== 'nothing')
        .map((lock) => {
          const work = [lock.rewrite ? 'rewrites the table' : '', lock.scan ? 'scans the table' : ''].filter(
            Boolean,
          );
          return `  ${lock.relation}: ${lock.mode} for ${Math.round(lock.heldMs)} ms, blocks ${lock.blocks}${work.length > 0 ? `, ${work.join(', ')}` : ''}`;
        }),
    ]),
    `rollback: ${rolledBack?.summary ?? 'not tested'}`,
    ...(rolledBack === undefined ? [] : [lossesInWords(observedStrings(rolledBack, 'losses'))]),
    ...(state.draft?.breaking ?? []).map((text) => `breaking: ${text}`),
    ...applied.archives.map(({ table, rows }) => `backup: ${table} holds ${rows} rows`),
    ...requiredChecks.map((fact) => `${fact}: ${lastOf(tested, fact, branch)?.summary ?? 'not checked'}`),
  ];
}

const lossesInWords = (losses: readonly string[]): string =>
  losses.length === 0 ? 'a rollback loses nothing' : `a rollback loses: ${losses.join('; ')}`;

/** The branch on which a migration was applied last. */
export const branchOf = (ledger: readonly Evidence[], hash: string): string =>
  appliedObservation(ledger, hash)?.branch_id ?? '';
