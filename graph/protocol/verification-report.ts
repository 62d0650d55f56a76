import type { VerificationReport } from '../../agents/handoffs/index.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './accept.ts';
import { after, lastOf } from './ledger.ts';

/** Checks that have to run on every candidate; each leaves evidence, passed or not. */
export const requiredChecks = ['data', 'rls', 'indexes', 'old-app', 'new-app'] as const;

/** A verdict counts when every check ran on this migration after it was applied last, and agrees with them. */
export function acceptVerificationReport(value: VerificationReport, { from, state }: Handing): Acceptance {
  const applied = lastOf(state.evidence, 'reapplied', value.migration_hash);
  if (applied === undefined)
    return sentBack(`no migration ${value.migration_hash} is on a branch of this run`);
  const ledger = after(state.evidence, applied);
  const checks = requiredChecks.map((fact) => ({ fact, evidence: lastOf(ledger, fact, value.branch_id) }));
  const missing = checks.filter(({ evidence }) => evidence === undefined).map(({ fact }) => fact);
  if (missing.length > 0)
    return sentBack(`these checks did not run on ${value.branch_id}: ${missing.join(', ')}`);

  const failing = checks.filter(({ evidence }) => evidence?.ok === false);
  if (value.verdict === 'verified' && failing.length > 0) {
    return sentBack(
      `the verdict is "verified", but ${failing.map(({ evidence }) => evidence?.summary).join('; ')}`,
    );
  }
  if (value.verdict === 'findings' && value.findings.length === 0)
    return sentBack('findings must say what was found');
  return {
    kind: 'accepted',
    value,
    message: handoffMessage('VerificationReport', from, value, { draft: state.draft }),
  };
}
