import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { type HeldLock, readLocks } from './read.ts';

/** A session that another one waits for; never its query's text. */
export interface Blocker {
  readonly pid: number;
  /** e.g. `idle in transaction` */
  readonly state: string | null;
  readonly application: string;
  /** Age of its transaction. */
  readonly seconds: number;
  /** The table, as SQL, that it vacuums or analyses and that we wait for; null where it does something else. */
  readonly vacuums: string | null;
}

export interface Watch {
  /** Who stood in the way when last somebody did. */
  readonly blockers: readonly Blocker[];
  stop(): Promise<void>;
}

/** Short at first, so that locks of a quick statement are seen; then seldom, so that a long one is not disturbed. */
const pauses = { eager: 1, calm: 50 };
const eagerForMs = 300;
/** An old snapshot holds back VACUUM everywhere: never for longer. */
const longestHoldMs = 5000;

const blockersSql = `
  select a.pid, a.state, a.application_name as application,
    coalesce(extract(epoch from clock_timestamp() - a.xact_start), 0)::float8 as seconds,
    -- Roles that may not see what others do still see that somebody vacuums.
    (select format('%I.%I', n.nspname, c.relname)
     from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
     where l.pid = $1 and not l.granted and l.locktype = 'relation'
       and (exists (select from pg_stat_progress_vacuum p where p.pid = a.pid)
         or exists (select from pg_stat_progress_analyze p where p.pid = a.pid))) as vacuums
  from pg_stat_activity a
  where a.pid = any (pg_blocking_pids($1)) and a.pid <> pg_backend_pid()`;

export interface LockWatching {
  /** Told what the backend holds at each look. Returns whether it has seen what it waits for. */
  readonly onLocks: (locks: HeldLock[]) => boolean;
  /**
   * CREATE INDEX CONCURRENTLY ends only after every snapshot older than itself: the watcher keeps one until the
   * lock was seen, so that even a build of a millisecond cannot be missed.
   */
  readonly holdUntilSeen: boolean;
}

/**
 * Looks, from a session of its own, at the backend `pid` until stopped: who blocks it, and, if asked, its locks.
 * The first look is over when the promise resolves.
 */
export async function watchBackend(session: ClientBase, pid: number, locks?: LockWatching): Promise<Watch> {
  const stopping = new AbortController();
  const started = performance.now();
  const age = () => performance.now() - started;
  let blockers: Blocker[] = [];
  let holds = locks?.holdUntilSeen === true;
  if (holds) await session.query('begin isolation level repeatable read');
  const release = async (): Promise<void> => {
    if (!holds) return;
    holds = false;
    await session.query('commit');
  };
  const look = async (): Promise<void> => {
    const seen = locks?.onLocks(await readLocks(session, pid)) ?? false;
    if (seen || age() > longestHoldMs) await release();
    if (locks !== undefined && age() < pauses.calm) return;
    const { rows } = await session.query<Blocker>(blockersSql, [pid]);
    if (rows.length > 0) blockers = rows;
  };
  await look();
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      const pause = locks !== undefined && age() < eagerForMs ? pauses.eager : pauses.calm;
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      // What the watcher cannot see does not stop the step it watches.
      if (!stopping.signal.aborted) await look().catch(() => undefined);
    }
    await release().catch(() => undefined);
  })();
  return {
    get blockers() {
      return blockers;
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** `pid 123 (idle in transaction for 12 s, psql)` */
export function describeBlockers(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return 'an unknown session';
  return blockers
    .map(({ pid, state, application, seconds, vacuums }) => {
      const doing = vacuums === null ? (state ?? 'background') : `vacuum of ${vacuums}`;
      const details = [`${doing} for ${Math.round(seconds)} s`, application].filter(Boolean);
      return `pid ${pid} (${details.join(', ')})`;
    })
    .join(', ');
}
