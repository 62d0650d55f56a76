import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationCandidate } from '../../agents/handoffs/index.ts';
import { workspaceFiles } from '../../postgres/script/index.ts';
import { type Evidence, observed, sinceRebase } from '../../tools/evidence.ts';
import { recordedMigration } from '../../tools/recorded-migration.ts';
import { branchesOf } from '../facts.ts';
import type { RunStateValue } from '../state.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './accept.ts';
import { after, lastOf } from './ledger.ts';
import { unprotectedLosses } from './unprotected-losses.ts';

/**
 * A candidate counts when the ledger holds the protocol's steps 1 to 6 for exactly its hash. The first step that is
 * missing is what the agent is told.
 */
export async function acceptMigrationCandidate(
  value: MigrationCandidate,
  handing: Handing,
): Promise<Acceptance> {
  const { state, context, from } = handing;
  const missing =
    missingProof(value, state) ??
    (await differingFile(value, handing)) ??
    (await unprotectedLosses(value, handing));
  if (missing !== undefined) return sentBack(missing);
  return {
    kind: 'accepted',
    value,
    message: handoffMessage('MigrationCandidate', from, value, {
      operations: state.handoffs.findLast(({ name }) => name === 'SchemaRequirements')?.value ?? null,
      production: context.provider.productionRef,
    }),
  };
}

function missingProof(
  { branch_id, migration_hash, documentation }: MigrationCandidate,
  state: RunStateValue,
) {
  const ledger = state.evidence;
  if (lastOf(ledger, 'schema') === undefined) return 'ANALYZE is missing: list_tables was not called.';
  if (!branchesOf(ledger).has(branch_id))
    return `BRANCH is missing: this run created no branch ${branch_id}.`;
  const applied = lastOf(sinceRebase(ledger), 'applied', migration_hash);
  if (applied?.ok !== true)
    return `MIGRATE is missing: no migration ${migration_hash} was applied on ${branch_id}.`;
  const rolledBack = lastOf(after(ledger, applied), 'rolled-back', migration_hash);
  if (rolledBack === undefined) return 'ROLLBACK is missing: call reset_branch to test the rollback.';
  if (!rolledBack.ok) return `ROLLBACK failed: ${rolledBack.summary}`;
  const reapplied = lastOf(after(ledger, rolledBack), 'reapplied', migration_hash);
  if (reapplied === undefined) return 'After the rollback the same migration has to be applied again.';
  if (!reapplied.ok) return `The second application differs: ${reapplied.summary}`;
  return (
    untested(state, after(ledger, reapplied)) ??
    (lastOf(ledger, 'written', documentation)?.ok === true
      ? undefined
      : `DOCUMENT is missing: ${documentation} was not written.`)
  );
}

/** Every verification of the draft ran after the last application and counted zero. */
function untested(state: RunStateValue, ledger: readonly Evidence[]): string | undefined {
  for (const { holds, sql } of state.draft?.verifications ?? []) {
    const ran = ledger.findLast(({ fact, subject }) => fact === 'query' && subject === sql.trim());
    if (ran === undefined)
      return `TEST is missing: "${holds}" was not asked of the branch after the last apply_migration.`;
    if (observed(ran, 'counted') !== 0) return `TEST failed: not true that ${holds} (${ran.summary}).`;
  }
  return undefined;
}

/** The files are what was proven, byte for byte. */
async function differingFile({ migration_hash }: MigrationCandidate, { state, context }: Handing) {
  const migration = recordedMigration(state.evidence, migration_hash);
  if (migration === undefined) return `the ledger holds no SQL for ${migration_hash}`;
  for (const { path, content } of workspaceFiles(migration, context.workspace)) {
    const written = await readFile(join(context.workspace.root, path), 'utf8').catch(() => undefined);
    if (written === undefined) return `${path} is not there; write it as apply_migration returned it.`;
    if (written !== content)
      return `${path} is not what was proven on the branch; write it as apply_migration returned it.`;
  }
  return undefined;
}
