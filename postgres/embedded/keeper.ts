import { Socket } from 'node:net';
import type pg from 'pg';
import { DatabaseUnreachable, ServerNotAccepting } from '../connection/errors.ts';
import { openSession } from '../connection/session.ts';
import type { Target } from '../connection/target.ts';

/** Held shared by every process that uses the server, exclusively by the one that stops it. Advisory locks belong to
 * a database, so all keepers connect to `postgres`. */
const inUse = 0x60d317;

/** `absent`: nothing answers. `busy`: a server is there but starts or stops. */
export type Probe = pg.Client | 'absent' | 'busy';

/** Opens the session that keeps the server running, if there is a server. */
export async function probe(target: Target): Promise<Probe> {
  let session: pg.Client;
  try {
    session = await openSession(target, { applicationName: 'godwit keeper' });
  } catch (error) {
    if (error instanceof ServerNotAccepting) return 'busy';
    if (error instanceof DatabaseUnreachable)
      return /ENOENT|ECONNREFUSED/.test(error.message) ? 'absent' : 'busy';
    throw error;
  }
  try {
    const { rows } = await session.query<{ kept: boolean }>(
      'SELECT pg_try_advisory_lock_shared($1) AS kept',
      [inUse],
    );
    if (rows[0]?.kept === true) return session;
  } catch {
    // The server went away under the question.
  }
  await session.end().catch(() => undefined);
  return 'busy';
}

/** Gives up this process's claim; true when nobody else has one, and from then on nobody can get one. */
export async function claimLast(keeper: pg.Client): Promise<boolean> {
  const { rows } = await keeper.query<{ last: boolean }>(
    `SELECT CASE WHEN pg_advisory_unlock_shared($1) THEN pg_try_advisory_lock($1) ELSE false END AS last`,
    [inUse],
  );
  return rows[0]?.last === true;
}

/** Whether the session keeps Node running: only while it is asked something, so that a finished process can end. */
export function keepsProcess(keeper: pg.Client, keeps: boolean): void {
  const { stream } = keeper.connection;
  if (!(stream instanceof Socket)) return;
  if (keeps) stream.ref();
  else stream.unref();
}
