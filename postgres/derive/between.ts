import { type ExtractResult, extract } from '@supabase/pg-delta/extract';
import { type Action, plan } from '@supabase/pg-delta/plan';
import { openPool } from '../connection/pool.ts';
import type { Target } from '../connection/target.ts';
import type { Snapshot } from '../snapshot/index.ts';
import { corrected } from './faults.ts';
import { type Identities, readIdentities } from './identities.ts';
import { keepingColumns } from './keep.ts';
import { aroundRows, type Refill } from './phases.ts';
import { segments, view } from './rollback.ts';

/** A schema at one moment, as SQL is written from; kept after the database went on. */
export interface SchemaFacts {
  readonly extracted: ExtractResult;
  readonly roles: readonly string[];
  readonly identities: Identities;
}

export interface SchemaRollback {
  readonly statements: readonly string[];
  /** All of it can be one transaction. */
  readonly transactional: boolean;
}

/** Reads a database and leaves no session behind. */
export async function readFacts(target: Target): Promise<SchemaFacts> {
  const pool = await openPool(target, { applicationName: 'godwit', max: 1 });
  try {
    const extracted = await extract(pool);
    const { rows } = await pool.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    return { extracted, roles: rows.map(({ rolname }) => rolname), identities: await readIdentities(pool) };
  } finally {
    await pool.end();
  }
}

/** What has to happen to rows on the way back. */
export interface RowsBack {
  /** Statements that bring rows back. */
  readonly rows: readonly string[];
  /** Columns that need no cast, since those statements fill them. */
  readonly refills: readonly Refill[];
}

/**
 * SQL that leads from the later schema back to the earlier one; whether it does is for a proof to say. What is there
 * in both has the same name in both (`movesBack`). `wanted` is the earlier schema.
 * @throws RowsWouldGo
 */
export function rollbackBetween(
  before: SchemaFacts,
  after: SchemaFacts,
  wanted: Snapshot,
  { rows, refills }: RowsBack = { rows: [], refills: [] },
): SchemaRollback {
  const back = plan(after.extracted.factBase, before.extracted.factBase, {
    ...view,
    assumedRoles: [...new Set([...before.roles, ...after.roles])],
  });
  const kept: readonly Action[] = keepingColumns(back.actions, before.identities, after.identities, wanted);
  const actions = corrected(kept, wanted);
  const parts = segments({
    ...back,
    actions: rows.length === 0 ? actions : aroundRows(actions, rows, refills),
  });
  return {
    statements: parts.map(({ sql }) => sql),
    transactional: parts.length <= 1 && parts.every(({ kind }) => kind === 'transactional'),
  };
}
