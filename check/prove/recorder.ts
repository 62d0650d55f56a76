import type { ClientBase } from 'pg';
import {
  Measurement,
  type RelationBefore,
  readRelations,
  readTallies,
  readTouched,
  strength,
  type TouchedRelation,
} from '../../postgres/measure/index.ts';
import type { LockMeasurement } from '../../postgres/provider.ts';
import type { Touched } from './measured.ts';

type Tally = { readonly scans: number; readonly rows: number };

/**
 * Measures the statements of one transaction from inside of it: its locks stay until it ends, so that nothing can be
 * missed however short it was.
 */
export class Recorder {
  readonly #session: ClientBase;
  readonly #before: ReadonlyMap<string, RelationBefore>;
  readonly #largest: number;
  readonly #measurement: Measurement;
  readonly #filenodes: Map<string, string | null>;
  readonly #tallies: Map<string, Tally>;
  readonly #modes = new Map<string, string>();

  private constructor(
    session: ClientBase,
    before: ReadonlyMap<string, RelationBefore>,
    tallies: ReadonlyMap<string, Tally>,
  ) {
    this.#session = session;
    this.#before = before;
    this.#largest = [...before.keys()].reduce((largest, oid) => Math.max(largest, Number(oid)), 0);
    this.#measurement = new Measurement(before, tallies);
    this.#filenodes = new Map([...before].map(([oid, { filenode }]) => [oid, filenode]));
    this.#tallies = new Map(tallies);
  }

  /** Before the transaction begins: SET TRANSACTION ISOLATION LEVEL has to be its first query. */
  static async prepare(session: ClientBase): Promise<Recorder> {
    return new Recorder(session, await readRelations(session), await readTallies(session, 'own'));
  }

  /** A statement is done that began at `since`. */
  async look(since: number): Promise<Touched[]> {
    // On an empty database there is nothing that anybody could wait for.
    if (this.#before.size === 0) return [];
    const touched = await readTouched(this.#session, this.#largest);
    const held = touched.filter(({ oid }) => this.#before.has(oid));
    this.#measurement.observe(held, since);
    const strongest = new Map<string, TouchedRelation>();
    for (const lock of held) {
      const other = strongest.get(lock.oid);
      if (other === undefined || strength(lock.mode) > strength(other.mode)) strongest.set(lock.oid, lock);
    }
    return [...strongest.values()].flatMap((lock) => this.#touched(lock));
  }

  /** Shortly before the transaction ends. */
  locks(): LockMeasurement[] {
    const after = new Map<string, RelationBefore>();
    for (const [oid, { name }] of this.#before) {
      const filenode = this.#filenodes.get(oid);
      if (filenode !== undefined) after.set(oid, { name, filenode });
    }
    return this.#measurement.locks(after, this.#tallies, true);
  }

  #touched({ oid, mode, filenode, scans, rows }: TouchedRelation): Touched[] {
    const relation = this.#before.get(oid)?.name ?? oid;
    const old = this.#tallies.get(oid) ?? { scans: 0, rows: 0 };
    const had = this.#filenodes.get(oid);
    // Without a file now, with one before: dropped, not written anew.
    const dropped = filenode === null && had !== null;
    const rewrite = !dropped && had !== undefined && filenode !== had;
    const stronger = strength(mode) > strength(this.#modes.get(oid) ?? '');
    if (dropped) this.#filenodes.delete(oid);
    else this.#filenodes.set(oid, filenode);
    this.#tallies.set(oid, { scans: Math.max(scans, old.scans), rows: Math.max(rows, old.rows) });
    if (stronger) this.#modes.set(oid, mode);
    const changed = { scan: scans > old.scans, rows: Math.max(0, rows - old.rows), rewrite };
    return stronger || changed.scan || changed.rows > 0 || rewrite ? [{ relation, mode, ...changed }] : [];
  }
}

/** Locks of several transactions of one script: the longest hold and the strongest mode of each relation. */
export function mergedLocks(locks: readonly LockMeasurement[]): LockMeasurement[] {
  const merged = new Map<string, LockMeasurement>();
  for (const lock of locks) {
    const other = merged.get(lock.relation);
    if (other === undefined) {
      merged.set(lock.relation, lock);
      continue;
    }
    const strongest = strength(lock.mode) > strength(other.mode) ? lock : other;
    merged.set(lock.relation, {
      ...strongest,
      heldMs: Math.max(lock.heldMs, other.heldMs),
      rewrite: lock.rewrite || other.rewrite,
      scan: lock.scan || other.scan,
    });
  }
  return [...merged.values()].sort(
    (a, b) => strength(b.mode) - strength(a.mode) || (a.relation < b.relation ? -1 : 1),
  );
}
