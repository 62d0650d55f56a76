import type { PolicyFacts } from '../policies/facts.ts';
import { appliedMigrations } from '../tools/applied-migrations.ts';
import type { Tool } from '../tools/define.ts';
import { type Evidence, observed, sinceRebase } from '../tools/evidence.ts';
import type { LoadedAgent, RunContext } from './context.ts';
import { after } from './protocol/ledger.ts';
import { isOn, isProven } from './protocol/proof.ts';
import type { RunStateValue } from './state.ts';

/** Gathers what policies judge by, from the ledger, the database's history and the workspace: never from a model. */
export async function policyFacts(
  state: RunStateValue,
  agent: LoadedAgent,
  { workspace, provider }: RunContext,
  tool: Pick<Tool, 'asksAppliedMigrations'>,
): Promise<PolicyFacts> {
  const writable = agent.definition.writable?.(workspace) ?? [];
  // A role that writes nothing is refused before anybody asks what is applied.
  const read = async () => (writable.length === 0 ? [] : appliedMigrations(workspace, provider));
  const applied = tool.asksAppliedMigrations === true ? await read() : null;
  return {
    workspaceRoot: workspace.root,
    productionRef: provider.productionRef,
    branches: branchesOf(state.evidence),
    isProven: (branch, hash) => isProven(state.evidence, hash, branch),
    isVerified: (branch, hash) => isVerified(state.evidence, branch, hash),
    branchMigration: (branch) => branchMigration(state.evidence, branch),
    get appliedMigrations() {
      if (applied === null) throw new Error('which migrations are applied was not read for this tool');
      return applied;
    },
    writable,
  };
}

/** Ids and project refs of the branches this run created. */
export function branchesOf(ledger: readonly Evidence[]): ReadonlySet<string> {
  const created = ledger.filter(({ step, fact, ok }) => step === 'branch' && fact === 'created' && ok);
  return new Set(created.flatMap((evidence) => [evidence.subject, observedText(evidence, 'project_ref')]));
}

/** The engine accepted the tester's report on this migration, and the branch still holds what was tested. */
export function isVerified(ledger: readonly Evidence[], branch: string, hash: string): boolean {
  const current = sinceRebase(ledger);
  const verified = current.findLast(
    (evidence) => evidence.fact === 'verified' && evidence.subject === hash && isOn(evidence, branch),
  );
  return verified !== undefined && !after(current, verified).some((evidence) => changes(evidence, branch));
}

/** The migration that was applied last on a branch and not rolled back since. */
export function branchMigration(ledger: readonly Evidence[], branch: string): string | undefined {
  const last = sinceRebase(ledger).findLast((evidence) => changes(evidence, branch));
  return last === undefined || last.fact === 'rolled-back' ? undefined : last.subject;
}

const changes = (evidence: Evidence, branch: string): boolean =>
  ['applied', 'reapplied', 'rolled-back'].includes(evidence.fact) && isOn(evidence, branch);

const observedText = (evidence: Evidence, key: string): string => {
  const value = observed(evidence, key);
  return typeof value === 'string' ? value : '';
};
