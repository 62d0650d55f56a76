import type { Felt, Load } from './driver.ts';
import type { LockWait, LockWaits } from './lock-waits.ts';

/** What the application felt in one stretch of time. */
export interface Phase {
  readonly seconds: number;
  readonly statements: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly longestMs: number;
  readonly longest: string;
  /** The longest wait for a lock that the server knew of. */
  readonly lockWaitMs: number;
  readonly lockWait: string;
  /** How often each error came, by statement and SQLSTATE. */
  readonly errors: Readonly<Record<string, number>>;
}

/** `performance.now()` of begin and end. */
export type Stretch = readonly [since: number, until: number];

/** Statements that ended in this stretch, and waits that were seen in it. */
export function phaseOf({ felt }: Load, { seen }: LockWaits, [since, until]: Stretch): Phase {
  const own = felt.filter(({ end }) => end >= since && end <= until);
  const sorted = own.map(({ ms }) => ms).sort((a, b) => a - b);
  const longest = most(own);
  const wait = most(seen.filter(({ at }) => at >= since && at <= until));
  return {
    seconds: round((until - since) / 1000),
    statements: own.length,
    p99Ms: quantile(sorted, 0.99),
    p999Ms: quantile(sorted, 0.999),
    longestMs: round(longest?.ms ?? 0),
    longest: longest?.statement ?? '',
    lockWaitMs: round(wait?.ms ?? 0),
    lockWait: wait?.what ?? '',
    errors: countErrors(own),
  };
}

function most<Thing extends Felt | LockWait>(things: readonly Thing[]): Thing | undefined {
  let found: Thing | undefined;
  for (const thing of things) if (found === undefined || thing.ms > found.ms) found = thing;
  return found;
}

function countErrors(felt: readonly Felt[]): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const { statement, error } of felt) {
    if (error === null) continue;
    const key = `${statement}: ${error}`;
    errors[key] = (errors[key] ?? 0) + 1;
  }
  return errors;
}

const quantile = (sorted: readonly number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);

const round = (ms: number): number => Math.round(ms * 10) / 10;
