import type pg from 'pg';
import type { AuditRow } from './row.ts';

/** A row as it stands in the table: all text, for nothing in it can be relied on before it is checked. */
export interface StoredRow {
  readonly seq: string | null;
  readonly at: string | null;
  readonly run_id: string | null;
  readonly key: string | null;
  readonly kind: string | null;
  readonly actor: string | null;
  readonly payload: string | null;
  readonly prev_hash: string | null;
  readonly hash: string | null;
}

/** With it a query gives `StoredRow`s. */
export const storedColumns = `seq::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  run_id, key, kind, actor, payload::text, prev_hash, hash`;

export interface ListedRow extends AuditRow {
  readonly hash: string;
}

/** The newest rows, oldest first; `run` is an id or the beginning of one. */
export async function listAudit(
  pool: pg.Pool,
  { run, limit }: { readonly run?: string | undefined; readonly limit: number },
): Promise<readonly ListedRow[]> {
  const { rows } = await pool.query<Record<keyof StoredRow, string>>(
    `SELECT ${storedColumns} FROM godwit.audit AS a
     WHERE $1::text IS NULL OR starts_with(a.run_id, $1) ORDER BY a.seq DESC LIMIT $2`,
    [run ?? null, limit],
  );
  return rows
    .reverse()
    .map(({ prev_hash: _, ...row }) => ({ ...row, seq: Number(row.seq), payload: JSON.parse(row.payload) }));
}

/** Which of these runs the state database knows, or knew: the audit outlives a run. */
export async function knownRuns(pool: pg.Pool, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM godwit.run WHERE id = ANY ($1)
     UNION SELECT run_id FROM godwit.audit WHERE run_id = ANY ($1)`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
