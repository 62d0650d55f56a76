import type { MergedMigration } from '../../agents/handoffs/index.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './acceptance.ts';
import { after, lastOf } from './ledger.ts';
import { askedChecks } from './proof.ts';

/** Counts when production holds exactly the approved migration and was looked at afterwards. */
export function acceptMergedMigration(value: MergedMigration, { from, state, context }: Handing): Acceptance {
  const merged = lastOf(state.evidence, 'merged', value.migration_hash);
  if (merged === undefined) return sentBack(`MERGE is missing: ${value.migration_hash} was not merged`);
  if (!merged.ok) return sentBack(`MERGE is not as proven: ${merged.summary}`);
  const ledger = after(state.evidence, merged);
  if (lastOf(ledger, 'history', context.provider.productionRef) === undefined) {
    return sentBack('MONITOR is missing: call list_migrations on production after the merge');
  }
  for (const { holds, evidence, held } of askedChecks(ledger, state.draft, context.provider.productionRef)) {
    if (evidence === undefined) return sentBack(`MONITOR is missing: "${holds}" was not asked of production`);
    if (!held) return sentBack(`on production it is not true that ${holds} (${evidence.summary})`);
  }
  return {
    kind: 'accepted',
    value,
    message: handoffMessage('MergedMigration', from, value, {
      production: context.provider.productionRef,
      requirements: state.handoffs.findLast(({ name }) => name === 'SchemaRequirements')?.value ?? null,
    }),
  };
}
