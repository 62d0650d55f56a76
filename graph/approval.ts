import { appliedObservation } from '../tools/recorded-migration.ts';
import { branchMigration } from './facts.ts';
import type { Question } from './question.ts';
import { proofFacts } from './report/proof-facts.ts';
import type { RunStateValue } from './state.ts';

/** What a person is asked before production is touched: exactly this SQL, with what was measured on the branch. */
export function approvalQuestion(
  call: { id: string; input: unknown },
  state: RunStateValue,
  allowUnattended: boolean,
): Question {
  const branch = branchOfInput(call.input);
  const hash = branchMigration(state.evidence, branch);
  const applied = hash === undefined ? undefined : appliedObservation(state.evidence, hash);
  if (hash === undefined || applied === undefined)
    throw new Error(`the ledger holds no migration on branch ${branch}`);
  const requirements = state.handoffs.findLast(({ name }) => name === 'SchemaRequirements');
  return {
    kind: 'approval',
    callId: call.id,
    hash,
    title: summaryOf(requirements?.value) ?? state.request.title,
    facts: proofFacts(state, hash),
    up: applied.query,
    down: applied.rollback_sql,
    allowUnattended,
  };
}

const branchOfInput = (input: unknown): string =>
  typeof input === 'object' && input !== null && 'branch_id' in input ? String(input.branch_id) : '';

const summaryOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'summary' in value ? String(value.summary) : undefined;
