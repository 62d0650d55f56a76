import { type Evidence, observed, sinceRebase } from '../../tools/evidence.ts';
import type { Draft } from './draft.ts';
import { after, lastOf } from './ledger.ts';

type Ledger = readonly Evidence[];

/** What a branch showed about one migration; of what was repeated, the last time counts. */
export interface Proof {
  readonly applied: Evidence | undefined;
  readonly rolledBack: Evidence | undefined;
  readonly reapplied: Evidence | undefined;
}

/** Whether something was observed on a branch, given by its id or its project_ref. */
export const isOn = (evidence: Evidence, branch: string): boolean =>
  observed(evidence, 'branch_id') === branch || observed(evidence, 'project_ref') === branch;

/** Applied, rolled back, applied again: in this order and on this branch. */
export function proofOf(ledger: Ledger, hash: string, branch: string): Proof {
  const own = sinceRebase(ledger).filter((evidence) => evidence.subject === hash && isOn(evidence, branch));
  const applied = lastOf(own, 'applied');
  const rolledBack = applied && lastOf(after(own, applied), 'rolled-back');
  const reapplied = rolledBack && lastOf(after(own, rolledBack), 'reapplied');
  return { applied, rolledBack, reapplied };
}

export const isProven = (ledger: Ledger, hash: string, branch: string): boolean => {
  const { applied, rolledBack, reapplied } = proofOf(ledger, hash, branch);
  return applied?.ok === true && rolledBack?.ok === true && reapplied?.ok === true;
};

export interface AskedCheck {
  readonly holds: string;
  /** The query's evidence; undefined where it was not asked of this database. */
  readonly evidence: Evidence | undefined;
  /** It counted zero, which is what a check has to count. */
  readonly held: boolean;
}

/** What became of the draft's verifications on one database, in a part of the ledger. */
export function askedChecks(ledger: Ledger, draft: Draft | null, projectRef: string): AskedCheck[] {
  return (draft?.verifications ?? []).map(({ holds, sql }) => {
    const evidence = ledger.findLast(
      (one) => one.fact === 'query' && one.subject === sql.trim() && isOn(one, projectRef),
    );
    return { holds, evidence, held: evidence !== undefined && observed(evidence, 'counted') === 0 };
  });
}

/** Why what is tested on a branch now is not what was proven: SQL by hand that may have changed it. */
export function changedByHand(ledger: Ledger, branch: string): string | undefined {
  const written = ledger.findLast(
    (evidence) =>
      evidence.fact === 'query' && isOn(evidence, branch) && observed(evidence, 'read_only') === false,
  );
  return (
    written &&
    `branch ${branch} may have been changed by hand after apply_migration ("${written.subject}"); make a new one.`
  );
}
