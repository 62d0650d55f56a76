import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DatabaseUnreachable } from '../../../postgres/connection/errors.ts';
import { openSession, withSession } from '../../../postgres/connection/session.ts';
import {
  DataFolderNotWritable,
  DataFolderOfAnotherMajor,
  EmbeddedDiskFull,
  EmbeddedServerFailed,
} from '../../../postgres/embedded/errors.ts';
import { layout } from '../../../postgres/embedded/layout.ts';
import { livePostmaster } from '../../../postgres/embedded/postmaster.ts';
import { commandLine } from '../../../postgres/embedded/process.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** Programs that end with an error, in a folder the server's user can enter. */
function failingPrograms(folder: string, says: string) {
  chmodSync(folder, 0o755);
  const program = join(folder, 'failing');
  writeFileSync(program, `#!/bin/sh\necho '${says}' >&2\nexit 1\n`, { mode: 0o755 });
  return { initdb: program, postgres: program, major: '18' };
}

test('the server keeps out other users and its secrets in one file', async () => {
  using folder = temporaryFolder();
  const place = layout(folder.path);
  const server = await startEmbedded({ dataDir: folder.path, durable: false });
  const target = server.target('postgres');
  expect(target.host).toBe(place.socketDir);
  expect([place.dataDir, place.socketDir, place.cluster].map(mode)).toEqual(['700', '700', '700']);
  expect([place.passwordFile, place.logFile].map(mode)).toEqual(['600', '600']);

  const password = readFileSync(place.passwordFile, 'utf8');
  expect(password).toMatch(/^[\w-]{32}$/);
  expect(await commandLine((await livePostmaster(place)) ?? 0)).not.toContain(password);
  expect(`${target} ${JSON.stringify(target)}`).not.toContain(password);
  expect(target.connectionString()).toContain(password);

  const settings = await withSession(target, { applicationName: 'test' }, async (session) => {
    await session.query(`SELECT 'in the log?' || 1/0`).catch(() => undefined);
    const { rows } = await session.query(
      `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'server_encoding', 'TimeZone') ORDER BY 1`,
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  });
  expect(settings).toEqual({ listen_addresses: '', server_encoding: 'UTF8', TimeZone: 'UTC' });
  expect(readFileSync(place.logFile, 'utf8')).toContain('division by zero');
  expect(readFileSync(place.logFile, 'utf8')).not.toContain('in the log?');

  const wrong = target.connectionString().replace(password, 'wrong');
  const { Target } = await import('../../../postgres/connection/target.ts');
  await expect(openSession(Target.parse(wrong), { applicationName: 'test' })).rejects.toThrow(/refused user/);

  await server.release();
  await server.release();
  await expect(openSession(target, { applicationName: 'test' })).rejects.toThrow(DatabaseUnreachable);
});

test('text is UTF-8, sorts bytewise and knows letters', async () => {
  using folder = temporaryFolder();
  const server = await startEmbedded({ dataDir: folder.path, durable: false });
  const [row] = await withSession(
    await server.ensureDatabase('Ünï "quoted" /?#%'),
    { applicationName: 'test' },
    async (session) =>
      (
        await session.query(
          `SELECT current_database() AS name, lower('ÄÉ') AS lower, 'ä' ~ '^\\w$' AS letter, 'Z' < 'a' AS bytewise`,
        )
      ).rows,
  );
  expect(row).toEqual({ name: 'Ünï "quoted" /?#%', lower: 'äé', letter: true, bytewise: true });
  await Promise.all(['once', 'once', 'once'].map((name) => server.ensureDatabase(name)));
  await server.dropDatabase('once');
  await server.dropDatabase('once');
  await server.release();
});

test('a folder with a long or odd path works: the socket then lies elsewhere', async () => {
  using folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
  const dataDir = join(folder.path, `a 'b', ü`, 'x'.repeat(120));
  mkdirSync(dataDir, { recursive: true });
  const server = await startEmbedded({ dataDir, durable: false });
  expect(server.target('postgres').host).toMatch(/^\/tmp\/godwit-[0-9a-f]{16}$/);
  expect(mode(server.target('postgres').host)).toBe('700');
  await server.ensureDatabase('works');
  await server.release();
  rmSync(server.target('postgres').host, { recursive: true });
});

test('two uses in one process are two claims', async () => {
  using folder = temporaryFolder();
  const [a, b] = await Promise.all([
    startEmbedded({ dataDir: folder.path, durable: false }),
    startEmbedded({ dataDir: folder.path, durable: false }),
  ]);
  await a.release();
  await b.ensureDatabase('still_there');
  await b.release();
  expect(await livePostmaster(layout(folder.path))).toBeNull();
});

test('a use survives a crash of all sessions: its claim is made again', async () => {
  using folder = temporaryFolder();
  const server = await startEmbedded({ dataDir: folder.path, durable: false });
  const keepers = (): Promise<number> =>
    withSession(server.target('postgres'), { applicationName: 'test' }, async (session) => {
      const { rows } = await session.query(
        `SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted`,
      );
      return rows[0]?.n;
    });
  await withSession(server.target('postgres'), { applicationName: 'test' }, (session) =>
    session.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'godwit keeper'`,
    ),
  );
  await expect.poll(keepers).toBe(1);
  await server.release();
  expect(await livePostmaster(layout(folder.path))).toBeNull();
});

test('a full disk while the server is made leaves nothing behind', async () => {
  using folder = temporaryFolder();
  using programs = temporaryFolder();
  const binaries = failingPrograms(
    programs.path,
    'initdb: error: could not write file: No space left on device',
  );
  const start = startEmbedded({ dataDir: folder.path, durable: false, binaries });
  await expect(start).rejects.toThrow(EmbeddedDiskFull);
  expect(readdirSync(folder.path)).toEqual(['socket']);
});

test('another failure of initdb is told, without leaving anything behind', async () => {
  using folder = temporaryFolder();
  using programs = temporaryFolder();
  const binaries = failingPrograms(programs.path, 'initdb: error: something odd');
  const start = startEmbedded({ dataDir: folder.path, durable: false, binaries });
  await expect(start).rejects.toThrow(
    new EmbeddedServerFailed('initdb', 'initdb: error: something odd', '').message,
  );
  expect(readdirSync(folder.path)).toEqual(['socket']);
});

test('what a crashed start left behind is removed by the next one', async () => {
  using folder = temporaryFolder();
  // No process has this id: Linux gives none above 2^22, macOS none above 99999.
  const leftover = join(folder.path, 'cluster.new-4194999-abcd');
  mkdirSync(join(leftover, 'pgdata'), { recursive: true });
  const server = await startEmbedded({ dataDir: folder.path, durable: false });
  expect(existsSync(leftover)).toBe(false);
  await server.release();
});

test('a data folder of another major version is refused, not touched', async () => {
  using folder = temporaryFolder();
  const { pgdata } = layout(folder.path);
  mkdirSync(pgdata, { recursive: true });
  writeFileSync(join(pgdata, 'PG_VERSION'), '12\n');
  await expect(startEmbedded({ dataDir: folder.path, durable: false })).rejects.toThrow(
    DataFolderOfAnotherMajor,
  );
  expect(readdirSync(pgdata)).toEqual(['PG_VERSION']);
});

test('a data folder that cannot be one is refused', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  await expect(startEmbedded({ dataDir: join(file, 'data') })).rejects.toThrow(DataFolderNotWritable);
  await expect(startEmbedded({ dataDir: join(folder.path, '$(id)') })).rejects.toThrow(/holds one of " \$/);
  expect(readdirSync(folder.path)).toEqual(['file']);
});
