import pg from 'pg';
import { connect, type SessionOptions } from './session.ts';
import type { Target } from './target.ts';

export interface PoolOptions extends Pick<SessionOptions, 'applicationName' | 'lockTimeoutMs'> {
  readonly max: number;
  /** Milliseconds until an idle session is ended, 10 s without it; 0: never. */
  readonly idleTimeoutMs?: number;
  /** Before anybody gets a new session; a throw refuses it. */
  readonly onConnect?: (session: pg.ClientBase) => Promise<void>;
}

/**
 * For libraries that want a pool. Values arrive as node-postgres gives them, not as `sessionTypes` says, because
 * such libraries expect that. The caller ends it. @throws what `openSession` throws
 */
export async function openPool(target: Target, options: PoolOptions): Promise<pg.Pool> {
  return (await poolsOf(target, options))(options);
}

/** Finds out once how to get in; then every call makes a pool. */
export async function poolsOf(
  target: Target,
  options: Pick<PoolOptions, 'applicationName'>,
): Promise<(options: PoolOptions) => pg.Pool> {
  const { client, ssl } = await connect(target, options);
  await client.end();
  return ({ applicationName, lockTimeoutMs, max, idleTimeoutMs, onConnect }) => {
    const pool = new pg.Pool({
      ...target.clientConfig(),
      ssl,
      application_name: target.applicationName(applicationName),
      max,
      keepAlive: true,
      ...(idleTimeoutMs !== undefined && { idleTimeoutMillis: idleTimeoutMs }),
      onConnect: async (session: pg.ClientBase) => {
        // Not as a startup parameter: poolers in front of a server refuse those.
        if (lockTimeoutMs !== undefined)
          await session.query(`SET lock_timeout = ${Math.ceil(lockTimeoutMs)}`);
        await onConnect?.(session);
      },
    });
    // Without listeners a connection that breaks, idle or in somebody's hands, ends the process.
    pool.on('error', () => undefined);
    pool.on('connect', (session) => session.on('error', () => undefined));
    return pool;
  };
}
