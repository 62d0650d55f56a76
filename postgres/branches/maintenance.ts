import type pg from 'pg';
import { ConnectNotAllowed, DatabaseMissing } from '../connection/errors.ts';
import { openSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';

export const applicationName = 'godwit branch';

/** Production is never waited for longer: whoever queues behind a waiting lock waits too. */
export const lockTimeoutMs = 3_000;

/**
 * Runs `work` in a session on the server of `production` that is, where possible, not on production itself:
 * a session there would stand in the way of a template copy.
 */
export async function withMaintenance<T>(
  production: Target,
  signal: AbortSignal | undefined,
  work: (session: pg.Client) => Promise<T>,
): Promise<T> {
  const session = await openMaintenance(production, signal);
  try {
    return await work(session);
  } finally {
    await session.end().catch(() => undefined);
  }
}

/** Such a session for longer; the caller ends it. */
export async function openMaintenance(
  production: Target,
  signal: AbortSignal | undefined,
): Promise<pg.Client> {
  const options = { applicationName, lockTimeoutMs, ...(signal && { signal }) };
  for (const database of ['postgres', 'template1']) {
    if (database === production.database) continue;
    try {
      return await openSession(production.withDatabase(database), options);
    } catch (error) {
      if (!(error instanceof DatabaseMissing || error instanceof ConnectNotAllowed)) throw error;
    }
  }
  return openSession(production, options);
}
