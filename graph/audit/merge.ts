import type { ToolUseBlock } from '../../agents/models/model.ts';
import { type Evidence, observed } from '../../tools/evidence.ts';
import { recordedMigration } from '../../tools/recorded-migration.ts';
import { branchMigration } from '../facts.ts';
import type { RunStateValue } from '../state.ts';
import type { AuditTrail } from './trail.ts';

interface Ended {
  readonly isError: boolean;
  readonly evidence: readonly Evidence[];
}

/**
 * Around a call that changes production: that it begins is on record before anything is touched, how it ended
 * afterwards. A call that breaks off stays begun until a run goes on with it.
 */
export async function auditMerge<Result extends Ended>(
  { id, input }: ToolUseBlock,
  { evidence, consent }: RunStateValue,
  audit: AuditTrail,
  merge: () => Promise<Result>,
): Promise<Result> {
  const branch = (input as { branch_id?: unknown } | null)?.branch_id;
  const hash = branchMigration(evidence, typeof branch === 'string' ? branch : '');
  const migration = hash === undefined ? undefined : recordedMigration(evidence, hash);
  // Nothing stands on that branch, which the tool says itself.
  if (migration === undefined) return await merge();
  const of = { call: id, migration: migration.hash };
  await audit.add({
    key: `merge-begun.${id}`,
    kind: 'merge-begun',
    actor: 'godwit',
    payload: {
      ...of,
      versions: migration.steps.map(({ version }) => version),
      approvedBy: consent?.callId === id ? consent.by : null,
    },
  });
  const ended = await merge();
  const merged = ended.evidence.find(({ fact }) => fact === 'merged');
  await audit.add({
    key: `merge-ended.${id}`,
    kind: 'merge-ended',
    actor: 'godwit',
    payload:
      merged === undefined
        ? { ...of, merged: false }
        : {
            ...of,
            merged: true,
            asProven: merged.ok,
            versions: observed(merged, 'versions') ?? [],
            schemaBefore: observed(merged, 'schemaBefore') ?? null,
            schemaAfter: observed(merged, 'schemaAfter') ?? null,
          },
  });
  return ended;
}
