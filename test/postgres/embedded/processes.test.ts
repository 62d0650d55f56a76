import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layout } from '../../../postgres/embedded/layout.ts';
import { livePostmaster } from '../../../postgres/embedded/postmaster.ts';
import { processRuns } from '../../../postgres/embedded/process.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { spawnUser } from './user.ts';

async function runningPid(dataDir: string): Promise<number> {
  const pid = await livePostmaster(layout(dataDir));
  if (pid === null) throw new Error(`no server runs in ${dataDir}`);
  return pid;
}

/** Ends the server as a power cut would: its lock file stays. */
async function killServer(dataDir: string): Promise<void> {
  const pid = await runningPid(dataDir);
  process.kill(pid, 'SIGKILL');
  // A busy machine takes its time to bury a process.
  await expect.poll(() => livePostmaster(layout(dataDir))).toBeNull();
}

/** Another program that runs as the server's user, under whatever process id it gets. */
function sleeper(dataDir: string): ChildProcess & { pid: number } {
  const { uid, gid } = statSync(dataDir);
  const child = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
  if (child.pid === undefined) throw new Error('sleep did not start');
  return Object.assign(child, { pid: child.pid });
}

test('processes that start at once on an empty folder get the same server; the last one to leave stops it', async () => {
  using folder = temporaryFolder();
  const users = Array.from({ length: 4 }, () => spawnUser(folder.path));
  const seen = await Promise.all(users.map(({ ready }) => ready));
  expect(new Set(seen.map(({ host }) => host)).size).toBe(1);
  const pid = await runningPid(folder.path);
  expect(readdirSync(folder.path).filter((name) => name.includes('.new-'))).toEqual([]);

  const [last, ...others] = users;
  await Promise.all(others.map((user) => user.release()));
  expect(await livePostmaster(layout(folder.path))).toBe(pid);

  await last?.release();
  expect(await livePostmaster(layout(folder.path))).toBeNull();
  expect(existsSync(join(layout(folder.path).pgdata, 'postmaster.pid'))).toBe(false);
});

test('a server outlives a killed process, and the next process takes it over and stops it', async () => {
  using folder = temporaryFolder();
  const first = spawnUser(folder.path);
  await first.ready;
  const pid = await runningPid(folder.path);
  await first.kill();
  expect(processRuns(pid)).toBe(true);

  const second = spawnUser(folder.path);
  await second.ready;
  expect(await runningPid(folder.path)).toBe(pid);
  await second.release();
  expect(await livePostmaster(layout(folder.path))).toBeNull();
});

/** A server that nobody uses: whoever used it was killed, so nobody starts it again either. */
async function abandonedServer(dataDir: string): Promise<void> {
  const user = spawnUser(dataDir);
  await user.ready;
  await user.kill();
}

test('a lock file whose process is gone, or is another program, does not stop a start', async () => {
  using folder = temporaryFolder();
  const place = layout(folder.path);
  await abandonedServer(folder.path);
  await killServer(folder.path);

  // The lock file names a process that is gone.
  await abandonedServer(folder.path);
  await killServer(folder.path);
  const stranger = sleeper(folder.path);
  for (const lock of [join(place.pgdata, 'postmaster.pid'), join(place.socketDir, '.s.PGSQL.5432.lock')]) {
    const lines = readFileSync(lock, 'utf8').split('\n');
    writeFileSync(lock, [String(stranger.pid), ...lines.slice(1)].join('\n'));
  }

  const server = await startEmbedded({ dataDir: folder.path, durable: false });
  expect(processRuns(stranger.pid)).toBe(true);
  stranger.kill();
  await once(stranger, 'exit');
  const names = readdirSync(place.pgdata).filter((name) => name.includes('stale'));
  expect(names).toEqual([]);
  await server.release();
  expect(await livePostmaster(place)).toBeNull();
});

test('a process that comes while the last one stops the server gets a server', async () => {
  using folder = temporaryFolder();
  let server = await startEmbedded({ dataDir: folder.path, durable: false });
  for (let round = 0; round < 5; round++) {
    const next = startEmbedded({ dataDir: folder.path, durable: false });
    await Promise.all([server.release(), next]);
    server = await next;
    await server.ensureDatabase(`round_${round}`);
  }
  await server.release();
  expect(await livePostmaster(layout(folder.path))).toBeNull();
});
