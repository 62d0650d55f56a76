import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from './runner.ts';

/** One migration at a time in a database. The lock is the session's: it goes when the process or its session dies. */
const key = `hashtext('godwit'), hashtext('migrate')`;
const pollMs = 200;

/**
 * Runs `work` while no other process migrates this database. Polls: a session that waited inside one statement
 * would hold a snapshot, and CREATE INDEX CONCURRENTLY of the other process would wait for it forever.
 */
export async function exclusively<T>({ session, options }: Runner, work: () => Promise<T>): Promise<T> {
  let told = false;
  while (!(await tryLock(session))) {
    if (!told) options.progress('another process is migrating this database; waiting for it');
    told = true;
    await sleep(pollMs, undefined, { signal: options.signal }).catch(() => options.signal.throwIfAborted());
  }
  try {
    return await work();
  } finally {
    await session.query(`select pg_advisory_unlock(${key})`).catch(() => undefined);
  }
}

async function tryLock(session: Runner['session']): Promise<boolean> {
  const { rows } = await session.query<{ locked: boolean }>(`select pg_try_advisory_lock(${key}) as locked`);
  return rows[0]?.locked === true;
}
