import type { LockMeasurement } from '../provider.ts';
import { blockedBy, strength } from './lock-modes.ts';
import type { HeldLock, RelationBefore, Tallies } from './read.ts';

interface Seen {
  mode: string;
  since: number;
  until: number;
}

/**
 * What one step does to the relations that were there before it. Times are `performance.now()`, in ms; a relation
 * counts with the strongest lock seen on it.
 */
export class Measurement {
  readonly started = performance.now();
  readonly #before: ReadonlyMap<string, RelationBefore>;
  readonly #tallies: Tallies;
  readonly #seen = new Map<string, Seen>();

  constructor(before: ReadonlyMap<string, RelationBefore>, tallies: Tallies) {
    this.#before = before;
    this.#tallies = tallies;
  }

  /**
   * The locks are held now; those not seen before were taken at `since` at the earliest. Returns whether a lock that
   * keeps others from changing something was seen yet.
   */
  observe(locks: readonly HeldLock[], since: number): boolean {
    const until = performance.now();
    for (const { oid, mode } of locks) {
      if (!this.#before.has(oid)) continue;
      const seen = this.#seen.get(oid);
      if (seen === undefined || strength(mode) > strength(seen.mode))
        this.#seen.set(oid, { mode, since, until });
      else seen.until = until;
    }
    return [...this.#seen.values()].some(({ mode }) => strength(mode) > strength('AccessShareLock'));
  }

  /** `held`: the locks are still there and go with the transaction that ends now. */
  locks(after: ReadonlyMap<string, RelationBefore>, tallies: Tallies, held: boolean): LockMeasurement[] {
    const now = performance.now();
    return [...this.#seen]
      .map(([oid, { mode, since, until }]): LockMeasurement => {
        const [old, current] = [this.#before.get(oid), after.get(oid)];
        return {
          relation: old?.name ?? oid,
          mode,
          heldMs: round((held ? now : until) - since),
          rewrite: current !== undefined && current.filenode !== (old?.filenode ?? null),
          scan: (tallies.get(oid)?.scans ?? 0) > (this.#tallies.get(oid)?.scans ?? 0),
          blocks: blockedBy(mode),
        };
      })
      .sort((a, b) => strength(b.mode) - strength(a.mode) || (a.relation < b.relation ? -1 : 1));
  }

  /** Rows inserted, updated or deleted since the measurement began. */
  rows(tallies: Tallies): number {
    let rows = 0;
    for (const [oid, { rows: now }] of tallies)
      rows += Math.max(0, now - (this.#tallies.get(oid)?.rows ?? 0));
    return rows;
  }

  get ms(): number {
    return round(performance.now() - this.started);
  }
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
