import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { ServerTooOld } from './errors.ts';
import { connectFailure, serverHasNoTls, wantsTls } from './failure.ts';
import type { Target } from './target.ts';
import { sessionTypes } from './types.ts';

export interface SessionOptions {
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Milliseconds a statement waits for a lock; without it, forever. */
  readonly lockTimeoutMs?: number;
  /** Milliseconds a statement may take; without it, forever. */
  readonly statementTimeoutMs?: number;
  /** Ends the session when aborted, also in the middle of a statement. */
  readonly signal?: AbortSignal;
}

interface Connected {
  readonly client: pg.Client;
  readonly ssl: false | ConnectionOptions;
}

/** Long enough for a server that wakes up or is far away. */
const connectTimeoutMs = 15_000;
const oldestServer = 140_000;

/**
 * One session; the caller ends it (`await session.end()`). Values arrive as `sessionTypes` says.
 *
 * @throws DatabaseUnreachable | ServerNotAccepting | AuthenticationFailed | DatabaseMissing | ConnectNotAllowed |
 *   TooManyConnections | TlsFailed | ServerTooOld, or the reason of the signal
 */
export async function openSession(target: Target, options: SessionOptions): Promise<pg.Client> {
  const { signal } = options;
  signal?.throwIfAborted();
  const { client } = await connect(target, options);
  try {
    await prepare(client, target, options);
  } catch (error) {
    client.connection.stream.destroy();
    signal?.throwIfAborted();
    throw connectFailure(target, error);
  }
  return client;
}

/** Runs `work` in a session of its own, which is ended whatever happens. */
export async function withSession<T>(
  target: Target,
  options: SessionOptions,
  work: (session: pg.Client) => Promise<T>,
): Promise<T> {
  const session = await openSession(target, options);
  try {
    return await work(session);
  } finally {
    await session.end().catch(() => undefined);
  }
}

/** Tries what sslmode allows, in its order; also says which way worked. */
export async function connect(target: Target, options: SessionOptions): Promise<Connected> {
  const attempts = target.tls();
  for (const [index, ssl] of attempts.entries()) {
    try {
      return { client: await attempt(target, options, ssl), ssl };
    } catch (error) {
      options.signal?.throwIfAborted();
      const next = attempts[index + 1];
      const tryNext = next !== undefined && (next === false ? serverHasNoTls(error) : wantsTls(error));
      if (!tryNext) throw connectFailure(target, error);
    }
  }
  throw new Error('no way to connect was tried');
}

async function attempt(
  target: Target,
  options: SessionOptions,
  ssl: false | ConnectionOptions,
): Promise<pg.Client> {
  const { signal } = options;
  const client = new pg.Client({
    ...target.clientConfig(),
    ssl,
    types: sessionTypes,
    application_name: target.applicationName(options.applicationName),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
  // Without a listener a connection that breaks between two queries ends the process.
  client.on('error', () => undefined);
  const abort = (): void => void client.connection.stream.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  client.once('end', () => signal?.removeEventListener('abort', abort));
  try {
    await client.connect();
  } catch (error) {
    signal?.removeEventListener('abort', abort);
    client.connection.stream.destroy();
    throw error;
  }
  return client;
}

async function prepare(client: pg.Client, target: Target, options: SessionOptions): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  const [server] = rows;
  if (server === undefined || server.number < oldestServer)
    throw new ServerTooOld(target, server?.version ?? 'unknown');
  const settings = [
    ['lock_timeout', options.lockTimeoutMs],
    ['statement_timeout', options.statementTimeoutMs],
  ] as const;
  for (const [name, value] of settings)
    if (value !== undefined)
      await client.query('SELECT set_config($1, $2, false)', [name, `${Math.ceil(value)}ms`]);
  // Else a server notices that the client of a long statement is gone only when the statement ends.
  if (options.signal !== undefined)
    await client
      .query(`SELECT set_config('client_connection_check_interval', '1s', false)`)
      .catch(() => undefined);
}
