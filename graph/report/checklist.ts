import { type Evidence, observed } from '../../tools/evidence.ts';
import { appliedObservation } from '../../tools/recorded-migration.ts';
import { after, lastOf } from '../protocol/ledger.ts';

/** A line of a checklist, filled in from the ledger. `open`: what it speaks about did not happen. */
export interface ChecklistLine {
  readonly item: string;
  readonly state: 'done' | 'failed' | 'not needed' | 'not checked';
  /** What was observed, or why nothing was. */
  readonly detail: string;
  /** Hashes of the evidence. */
  readonly evidence: readonly string[];
}

export interface Checklists {
  readonly before: readonly ChecklistLine[];
  readonly after: readonly ChecklistLine[];
}

/** Both checklists of the specialist's handbook: by code, from evidence, never from what an agent says. */
export function checklists(ledger: readonly Evidence[], hash: string | undefined): Checklists {
  const applied = hash === undefined ? undefined : lastOf(ledger, 'applied', hash);
  const proof = after(ledger, applied);
  const rolledBack = hash === undefined ? undefined : lastOf(proof, 'rolled-back', hash);
  const reapplied = hash === undefined ? undefined : lastOf(proof, 'reapplied', hash);
  const merged = hash === undefined ? undefined : lastOf(ledger, 'merged', hash);
  const verified = after(ledger, reapplied);
  const watched = after(ledger, merged);
  const document = lastOf(ledger, 'written');
  const branchQueries = verified.filter(({ step, fact }) => step === 'test' && fact === 'query');
  return {
    before: [
      line('Impact analysed', [lastOf(ledger, 'schema')], 'the schema was not read'),
      line('Reversible', [rolledBack], 'no rollback was run'),
      line('Rollback written and tested', [rolledBack, reapplied], 'no rollback was run'),
      line(
        'Tested on a branch',
        [lastOf(ledger, 'created'), applied, ...branchQueries],
        'nothing was applied on a branch',
      ),
      backup(ledger, hash, applied),
      line('Breaking changes documented', [document], 'no document was written'),
      line('Types will be regenerated', [lastOf(verified, 'new-app')], 'the new types were not tried'),
      line(
        'Frontend compatibility verified',
        [lastOf(verified, 'old-app'), lastOf(verified, 'new-app')],
        'the app was not run',
      ),
    ],
    after: [
      line('Migration applied', [merged], 'nothing was merged'),
      line(
        'Data integrity verified',
        [
          lastOf(verified, 'data'),
          ...watched.filter(({ step, fact }) => step === 'monitor' && fact === 'query'),
        ],
        'the data was not compared',
      ),
      line('RLS policies still work', [lastOf(verified, 'rls')], 'the policies were not probed'),
      line(
        'Indexes for new columns',
        [lastOf(verified, 'indexes'), lastOf(watched, 'health')],
        'indexes were not looked at',
      ),
      line('Types regenerated', [lastOf(watched, 'types')], 'the types were not regenerated'),
      line(
        'Frontend tested with the new schema',
        [lastOf(watched, 'production-app')],
        'the app was not compiled after the merge',
      ),
      line('Rollback documented', [merged === undefined ? undefined : document], 'no document was written'),
    ],
  };
}

function line(item: string, found: readonly (Evidence | undefined)[], missing: string): ChecklistLine {
  const evidence = found.filter((one) => one !== undefined);
  if (evidence.length === 0 || evidence.length < found.length) {
    return { item, state: 'not checked', detail: missing, evidence: evidence.map(({ hash }) => hash) };
  }
  const unchecked = evidence.find((one) => observed(one, 'checked') === false);
  const failed = evidence.filter(({ ok }) => !ok);
  const state = failed.length > 0 ? 'failed' : unchecked !== undefined ? 'not checked' : 'done';
  const told = failed.length > 0 ? failed : unchecked !== undefined ? [unchecked] : evidence;
  return { item, state, detail: brief(told), evidence: evidence.map(({ hash }) => hash) };
}

/** Several queries that all held are one remark. */
function brief(evidence: readonly Evidence[]): string {
  const queries = evidence.filter(({ fact }) => fact === 'query').length;
  const others = evidence.filter(({ fact }) => fact !== 'query').map(({ summary }) => summary);
  return [
    ...others,
    ...(queries === 0 ? [] : [`${queries} ${queries === 1 ? 'check' : 'checks'} of the data held`]),
  ].join('; ');
}

function backup(
  ledger: readonly Evidence[],
  hash: string | undefined,
  applied: Evidence | undefined,
): ChecklistLine {
  const item = 'Backup verified';
  const observation = hash === undefined ? undefined : appliedObservation(ledger, hash);
  if (observation === undefined || applied === undefined) {
    return { item, state: 'not checked', detail: 'nothing was applied', evidence: [] };
  }
  const { dropped, archives } = observation;
  if (dropped.length === 0 && archives.length === 0) {
    return {
      item,
      state: 'not needed',
      detail: 'the migration takes no data away',
      evidence: [applied.hash],
    };
  }
  const detail =
    archives.map(({ table, rows }) => `${table} holds ${rows} rows`).join('; ') ||
    'what is dropped held no data';
  return { item, state: 'done', detail, evidence: [applied.hash] };
}
