import type pg from 'pg';
import { canonicalJson } from '../../policies/canonical.ts';
import { storable } from '../store/jsonb.ts';
import { type Anchor, type AuditEntry, auditHash, noRow } from './row.ts';

/** One at a time per state database: two rows that follow the same one would be a fork. Held until the commit. */
const appendLock = 4_730_118;

interface Place {
  last_seq: string | null;
  last_hash: string | null;
  at: Date;
  known_seq: string | null;
  known_hash: string | null;
}

/**
 * Adds a row in the caller's transaction, as the last thing it does: others wait until it ends. A row that is there
 * already stays as it is.
 */
export async function appendAudit(client: pg.ClientBase, given: AuditEntry): Promise<Anchor> {
  const entry = storable(given);
  await client.query('SELECT pg_advisory_xact_lock($1)', [appendLock]);
  // A statement of its own: only one that begins after the lock is there sees what the one before committed.
  const { rows } = await client.query<Place>(
    `SELECT last.seq AS last_seq, last.hash AS last_hash, known.seq AS known_seq, known.hash AS known_hash,
       date_trunc('milliseconds', clock_timestamp()) AS at
     FROM (VALUES (1)) AS one
       LEFT JOIN LATERAL (SELECT seq, hash FROM godwit.audit ORDER BY seq DESC LIMIT 1) AS last ON true
       LEFT JOIN godwit.audit AS known ON known.run_id = $1 AND known.key = $2`,
    [entry.run_id, entry.key],
  );
  const [place] = rows;
  if (place === undefined) throw new Error('the audit has no place for a row');
  if (place.known_seq !== null) return { seq: Number(place.known_seq), hash: place.known_hash ?? '' };

  const previous = place.last_hash ?? noRow.hash;
  const row = { ...entry, seq: Number(place.last_seq ?? noRow.seq) + 1, at: place.at.toISOString() };
  const hash = auditHash(previous, row);
  await client.query(
    `INSERT INTO godwit.audit (seq, at, run_id, key, kind, actor, payload, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.seq, row.at, row.run_id, row.key, row.kind, row.actor, canonicalJson(row.payload), previous, hash],
  );
  return { seq: row.seq, hash };
}

/** The newest row of all; null where nothing was ever audited. */
export async function auditHead(pool: pg.Pool): Promise<Anchor | null> {
  const { rows } = await pool.query<{ seq: string; hash: string }>(
    'SELECT seq, hash FROM godwit.audit ORDER BY seq DESC LIMIT 1',
  );
  const [row] = rows;
  return row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
}
