import { type ExtractResult, extract } from '@supabase/pg-delta/extract';
import { plan } from '@supabase/pg-delta/plan';
import { openPool } from '../connection/pool.ts';
import type { Target } from '../connection/target.ts';
import { aroundRows, type Refill } from './phases.ts';
import { segments, view } from './rollback.ts';

/** A schema at one moment, as SQL is written from; kept after the database went on. */
export interface SchemaFacts {
  readonly extracted: ExtractResult;
  readonly roles: readonly string[];
}

export interface SchemaRollback {
  readonly sql: string;
  /** All of it can be one transaction. */
  readonly transactional: boolean;
  /** Statements that take data away which the later schema may hold. */
  readonly destroys: readonly string[];
}

/** Reads a database and leaves no session behind. */
export async function readFacts(target: Target): Promise<SchemaFacts> {
  const pool = await openPool(target, { applicationName: 'godwit', max: 1 });
  try {
    const extracted = await extract(pool);
    const { rows } = await pool.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    return { extracted, roles: rows.map(({ rolname }) => rolname) };
  } finally {
    await pool.end();
  }
}

/**
 * SQL that leads from the later schema back to the earlier one; whether it does is for a proof to say. `rows`:
 * statements that bring rows back on the way; `refills`: columns that need no cast, since those fill them.
 */
export function rollbackBetween(
  before: SchemaFacts,
  after: SchemaFacts,
  rows: readonly string[] = [],
  refills: readonly Refill[] = [],
): SchemaRollback {
  const back = plan(after.extracted.factBase, before.extracted.factBase, {
    ...view,
    assumedRoles: [...new Set([...before.roles, ...after.roles])],
  });
  const parts = segments(
    rows.length === 0 ? back : { ...back, actions: aroundRows(back.actions, rows, refills) },
  );
  return {
    sql: `${parts.length === 0 ? '-- The schema is the same before and after.\nSELECT 1;' : parts.map(({ sql }) => sql).join('\n')}\n`,
    transactional: parts.length <= 1 && parts.every(({ kind }) => kind === 'transactional'),
    destroys: back.actions.filter(({ dataLoss }) => dataLoss === 'destructive').map(({ sql }) => sql),
  };
}
