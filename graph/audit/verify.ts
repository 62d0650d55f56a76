import type pg from 'pg';
import { canonicalJson } from '../../policies/canonical.ts';
import { type StoredRow, storedColumns } from './read.ts';
import { type Anchor, type AuditRow, auditHash, noRow } from './row.ts';

/** An anchor that somebody kept outside of the state database. */
export interface KeptAnchor extends Anchor {
  /** Where, in words: `commit 1a2b3c`. */
  readonly where: string;
}

/** The first row that is not as it was written. */
export interface Broken {
  readonly seq: number;
  readonly how: 'edited' | 'deleted' | 'reordered' | 'truncated';
  readonly text: string;
}

export interface Verified {
  /** Rows that are as they were written, from the first on. */
  readonly rows: number;
  /** The last of them. */
  readonly head: Anchor | null;
  /** Anchors that stand in the chain. */
  readonly anchors: number;
  readonly broken: Broken | null;
}

/** Rows in memory at a time. */
const batch = 2_000;
/** How far from its place a row is looked for; further away it counts as edited. */
const reach = 1_000;

/** Reads the whole chain as it stands at one moment, a batch at a time, up to the first row that is wrong. */
export async function verifyAudit(pool: pg.Pool, kept: readonly KeptAnchor[]): Promise<Verified> {
  const anchors = new Map<number, KeptAnchor[]>();
  for (const anchor of kept) anchors.set(anchor.seq, [...(anchors.get(anchor.seq) ?? []), anchor]);
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(
      `DECLARE chain CURSOR FOR SELECT ${storedColumns} FROM godwit.audit AS a ORDER BY a.seq`,
    );
    let last = noRow;
    let held = 0;
    const found = (broken: Broken | null): Verified => ({
      rows: last.seq,
      head: last.seq === 0 ? null : last,
      anchors: held,
      broken,
    });
    for (;;) {
      const { rows } = await client.query<StoredRow>(`FETCH ${batch} FROM chain`);
      for (const row of rows) {
        const broken = await wrong(client, row, last);
        if (broken !== null) return found(broken);
        const next = { seq: last.seq + 1, hash: row.hash ?? '' };
        const named = anchors.get(next.seq) ?? [];
        const other = named.find(({ hash }) => hash !== next.hash);
        if (other !== undefined) return found(anotherChain(other));
        held += named.length;
        last = next;
      }
      if (rows.length === 0) break;
    }
    const [cut] = kept.filter(({ seq }) => seq > last.seq).sort((a, b) => b.seq - a.seq);
    return found(cut === undefined ? null : truncated(cut, last));
  } finally {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}

/** What is wrong with a row that should follow the last good one. */
async function wrong(client: pg.ClientBase, stored: StoredRow, last: Anchor): Promise<Broken | null> {
  const expected = last.seq + 1;
  const seq = Number(stored.seq);
  if (seq > expected) return { seq: expected, how: 'deleted', text: `${rowsWords(expected, seq - 1)} gone` };
  if (seq < expected) return { seq, how: 'reordered', text: `row ${seq} stands there more than once` };

  const edited = { seq, how: 'edited' as const, text: `row ${seq} is not as it was written` };
  const row = parsed(stored);
  if (row === null) return edited;
  const previous = stored.prev_hash ?? '';
  const isWritten = (at: number): boolean => auditHash(previous, { ...row, seq: at }) === stored.hash;
  if (isWritten(seq)) {
    if (previous === last.hash) return null;
    // This one is as it was written; what stands before it is not what it followed.
    return last.seq === 0
      ? edited
      : {
          seq: last.seq,
          how: 'edited',
          text: `row ${last.seq} is not the one that row ${seq} was written after`,
        };
  }
  const written = near(seq).find(isWritten);
  if (written === undefined) return edited;
  const { rows } = await client.query<{ seq: string }>(
    'SELECT seq FROM godwit.audit WHERE prev_hash = $1 LIMIT 1',
    [last.hash],
  );
  const [belongs] = rows;
  return belongs === undefined
    ? { seq, how: 'deleted', text: `row ${seq} is gone: what stands there was row ${written}` }
    : { seq, how: 'reordered', text: `row ${seq} was row ${written}, and row ${belongs.seq} was row ${seq}` };
}

/** Null where it cannot be what was written. */
function parsed({ seq, at, run_id, key, kind, actor, payload }: StoredRow): AuditRow | null {
  if (at === null || run_id === null || key === null || kind === null || actor === null || payload === null)
    return null;
  try {
    const value = JSON.parse(payload);
    if (canonicalJson(value) !== payload) return null;
    return { seq: Number(seq), at, run_id, key, kind, actor, payload: value };
  } catch {
    return null;
  }
}

/** The nearest first. */
const near = (seq: number): number[] =>
  Array.from({ length: reach }, (_, index) => [seq + index + 1, seq - index - 1]).flat();

const rowsWords = (from: number, to: number): string =>
  from === to ? `row ${from} is` : `rows ${from} to ${to} are`;

const anotherChain = ({ seq, where, hash }: KeptAnchor): Broken => ({
  seq,
  how: 'edited',
  text: `row ${seq} is not the one that ${where} names (${hash.slice(0, 12)}): it or one before it was written anew`,
});

const truncated = ({ seq, where }: KeptAnchor, last: Anchor): Broken => ({
  seq: last.seq + 1,
  how: 'truncated',
  text: `${rowsWords(last.seq + 1, seq)} gone from the end: ${where} names row ${seq}`,
});
