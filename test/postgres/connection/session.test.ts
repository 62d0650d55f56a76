import { createServer } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import {
  AuthenticationFailed,
  ConnectNotAllowed,
  DatabaseMissing,
  DatabaseUnreachable,
  ServerTooOld,
  TlsFailed,
  TooManyConnections,
} from '../../../postgres/connection/errors.ts';
import { connectFailure } from '../../../postgres/connection/failure.ts';
import { openPool } from '../../../postgres/connection/pool.ts';
import { openSession, withSession } from '../../../postgres/connection/session.ts';
import { Target } from '../../../postgres/connection/target.ts';
import { serverTarget, testDatabase } from '../../support/database.ts';

const options = { applicationName: 'test' };

test('values arrive as they are: int8 exact, times as text', async () => {
  await using db = await testDatabase();
  const [row] =
    await db.query(`SELECT 7::int8 AS small, 9007199254740993 AS large, ARRAY[[7], [9007199254740993]] AS both,
    count(*) AS n, DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 01:02:03.123456' AS at,
    ARRAY[DATE '2024-02-29', NULL] AS days, INTERVAL '1 month 2 days' AS span, 0.1::numeric AS exact,
    '{"a": 1}'::jsonb AS json, NULL::int8 AS nothing`);
  expect(row).toEqual({
    small: 7,
    large: '9007199254740993',
    both: [[7], ['9007199254740993']],
    n: 1,
    day: '2024-02-29',
    at: '2024-02-29 01:02:03.123456',
    days: ['2024-02-29', null],
    span: '1 mon 2 days',
    exact: '0.1',
    json: { a: 1 },
    nothing: null,
  });
  expect(pg.types.getTypeParser(20)('7')).toBe('7');
});

test('name and timeouts are set for the session', async () => {
  await using db = await testDatabase();
  const settings = { applicationName: 'a "name"', lockTimeoutMs: 1500, statementTimeoutMs: 60_000 };
  const row = await withSession(db.target, settings, async (session) => {
    const { rows } = await session.query(`SELECT current_setting('application_name') AS name,
      current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement`);
    return rows[0];
  });
  expect(row).toEqual({ name: 'a "name"', lock: '1500ms', statement: '1min' });
});

test('each reason why there is no session has its error', async () => {
  await using db = await testDatabase();
  const url = new URL(db.target.connectionString());
  const as = (user: string, password: string): Target => {
    url.username = user;
    url.password = password;
    return Target.parse(url.href);
  };
  await expect(openSession(as('nobody_known', 'hunter2'), options)).rejects.toThrow(AuthenticationFailed);
  await expect(openSession(as('postgres', ''), options)).rejects.toThrow(AuthenticationFailed);
  await expect(openSession(db.target.withDatabase('no "such" one'), options)).rejects.toThrow(
    /database "no "such" one" does not exist/,
  );
  await expect(openSession(db.target.withDatabase('template0'), options)).rejects.toThrow(ConnectNotAllowed);
  await expect(openSession(Target.parse('postgresql://u:hunter2@127.0.0.1:1/d'), options)).rejects.toThrow(
    'cannot reach PostgreSQL at 127.0.0.1:1',
  );
  await expect(openSession(Target.parse('postgresql://u@h.invalid/d'), options)).rejects.toThrow(
    DatabaseUnreachable,
  );
  await expect(openSession(Target.parse('postgresql:///d?host=/no/such'), options)).rejects.toThrow(
    'cannot reach PostgreSQL at socket /no/such',
  );
  for (const named of ['ssl.invalid/d', '/d?host=/no/sslSASLtls/certificate'])
    await expect(openSession(Target.parse(`postgresql://${named}`), options)).rejects.toThrow(
      DatabaseUnreachable,
    );
  await db.query(`CREATE ROLE no_room LOGIN PASSWORD 'pw' CONNECTION LIMIT 0`);
  await expect(openSession(as('no_room', 'pw'), options)).rejects.toThrow(TooManyConnections);
  await db.query('DROP ROLE no_room');
  await expect(openPool(db.target.withDatabase('none'), { ...options, max: 1 })).rejects.toThrow(
    DatabaseMissing,
  );
});

test('a server without TLS: refused where TLS is required, used where it is preferred', async () => {
  let connections = 0;
  // Answers the request for TLS with "no" and then hangs up.
  const server = createServer((socket) => {
    connections++;
    socket.once('data', (request) =>
      request.readInt32BE(4) === 80877103 ? socket.write('N') : socket.destroy(),
    );
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  try {
    await expect(
      openSession(Target.parse(`postgresql://u@127.0.0.1:${port}/d?sslmode=require`), options),
    ).rejects.toThrow(TlsFailed);
    expect(connections).toBe(1);
    await expect(openSession(Target.parse(`postgresql://u@127.0.0.1:${port}/d`), options)).rejects.toThrow(
      DatabaseUnreachable,
    );
    expect(connections).toBe(3);
  } finally {
    server.close();
  }
});

test('an aborted signal ends the session in the middle of a statement', async () => {
  await using db = await testDatabase();
  await expect(
    openSession(db.target, { ...options, signal: AbortSignal.abort(new Error('stop')) }),
  ).rejects.toThrow('stop');
  const controller = new AbortController();
  const session = await openSession(db.target, { applicationName: 'long', signal: controller.signal });
  const query = session.query('SELECT pg_sleep(60)');
  controller.abort();
  await expect(query).rejects.toThrow();
  // The server notices too: nothing goes on running.
  await expect
    .poll(() => db.query(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'long'`), {
      timeout: 10_000,
    })
    .toEqual([]);
});

test('a connection that breaks between two queries does not end the process', async () => {
  await using db = await testDatabase();
  const session = await openSession(db.target, { applicationName: 'victim' });
  const ended = new Promise<void>((resolve) => session.once('end', () => resolve()));
  await db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'`);
  await ended;
  await expect(session.query('SELECT 1')).rejects.toThrow();
});

test('a pool sets the lock timeout and gives values as node-postgres does', async () => {
  const pool = await openPool(serverTarget(), { ...options, lockTimeoutMs: 1234, max: 2 });
  const { rows } = await pool.query(`SELECT current_setting('lock_timeout') AS lock, 1::int8 AS big`);
  expect(rows).toEqual([{ lock: '1234ms', big: '1' }]);
  await pool.end();
});

test('a server before 14 is too old', () => {
  const address = { host: 'h', port: 5432, database: 'd', user: 'u' };
  const error = new ServerTooOld(address, '13.9');
  expect(error.message).toBe('PostgreSQL at h:5432 is version 13.9; 14 is the oldest that works');
  expect(connectFailure(address, error)).toBe(error);
});

test('the connection string for child processes is understood by node-postgres', async () => {
  await using db = await testDatabase({ name: 'odd "näme" /? 100%' });
  const client = new pg.Client({
    ...pg.defaults,
    connectionString: db.target.withDatabase('postgres').connectionString(),
  });
  await client.connect();
  expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'postgres' }]);
  await client.end();
  expect(await db.query('SELECT current_database() AS name')).toEqual([{ name: 'odd "näme" /? 100%' }]);
});

test('a session of a pool that breaks while somebody holds it does not end the process', async () => {
  const pool = await openPool(serverTarget(), { ...options, max: 2 });
  const held = await pool.connect();
  const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const gone = new Promise<void>((resolve) => held.once('end', () => resolve()));
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  // An `error` that nobody hears would be thrown here, in the middle of everything.
  await gone;
  await expect(held.query('SELECT 1')).rejects.toThrow();
  held.release(true);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
