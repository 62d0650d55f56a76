import type { Client } from 'pg';
import type { RunOptions } from '../provider.ts';

/** Opens one more session to the same database. The caller ends it. */
export type SessionFactory = () => Promise<Client>;

export interface ApplyOptions extends RunOptions {
  /** How long a statement may wait for a lock before it gives way; ms, default 100. */
  readonly lockTimeoutMs?: number;
  /** How long one statement of a transactional step may take; ms, default no limit. */
  readonly statementTimeoutMs?: number;
  /** How often a step is tried again after it gave way; default 20. */
  readonly lockRetries?: number;
  /** Pause before the first retry, doubled each time; ms, default 100. */
  readonly retryPauseMs?: number;
}

export interface Limits {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockRetries: number;
  readonly retryPauseMs: number;
}

/**
 * While a statement waits for a strong lock, everybody else queues behind it. Twice 100 ms, for a second table, and
 * the work itself are less than the 250 ms that nobody notices. It is also less than deadlock_timeout, 1 s: where we
 * and an application wait for each other, it is always we who give way. Twenty retries are a minute and a half.
 */
const defaults: Limits = { lockTimeoutMs: 100, statementTimeoutMs: 0, lockRetries: 20, retryPauseMs: 100 };

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
 * it may take a minute.
 */
export const concurrentLockTimeoutMs = ({ lockTimeoutMs }: Limits): number => lockTimeoutMs * 600;
