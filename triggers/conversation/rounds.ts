import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { GodwitError } from '../../errors.ts';
import { listSpeaking, type Run } from '../../graph/store/runs.ts';
import { findSaid } from '../../graph/store/said.ts';
import { isConnectionLost } from '../../postgres/connection/failure.ts';
import { type Heard, hear } from './hear.ts';
import { dueOf } from './outbox.ts';
import type { Listener, Place } from './place.ts';
import { sayOnce } from './say.ts';

/** Told as it happens. */
export interface News {
  said(place: Place, run: Run, title: string, url: string | null): void;
  heard(heard: Heard): void;
  trouble(place: string, error: Error): void;
  /** No trouble, or none any more. */
  well(place: string): void;
}

interface PlaceOfRuns {
  readonly place: Place;
  readonly kind: Listener['kind'];
  readonly runs: Run[];
}

/** Milliseconds after which a place is tried again that does not let us in. */
const refusedMs = 10 * 60_000;

/** Says what runs have to say where their requests came from, and takes what people say there. */
export class Rounds {
  readonly #pool: pg.Pool;
  readonly #listeners: readonly Listener[];
  readonly #news: News;
  readonly #pausedUntil = new Map<string, number>();
  #wake = new AbortController();

  constructor(pool: pg.Pool, listeners: readonly Listener[], news: News) {
    this.#pool = pool;
    this.#listeners = listeners;
    this.#news = news;
  }

  /** Begins the next round at once. */
  wake(): void {
    this.#wake.abort();
  }

  /** One round after the other, until the signal; that under way is let finish. */
  async keepOn(pauseMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      await this.round({ signal });
      await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, this.#wake.signal]) }).catch(
        () => undefined,
      );
    }
  }

  /** All places, or that of one run. */
  async round({ signal, of }: { signal?: AbortSignal; of?: string } = {}): Promise<void> {
    for (const { place, kind, runs } of this.#places(await listSpeaking(this.#pool))) {
      if (signal?.aborted) return;
      if (of !== undefined && runs.every(({ id }) => id !== of)) continue;
      if ([place.name, kind].some((one) => (this.#pausedUntil.get(one) ?? 0) > Date.now())) continue;
      try {
        for (const run of runs) await this.#say(place, run);
        const waiting = runs.filter(({ status }) => status === 'waiting').map(({ id }) => id);
        await hear(this.#pool, place, waiting, (heard) => this.#news.heard(heard));
        this.#news.well(place.name);
      } catch (error) {
        // What is odd about one place must not end the others; without the state database there are none.
        if (!(error instanceof Error) || isConnectionLost(error)) throw error;
        // A limit is that of the token: it holds wherever it is used.
        this.#pausedUntil.set(resetOf(error) === undefined ? place.name : kind, pauseAfter(error));
        this.#news.trouble(place.name, error);
      }
    }
  }

  #places(runs: readonly Run[]): Iterable<PlaceOfRuns> {
    const places = new Map<string, PlaceOfRuns>();
    for (const run of runs) {
      const { kind } = run.spec.request.source;
      const place = this.#listeners.find((listener) => listener.kind === kind)?.placeOf(run);
      if (place === undefined) continue;
      const known = places.get(place.name);
      if (known === undefined) places.set(place.name, { place, kind, runs: [run] });
      else known.runs.push(run);
    }
    return places.values();
  }

  async #say(place: Place, run: Run): Promise<void> {
    const due = await dueOf(this.#pool, run, place.grammar);
    if (due === undefined || typeof (await findSaid(this.#pool, run.id, due.key)) === 'object') return;
    const said = await sayOnce(this.#pool, place, run.id, due.key, due.message);
    if (said !== undefined) this.#news.said(place, run, due.message.title, said.url);
  }
}

/** When a place is tried again: as it says itself; soon after a fault that passes; later where we are not let in. */
function pauseAfter(error: Error): number {
  const isPassing = error instanceof GodwitError && error.transient;
  return Math.max(resetOf(error)?.getTime() ?? 0, isPassing ? 0 : Date.now() + refusedMs);
}

const resetOf = (error: Error): Date | undefined =>
  'resetsAt' in error && error.resetsAt instanceof Date ? error.resetsAt : undefined;
