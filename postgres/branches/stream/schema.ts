import type { Action, Plan } from '@supabase/pg-delta/plan';
import type pg from 'pg';
import { openPool } from '../../connection/pool.ts';
import type { Target } from '../../connection/target.ts';
import { applicationName, lockTimeoutMs } from '../maintenance.ts';
import { corrected } from './corrections.ts';
import { withIcuLocales } from './icu-locales.ts';
import { dependencies, type EncodeId, inColumnOrder } from './order.ts';
import { splitAtRows } from './phases.ts';

/** Kinds the planner only counts but `supplement.sql` covers. */
const supplemented = new Set<unknown>(['statistics object']);

/** SQL that makes production's schema in an empty database, in parts: before the rows, after them, and what must be last. */
export interface SchemaPlan {
  applyBefore(): Promise<void>;
  applyAfter(): Promise<void>;
  /** Event triggers, which nothing that is made here may set off. */
  applyLast(): Promise<void>;
}

/** Plans and applies with one connection on each side, both ended when `work` is done. */
export async function withSchemaPlan(
  source: Target,
  branch: Target,
  work: (plan: SchemaPlan) => Promise<void>,
): Promise<void> {
  const options = { applicationName, lockTimeoutMs, max: 1 };
  const from = await openPool(source, options);
  try {
    const to = await openPool(branch, options);
    try {
      await work(await planSchema(from, to));
    } finally {
      await to.end();
    }
  } finally {
    await from.end();
  }
}

async function planSchema(source: pg.Pool, branch: pg.Pool): Promise<SchemaPlan> {
  // Loaded only when needed: the template way, the usual one, does without it.
  const { apply, encodeId, extract, plan } = await import('@supabase/pg-delta');
  // Options of foreign servers go from one database to another of the same server and nowhere else.
  const options = { redactSecrets: false };
  const [wanted, empty] = await Promise.all([extract(source, options), extract(branch, options)]);
  const unknown = wanted.diagnostics.filter(
    ({ code, context }) => code === 'unmodeled_kind' && !supplemented.has(context?.kind),
  );
  if (unknown.length > 0) throw new Error(unknown.map(({ message }) => message).join('; '));
  const facts = await withIcuLocales(wanted.factBase);
  const whole = plan(empty.factBase, facts, { compact: false });
  const actions = inColumnOrder(await corrected(whole.actions, facts, source), facts, encodeId);
  const parts = splitAtRows(actions, dependencies(actions, facts, encodeId), facts);
  const run = (part: Action[]) => applyPart(branch, apply, { ...whole, actions: part }, encodeId);
  return {
    applyBefore: () => run(parts.before),
    applyAfter: () => run(parts.afterwards),
    applyLast: () => run(parts.last),
  };
}

async function applyPart(
  branch: pg.Pool,
  apply: typeof import('@supabase/pg-delta').apply,
  part: Plan,
  encode: EncodeId,
): Promise<void> {
  if (part.actions.length === 0) return;
  const { status, error } = await apply(part, branch, { fingerprintGate: false });
  if (status !== 'failed') return;
  // Not its `sql`: that may hold options of a foreign server.
  const [object] = part.actions[error?.actionIndex ?? 0]?.produces ?? [];
  const what = object === undefined ? '' : `${encode(object)}: `;
  throw new Error(`${what}${error?.message ?? 'the schema could not be made'}`);
}
