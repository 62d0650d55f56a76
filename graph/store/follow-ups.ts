import type pg from 'pg';
import { z } from 'zod';
import { Operation } from '../../postgres/operations/index.ts';
import type { FollowUp } from '../follow-ups/follow-up.ts';
import { storable } from './jsonb.ts';

/** A follow-up with what is known about the run that left it. */
export interface StoredFollowUp extends FollowUp {
  readonly run: string;
  readonly runTitle: string;
  /** Of the migration that left it. */
  readonly version: string;
  readonly since: Date;
}

interface Row {
  id: string;
  run_id: string;
  title: string;
  version: string;
  what: string;
  operations: unknown;
  archive: string | null;
  opened_at: Date;
  not_before: Date;
}

const fromRow = (row: Row): StoredFollowUp => ({
  id: row.id,
  run: row.run_id,
  runTitle: row.title,
  version: row.version,
  what: row.what,
  operations: z.array(Operation).parse(row.operations),
  archive: row.archive,
  since: row.opened_at,
  notBefore: row.not_before,
});

const select = `SELECT f.id, f.run_id, r.title, f.version, f.what, f.operations, f.archive, f.opened_at, f.not_before
  FROM godwit.follow_up f JOIN godwit.run r ON r.id = f.run_id`;

/** May be done again: what is there already stays as it is. */
export async function keepFollowUps(
  pool: pg.Pool,
  run: string,
  { version, merged }: { readonly version: string; readonly merged: Date },
  followUps: readonly FollowUp[],
): Promise<void> {
  for (const { id, what, operations, archive, notBefore } of followUps) {
    await pool.query(
      `INSERT INTO godwit.follow_up (id, run_id, version, what, operations, archive, opened_at, not_before)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
      [id, run, version, what, JSON.stringify(storable(operations)), archive, merged, notBefore],
    );
  }
}

/** Of all runs on a target that were not seen to be done, the earliest sensible first. */
export async function listFollowUps(pool: pg.Pool, target: string): Promise<readonly StoredFollowUp[]> {
  const { rows } = await pool.query<Row>(
    `${select} WHERE f.closed_at IS NULL AND r.spec ->> 'target' = $1 ORDER BY f.not_before, r.seq, f.id`,
    [target],
  );
  return rows.map(fromRow);
}

/** For good: a column that gets the same name later is another one. */
export async function closeFollowUps(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool.query(
    `UPDATE godwit.follow_up SET closed_at = now() WHERE id = ANY ($1) AND closed_at IS NULL`,
    [ids],
  );
}

/** All that a run left. */
export async function closeFollowUpsOf(pool: pg.Pool, run: string): Promise<void> {
  await pool.query(`UPDATE godwit.follow_up SET closed_at = now() WHERE run_id = $1 AND closed_at IS NULL`, [
    run,
  ]);
}

/** All that a run left; what the database shows as done is closed again when somebody looks. */
export async function reopenFollowUpsOf(pool: pg.Pool, run: string): Promise<void> {
  await pool.query(`UPDATE godwit.follow_up SET closed_at = NULL WHERE run_id = $1`, [run]);
}
