import { type Evidence, observed } from '../../tools/evidence.ts';
import type { Draft } from '../protocol/draft.ts';
import { after, lastOf } from '../protocol/ledger.ts';
import { type AskedCheck, askedChecks, proofOf } from '../protocol/proof.ts';
import { branchOf } from './proof-facts.ts';

/** A line of a checklist, filled in from the ledger. */
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

type Found = Evidence | undefined;

/**
 * Both checklists of the specialist's handbook: by code, from evidence about this migration, never from what an agent
 * says. A line is done when all that it stands on was observed and went well; what only a branch showed speaks about
 * production where production holds the very schema of the branch.
 */
export function checklists(
  ledger: readonly Evidence[],
  { hash, draft, productionRef }: { hash: string | undefined; draft: Draft | null; productionRef: string },
): Checklists {
  const branch = hash === undefined ? '' : branchOf(ledger, hash);
  const { applied, rolledBack, reapplied } = proofOf(ledger, hash ?? '', branch);
  const merged = lastOf(ledger, 'merged', hash ?? '');
  const tested = reapplied === undefined ? [] : after(ledger, reapplied);
  const watched = merged === undefined ? [] : after(ledger, merged);
  const onBranch = (fact: string): Found => lastOf(tested, fact, branch);
  const document = lastOf(ledger, 'documented', hash ?? '');
  const health = lastOf(watched, 'health');
  return {
    before: [
      line('Impact analysed', [lastOf(ledger, 'schema', productionRef), applied], 'the schema was not read'),
      line('Reversible', [rolledBack], 'no rollback was run'),
      line('Rollback written and tested', [rolledBack, reapplied], 'no rollback was run'),
      line(
        'Tested on a branch',
        [lastOf(ledger, 'created', branch), reapplied],
        'nothing was proven on a branch',
        askedChecks(tested, draft, branch),
      ),
      backup(lastOf(ledger, 'backup', hash ?? '')),
      line('Breaking changes documented', [document], 'no document was accepted'),
      line('Types will be regenerated', [onBranch('new-app')], 'the new types were not tried'),
      line(
        'Frontend compatibility verified',
        [onBranch('old-app'), onBranch('new-app')],
        'the app was not run',
      ),
    ],
    after: [
      line('Migration applied', [merged], nothingMerged),
      afterMerge('Data integrity verified', [onBranch('data')], askedChecks(watched, draft, productionRef)),
      afterMerge('RLS policies still work', [onBranch('rls'), health]),
      afterMerge('Indexes for new columns', [onBranch('indexes'), health]),
      afterMerge('Types regenerated', [lastOf(watched, 'types')]),
      afterMerge('Frontend tested with the new schema', [
        onBranch('new-app'),
        lastOf(watched, 'production-app'),
      ]),
      afterMerge('Rollback documented', [document]),
    ],
  };

  /** Stands on the merge as well: on production being as proven. */
  function afterMerge(
    item: string,
    found: readonly Found[],
    checks: readonly AskedCheck[] = [],
  ): ChecklistLine {
    if (merged === undefined) return { item, state: 'not checked', detail: nothingMerged, evidence: [] };
    return line(item, merged.ok ? found : [merged, ...found], 'it was not looked at', checks);
  }
}

const nothingMerged = 'nothing was merged';

function line(
  item: string,
  found: readonly Found[],
  missing: string,
  checks: readonly AskedCheck[] = [],
): ChecklistLine {
  const needed = found.filter((one) => one !== undefined);
  const evidence = [...needed, ...checks.flatMap((check) => check.evidence ?? [])].map(({ hash }) => hash);
  const told = (state: ChecklistLine['state'], details: readonly string[]): ChecklistLine => ({
    item,
    state,
    detail: details.join('; '),
    evidence,
  });
  const failures = [
    ...needed.filter(({ ok }) => !ok).map(({ summary }) => summary),
    ...checks.filter((check) => check.evidence && !check.held).map(({ holds }) => `not true that ${holds}`),
  ];
  if (failures.length > 0) return told('failed', failures);
  if (needed.length < found.length) return told('not checked', [missing]);
  const gaps = [
    ...needed.filter(isPartial).map(({ summary }) => summary),
    ...checks.filter((check) => check.evidence === undefined).map(({ holds }) => `whether ${holds}`),
  ];
  if (gaps.length > 0) return told('not checked', gaps);
  const held =
    checks.length === 1 ? ['1 check of the data held'] : [`${checks.length} checks of the data held`];
  return told('done', [...needed.map(({ summary }) => summary), ...(checks.length === 0 ? [] : held)]);
}

/** A check that could not run, or an app whose tests did not: what it showed is less than the line says. */
function isPartial(evidence: Evidence): boolean {
  const test = observed(evidence, 'test');
  const untested = test !== null && typeof test === 'object' && !Array.isArray(test) && test.ran === false;
  return observed(evidence, 'checked') === false || (untested && evidence.fact !== 'production-app');
}

function backup(counted: Found): ChecklistLine {
  const item = 'Backup verified';
  const losses = observed(counted, 'losses');
  const archives = observed(counted, 'archives');
  const elsewhere = observed(counted, 'elsewhere') ?? [];
  const nothing = [losses, archives, elsewhere].every((list) => Array.isArray(list) && list.length === 0);
  if (counted !== undefined && nothing)
    return { item, state: 'not needed', detail: counted.summary, evidence: [counted.hash] };
  return line(item, [counted], 'what is dropped was not compared with its archive');
}
