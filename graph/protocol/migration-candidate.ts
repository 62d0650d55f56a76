import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationCandidate } from '../../agents/handoffs/index.ts';
import { workspaceFiles } from '../../postgres/script/index.ts';
import type { Evidence } from '../../tools/evidence.ts';
import { recordedMigration } from '../../tools/recorded-migration.ts';
import { branchesOf, branchMigration } from '../facts.ts';
import type { RunStateValue } from '../state.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './acceptance.ts';
import { documented } from './document.ts';
import { after, lastOf } from './ledger.ts';
import { askedChecks, changedByHand, proofOf } from './proof.ts';
import { protectedLosses } from './protected-losses.ts';

/**
 * A candidate counts when the ledger holds the protocol's steps 1 to 6 for exactly its hash. The first step that is
 * missing is what the agent is told.
 */
export async function acceptMigrationCandidate(
  value: MigrationCandidate,
  handing: Handing,
): Promise<Acceptance> {
  const { state, context, from } = handing;
  const missing = missingProof(value, state) ?? (await differingFile(value, handing));
  if (missing !== undefined) return sentBack(missing);
  const evidence: Evidence[] = [];
  for (const look of [documented, protectedLosses]) {
    const found = await look(value, handing);
    if ('refused' in found) return sentBack(found.refused);
    evidence.push(found.evidence);
  }
  return {
    kind: 'accepted',
    value,
    evidence,
    message: handoffMessage('MigrationCandidate', from, value, {
      operations: state.handoffs.findLast(({ name }) => name === 'SchemaRequirements')?.value ?? null,
      production: context.provider.productionRef,
    }),
  };
}

function missingProof(
  { branch_id, migration_hash, documentation }: MigrationCandidate,
  { evidence: ledger, draft }: RunStateValue,
): string | undefined {
  if (lastOf(ledger, 'schema') === undefined) return 'ANALYZE is missing: list_tables was not called.';
  if (!branchesOf(ledger).has(branch_id))
    return `BRANCH is missing: this run created no branch ${branch_id}.`;
  const { applied, rolledBack, reapplied } = proofOf(ledger, migration_hash, branch_id);
  if (applied?.ok !== true)
    return `MIGRATE is missing: no migration ${migration_hash} was applied on ${branch_id}.`;
  if (rolledBack === undefined) return 'ROLLBACK is missing: call reset_branch to test the rollback.';
  if (!rolledBack.ok) return `ROLLBACK failed: ${rolledBack.summary}`;
  if (reapplied === undefined) return 'After the rollback the same migration has to be applied again.';
  if (!reapplied.ok) return `The second application differs: ${reapplied.summary}`;
  if (branchMigration(ledger, branch_id) !== migration_hash)
    return `MIGRATE is missing: branch ${branch_id} does not hold ${migration_hash} any more.`;
  const since = after(ledger, reapplied);
  for (const { holds, evidence, held } of askedChecks(since, draft, branch_id)) {
    if (evidence === undefined)
      return `TEST is missing: "${holds}" was not asked of the branch after the last apply_migration.`;
    if (!held) return `TEST failed: not true that ${holds} (${evidence.summary}).`;
  }
  return lastOf(ledger, 'written', documentation)?.ok === true
    ? changedByHand(since, branch_id)
    : `DOCUMENT is missing: ${documentation} was not written.`;
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
