import { z } from 'zod';
import { observed } from '../../tools/evidence.ts';
import { type AppliedObservation, appliedObservation } from '../../tools/recorded-migration.ts';
import { type RiskClass, riskClasses } from '../../tools/workspace/approvals-config.ts';
import { lastOf } from '../protocol/ledger.ts';
import type { RunStateValue } from '../state.ts';

/** How much a migration may do harm, by what was measured on its branch, and why. */
export const Risk = z.object({
  class: z.enum(riskClasses),
  /** The gravest first. */
  reasons: z.array(
    z.object({
      class: z.enum(riskClasses),
      fact: z.enum(['data', 'lock', 'rewrite', 'rows', 'breaking', 'access']),
      text: z.string(),
    }),
  ),
});
export type Risk = z.infer<typeof Risk>;
type Reason = Risk['reasons'][number];

/** Requests queue behind the lock: a second is noticed, after five most clients have given up. */
const noticedMs = 1_000;
const outageMs = 5_000;
/** Less is written before anybody looks; more makes WAL, dead rows and lag of replicas. */
const manyRows = 10_000;

/** Never from what a model says; what was not measured counts as high. */
export function assessRisk(
  { evidence, draft }: Pick<RunStateValue, 'evidence' | 'draft'>,
  hash: string,
): Risk {
  const applied = appliedObservation(evidence, hash);
  if (applied === undefined)
    return asRisk([{ class: 'high', fact: 'data', text: 'what it does was not measured' }]);
  return asRisk([
    ...dataReasons(evidence, hash, applied),
    ...(draft?.destroys ?? []).map((what) => reason('moderate', 'data', `does not keep ${what} in place`)),
    ...applied.access.map((text) => reason('high', 'access', `who may do what: ${text}`)),
    ...applied.measured.flatMap(({ locks }) => locks.flatMap(lockReasons)),
    ...rowReasons(applied),
    ...(draft?.breaking ?? []).map((text) => reason('moderate', 'breaking', text)),
  ]);
}

function asRisk(reasons: readonly Reason[]): Risk {
  const gravest = reasons.toSorted((a, b) => riskClasses.indexOf(b.class) - riskClasses.indexOf(a.class));
  return { class: gravest[0]?.class ?? 'low', reasons: gravest };
}

const reason = (of: RiskClass, fact: Reason['fact'], text: string): Reason => ({ class: of, fact, text });

/** Rows and values that are gone from where they were; that an archive keeps them does not bring the application along. */
function dataReasons(
  ledger: RunStateValue['evidence'],
  hash: string,
  { branch_id }: AppliedObservation,
): Reason[] {
  const counted = z
    .array(z.object({ what: z.string(), rows: z.number() }))
    .safeParse(observed(lastOf(ledger, 'backup', hash), 'losses'));
  const compared = z
    .array(z.object({ table: z.string(), before: z.number(), after: z.number().nullable() }))
    .safeParse(observed(lastOf(ledger, 'data', branch_id), 'lostRows'));
  if (!counted.success || !compared.success)
    return [reason('high', 'data', 'what it takes away was not counted')];
  const dropped = counted.data.filter(({ rows }) => rows > 0);
  const tables = new Set(dropped.map(({ what }) => what));
  return [
    ...dropped.map(({ what, rows }) => reason('high', 'data', `drops ${what}, which holds ${rows} values`)),
    ...compared.data
      .filter(({ table }) => !tables.has(`table ${table}`))
      .map(({ table, before, after }) =>
        reason('high', 'data', `takes ${before - (after ?? 0)} of ${before} rows out of ${table}`),
      ),
  ];
}

type Lock = AppliedObservation['measured'][number]['locks'][number];

function lockReasons({ relation, mode, heldMs, rewrite, blocks }: Lock): Reason[] {
  const held = `${relation}: ${mode} for ${Math.round(heldMs)} ms, blocks ${blocks}`;
  const isStrong = blocks === 'writes' || blocks === 'reads and writes';
  return [
    ...(isStrong && heldMs >= noticedMs
      ? [reason(heldMs >= outageMs ? 'high' : 'moderate', 'lock', held)]
      : []),
    ...(rewrite ? [reason('moderate', 'rewrite', `rewrites ${relation}`)] : []),
  ];
}

function rowReasons({ measured }: AppliedObservation): Reason[] {
  const rows = measured.reduce((sum, step) => sum + step.rows, 0);
  return rows >= manyRows ? [reason('moderate', 'rows', `writes ${rows} rows`)] : [];
}
