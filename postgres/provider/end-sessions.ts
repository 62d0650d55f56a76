import { withSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';
import { PredecessorStays } from './errors.ts';

/** A backend that was told to end is gone within milliseconds, unless its machine is in trouble. */
const waitMs = 10_000;

/**
 * Ends every session of a run on the server, also those on its branches, and returns when they are gone. Only for
 * whoever holds the run's lease.
 * @throws PredecessorStays
 */
export async function endSessionsOf(production: Target, runId: string): Promise<void> {
  await withSession(production, { applicationName: 'godwit' }, async (session) => {
    const name = [`godwit:${runId}`];
    await session.query(
      `SELECT pg_terminate_backend(pid, ${waitMs}) FROM pg_stat_activity WHERE application_name = $1`,
      name,
    );
    const { rows } = await session.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE application_name = $1',
      name,
    );
    if (rows.length > 0)
      throw new PredecessorStays(
        runId,
        rows.map(({ pid }) => pid),
      );
  });
}
