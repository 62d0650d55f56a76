import { appliedObservation } from '../../tools/recorded-migration.ts';
import { lastOf } from '../protocol/ledger.ts';
import type { RunStateValue } from '../state.ts';
import { type FollowUp, followUpsOf } from './follow-up.ts';

export interface Merged {
  readonly version: string;
  readonly merged: Date;
  readonly followUps: readonly FollowUp[];
}

/** The migration that a run brought to production, with what it leaves to later ones; null where it brought none. */
export function mergedOf(
  runId: string,
  { evidence, draft }: Pick<RunStateValue, 'evidence' | 'draft'>,
): Merged | null {
  const merge = lastOf(evidence ?? [], 'merged');
  const [first] = merge === undefined ? [] : (appliedObservation(evidence, merge.subject)?.steps ?? []);
  if (merge === undefined || first === undefined) return null;
  const merged = new Date(merge.at);
  return { version: first.version, merged, followUps: followUpsOf(runId, draft, merged) };
}
