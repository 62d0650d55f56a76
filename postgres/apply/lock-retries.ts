import { setTimeout as sleep } from 'node:timers/promises';
import { type Blocker, describeBlockers } from '../measure/index.ts';
import { LockNotAcquired } from './errors.ts';
import { isTransient } from './failure.ts';
import type { Runner } from './runner.ts';

/** One attempt; `blockers` are asked for when it fails. */
export interface Attempt<T> {
  readonly run: () => Promise<T>;
  readonly blockers: () => readonly Blocker[];
}

/** A longer one would miss the moment when a report that runs every minute has ended. */
const longestPauseMs = 10_000;

/**
 * Runs a step until it gets its locks, a bounded number of times. Between attempts it holds nothing, so that those
 * who queued behind it can go on. @throws LockNotAcquired
 */
export async function withLockRetries<T>(
  { options, limits }: Runner,
  version: string,
  attempt: Attempt<T>,
): Promise<{ readonly result: T; readonly retries: number }> {
  for (let retries = 0; ; retries += 1) {
    options.signal.throwIfAborted();
    try {
      return { result: await attempt.run(), retries };
    } catch (error) {
      if (!isTransient(error)) throw error;
      const blockedBy = describeBlockers(attempt.blockers());
      if (retries >= limits.lockRetries) {
        throw new LockNotAcquired(version, retries + 1, limits.lockTimeoutMs, blockedBy);
      }
      // Full jitter: several waiting programs do not come back at the same moment.
      const longest = Math.min(longestPauseMs, limits.retryPauseMs * 2 ** retries);
      const pauseMs = Math.round(longest / 2 + (Math.random() * longest) / 2);
      options.progress(
        `step ${version} waits for a lock: blocked by ${blockedBy}; retry ${retries + 1} of ${limits.lockRetries} in ${pauseMs} ms`,
      );
      await sleep(pauseMs, undefined, { signal: options.signal }).catch(() =>
        options.signal.throwIfAborted(),
      );
    }
  }
}
