import type { Client } from 'pg';
import type { RunOptions } from '../provider.ts';

/** Opens one more session to the same database. The caller ends it. */
export type SessionFactory = () => Promise<Client>;

export interface ApplyOptions extends RunOptions {
  /** How long a statement may wait for a lock before it gives way; ms, default 3,000. */
  readonly lockTimeoutMs?: number;
  /** How long one statement of a transactional step may take; ms, default no limit. */
  readonly statementTimeoutMs?: number;
  /** How often a step is tried again after it gave way; default 5. */
  readonly lockRetries?: number;
  /** Pause before the first retry, doubled each time; ms, default 500. */
  readonly retryPauseMs?: number;
}

export interface Limits {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockRetries: number;
  readonly retryPauseMs: number;
}

/** While a statement waits for a strong lock, everybody else queues behind it: 3 s is what users bear. */
const defaults: Limits = { lockTimeoutMs: 3000, statementTimeoutMs: 0, lockRetries: 5, retryPauseMs: 500 };

/** 0 would mean no limit at all; the engine never waits without one. */
const shortestLockTimeoutMs = 1;

export function limitsOf(options: ApplyOptions): Limits {
  return {
    lockTimeoutMs: Math.max(shortestLockTimeoutMs, options.lockTimeoutMs ?? defaults.lockTimeoutMs),
    statementTimeoutMs: options.statementTimeoutMs ?? defaults.statementTimeoutMs,
    lockRetries: options.lockRetries ?? defaults.lockRetries,
    retryPauseMs: options.retryPauseMs ?? defaults.retryPauseMs,
  };
}

/**
 * CREATE INDEX CONCURRENTLY waits for transactions that are older than itself, and nobody queues behind that wait:
 * it may take longer than a lock that stops others.
 */
export const concurrentLockTimeoutMs = ({ lockTimeoutMs }: Limits): number => lockTimeoutMs * 20;
