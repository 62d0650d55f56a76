import { appliedObservation } from '../../tools/recorded-migration.ts';
import { after, lastOf, observedStrings } from '../protocol/ledger.ts';
import { requiredChecks } from '../protocol/verification-report.ts';
import type { RunStateValue } from '../state.ts';

/** What was measured about a migration, one line a fact: what a person has to know before saying yes. */
export function proofFacts(state: RunStateValue, hash: string): string[] {
  const applied = appliedObservation(state.evidence, hash);
  if (applied === undefined) return [];
  const ledger = after(state.evidence, lastOf(state.evidence, 'applied', hash));
  const rolledBack = lastOf(ledger, 'rolled-back', hash);
  const losses = observedStrings(rolledBack, 'losses');
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
    losses.length === 0 ? 'a rollback loses nothing' : `a rollback loses: ${losses.join('; ')}`,
    ...(state.draft?.breaking ?? []).map((text) => `breaking: ${text}`),
    ...applied.archives.map(({ table, rows }) => `backup: ${table} holds ${rows} rows`),
    ...requiredChecks.map((fact) => `${fact}: ${lastOf(ledger, fact)?.summary ?? 'not checked'}`),
  ];
}
