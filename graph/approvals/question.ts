import type { SchemaRequirements } from '../../agents/handoffs/index.ts';
import { canonicalJson } from '../../policies/canonical.ts';
import { describeTarget } from '../../postgres/provider.ts';
import { appliedObservation } from '../../tools/recorded-migration.ts';
import type { RiskClass } from '../../tools/workspace/approvals-config.ts';
import type { RunContext } from '../context.ts';
import { branchMigration } from '../facts.ts';
import type { Question } from '../question.ts';
import { proofFacts } from '../report/proof-facts.ts';
import { requestNotes } from '../report/request-notes.ts';
import type { RunStateValue } from '../state.ts';
import { type ApprovalRule, approvalRule } from './approvers.ts';
import { assessRisk } from './risk.ts';

export type Approval = Question & { readonly kind: 'approval' };

/**
 * What is asked before production is touched: exactly this SQL, from this schema to that, with what was measured on the
 * branch, and of whom.
 */
export function approvalQuestion(
  call: { id: string; input: unknown },
  state: RunStateValue,
  context: RuleContext,
  policyAllowsUnattended: boolean,
  now: Date,
): Approval {
  const branch = branchOfInput(call.input);
  const hash = branchMigration(state.evidence, branch);
  const applied = hash === undefined ? undefined : appliedObservation(state.evidence, hash);
  if (hash === undefined || applied === undefined)
    throw new Error(`the ledger holds no migration on branch ${branch}`);
  const requirements = state.handoffs.findLast(({ name }) => name === 'SchemaRequirements');
  const risk = assessRisk(state, hash);
  const rule = currentRule(risk.class, context);
  return {
    kind: 'approval',
    callId: call.id,
    hash,
    title: summaryOf(requirements?.value) ?? state.request.title,
    notes: requestNotes(requirements?.value as SchemaRequirements | undefined),
    facts: proofFacts(state, hash),
    up: applied.query,
    down: applied.rollback_sql,
    schemaBefore: applied.schemaBefore,
    schemaAfter: applied.schemaAfter,
    risk,
    approvers: rule.approvers,
    expires: new Date(now.getTime() + rule.expireHours * 3_600_000).toISOString(),
    allowUnattended: policyAllowsUnattended && rule.approvers.unattended,
  };
}

type RuleContext = Pick<RunContext, 'workspace' | 'provider' | 'requesters'>;

function currentRule(risk: RiskClass, { workspace, provider, requesters }: RuleContext): ApprovalRule {
  const identity = provider.identity();
  const target = { name: describeTarget(identity), isEmbedded: identity.kind === 'embedded' };
  return approvalRule(workspace.approvals, target, risk, requesters);
}

/** Whether godwit.yaml by now says something else about who approves. */
export const isOutdated = ({ approvers, risk }: Approval, context: RuleContext): boolean =>
  canonicalJson(currentRule(risk.class, context).approvers) !== canonicalJson(approvers);

export const branchOfInput = (input: unknown): string =>
  typeof input === 'object' && input !== null && 'branch_id' in input ? String(input.branch_id) : '';

const summaryOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'summary' in value ? String(value.summary) : undefined;
