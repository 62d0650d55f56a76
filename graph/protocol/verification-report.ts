import type { VerificationReport } from '../../agents/handoffs/index.ts';
import { recordEvidence } from '../../tools/evidence.ts';
import { branchMigration } from '../facts.ts';
import type { RunStateValue } from '../state.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './acceptance.ts';
import { after, lastOf } from './ledger.ts';
import { changedByHand, proofOf } from './proof.ts';

/** Checks that have to run on every candidate; each leaves evidence, passed or not. */
export const requiredChecks = ['data', 'rls', 'indexes', 'old-app', 'new-app'] as const;

/**
 * A verdict counts when it is about the candidate that was handed over, every check ran on its branch after it was
 * applied last, and agrees with them. `verified` goes into the ledger: without it nothing is merged.
 */
export function acceptVerificationReport(value: VerificationReport, handing: Handing): Acceptance {
  const { from, state } = handing;
  const why =
    notTheCandidate(value, state) ?? (isOpinion(value, handing) ? undefined : disagreement(value, state));
  if (why !== undefined) return sentBack(why);
  return {
    kind: 'accepted',
    value,
    message: handoffMessage('VerificationReport', from, value, { draft: state.draft }),
    evidence: value.verdict === 'verified' ? [verified(value)] : [],
  };
}

function notTheCandidate(
  { branch_id, migration_hash }: VerificationReport,
  { handoffs, evidence }: RunStateValue,
): string | undefined {
  const candidate = handoffs.findLast(({ name }) => name === 'MigrationCandidate')?.value as
    | { readonly branch_id: string; readonly migration_hash: string }
    | undefined;
  if (candidate?.migration_hash !== migration_hash || candidate.branch_id !== branch_id)
    return `the candidate is migration ${candidate?.migration_hash} on branch ${candidate?.branch_id}`;
  if (branchMigration(evidence, branch_id) !== migration_hash)
    return `branch ${branch_id} does not hold migration ${migration_hash}`;
  return undefined;
}

/** Findings of an agent that has none of the checks, a reviewer say: they are what it has read, and stop nothing but this candidate. */
const isOpinion = ({ verdict, findings }: VerificationReport, { from, context }: Handing): boolean =>
  verdict === 'findings' &&
  findings.length > 0 &&
  context.agents.get(from)?.tools.some(({ name }) => name.startsWith('verify_')) === false;

function disagreement(
  { branch_id, migration_hash, verdict, findings }: VerificationReport,
  { evidence }: RunStateValue,
): string | undefined {
  const ledger = after(evidence, proofOf(evidence, migration_hash, branch_id).reapplied);
  const checks = requiredChecks.map((fact) => ({ fact, found: lastOf(ledger, fact, branch_id) }));
  const missing = checks.filter(({ found }) => found === undefined).map(({ fact }) => fact);
  if (missing.length > 0) return `these checks did not run on ${branch_id}: ${missing.join(', ')}`;
  if (verdict === 'findings') return findings.length === 0 ? 'findings must say what was found' : undefined;
  const failing = checks.flatMap(({ found }) => (found?.ok === false ? [found.summary] : []));
  return failing.length > 0
    ? `the verdict is "verified", but ${failing.join('; ')}`
    : changedByHand(ledger, branch_id);
}

const verified = ({ branch_id, migration_hash }: VerificationReport) =>
  recordEvidence(
    {
      step: 'verify',
      fact: 'verified',
      subject: migration_hash,
      ok: true,
      summary: `every check passed on ${branch_id}`,
      observed: { branch_id },
    },
    'engine',
    'handoff',
    new Date(),
  );
