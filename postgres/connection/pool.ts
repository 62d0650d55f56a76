import pg from 'pg';
import { connect, type SessionOptions } from './session.ts';
import type { Target } from './target.ts';

/**
 * For libraries that want a pool. Values arrive as node-postgres gives them, not as `sessionTypes` says, because
 * such libraries expect that. The caller ends it. @throws what `openSession` throws
 */
export async function openPool(
  target: Target,
  options: Pick<SessionOptions, 'applicationName' | 'lockTimeoutMs'> & { max: number },
): Promise<pg.Pool> {
  const { client, ssl } = await connect(target, options);
  await client.end();
  const { lockTimeoutMs } = options;
  const pool = new pg.Pool({
    ...target.clientConfig(),
    ssl,
    application_name: options.applicationName,
    max: options.max,
    keepAlive: true,
    ...(lockTimeoutMs !== undefined && {
      // Not as a startup parameter: poolers in front of a server refuse those.
      onConnect: async (session: pg.ClientBase) => {
        await session.query(`SET lock_timeout = ${Math.ceil(lockTimeoutMs)}`);
      },
    }),
  });
  // Without listeners a connection that breaks, idle or in somebody's hands, ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
