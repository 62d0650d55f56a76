import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyFacts } from '../policies/facts.ts';
import { type Evidence, observed, sinceRebase } from '../tools/evidence.ts';
import type { LoadedAgent, RunContext } from './context.ts';
import type { RunStateValue } from './state.ts';

/** Gathers what policies judge by, from the ledger, the database's history and the workspace: never from a model. */
export async function policyFacts(
  state: RunStateValue,
  agent: LoadedAgent,
  { workspace, provider }: RunContext,
): Promise<PolicyFacts> {
  const applied = new Set(
    (await provider.listMigrations(provider.productionRef)).map(({ version }) => version),
  );
  return {
    workspaceRoot: workspace.root,
    productionRef: provider.productionRef,
    branches: branchesOf(state.evidence),
    provenMigrations: provenMigrations(state.evidence),
    branchMigration: (branch) => branchMigration(state.evidence, branch),
    appliedMigrationFiles: new Set(
      (await filesIn(join(workspace.root, workspace.migrations)))
        .filter((file) => applied.has(/^\d+/.exec(file)?.[0] ?? ''))
        .map((file) => `${workspace.migrations}/${file}`),
    ),
    writable: agent.definition.writable?.(workspace) ?? [],
  };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Ids of the branches this run created. */
export const branchIds = (ledger: readonly Evidence[]): string[] => [
  ...new Set(
    ledger.filter(({ step, fact }) => step === 'branch' && fact === 'created').map(({ subject }) => subject),
  ),
];

/** Ids and project refs of the branches this run created. */
export function branchesOf(ledger: readonly Evidence[]): ReadonlySet<string> {
  const created = ledger.filter(({ step, fact, ok }) => step === 'branch' && fact === 'created' && ok);
  return new Set(created.flatMap((evidence) => [evidence.subject, observedText(evidence, 'project_ref')]));
}

/** Migrations that were applied, rolled back to the schema and the rows of before, and applied again alike. */
export function provenMigrations(ledger: readonly Evidence[]): ReadonlySet<string> {
  const current = sinceRebase(ledger);
  const held = (fact: string) =>
    new Set(
      current.filter((evidence) => evidence.fact === fact && evidence.ok).map(({ subject }) => subject),
    );
  const rolledBack = held('rolled-back');
  const reapplied = held('reapplied');
  return new Set([...held('applied')].filter((hash) => rolledBack.has(hash) && reapplied.has(hash)));
}

/** The migration that was applied last on a branch and not rolled back since. */
export function branchMigration(ledger: readonly Evidence[], branch: string): string | undefined {
  const last = sinceRebase(ledger).findLast(
    (evidence) =>
      (evidence.fact === 'applied' || evidence.fact === 'reapplied' || evidence.fact === 'rolled-back') &&
      (observedText(evidence, 'branch_id') === branch || observedText(evidence, 'project_ref') === branch),
  );
  return last === undefined || last.fact === 'rolled-back' ? undefined : last.subject;
}

const observedText = (evidence: Evidence, key: string): string => {
  const value = observed(evidence, key);
  return typeof value === 'string' ? value : '';
};
