import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedDiskFull, EmbeddedServerFailed, EmbeddedServerUnavailable } from './errors.ts';
import { type Layout, socketPort } from './layout.ts';
import { commandLine } from './process.ts';
import { platform, serverEnvironment } from './run.ts';

/** A postmaster we spawned: `failure` is set once it has ended. */
export interface Postmaster {
  failure: null | { readonly log: string };
}

const settings: Record<string, string> = {
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A failed statement may hold a password or a person's data; the log keeps only the error.
  log_min_error_statement: 'panic',
  // Compiling costs more than it saves on catalog queries.
  jit: 'off',
  // A dump, a copy or a proof of a schema with thousands of tables locks them all in one transaction.
  max_locks_per_transaction: '512',
  max_connections: '200',
};

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The log of an unattended server must not fill the disk. */
const longestLog = 10 * 1024 * 1024;

/** Starts a server that lives on when this process dies. A second server on the same data folder ends by itself. */
export async function launch(
  place: Layout,
  binaries: Binaries,
  account: Account | null,
  durable: boolean,
): Promise<Postmaster> {
  const log = await openLog(place.logFile);
  try {
    const { size: logStart } = await log.stat();
    const all = { ...settings, ...(durable ? {} : careless) };
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        place.pgdata,
        '-k',
        place.socketDir,
        ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      { ...account, cwd: '/', detached: true, env: serverEnvironment, stdio: ['ignore', log.fd, log.fd] },
    );
    await started(child);
    child.unref();
    const postmaster: Postmaster = { failure: null };
    child.once('exit', async () => {
      const text = await readFile(place.logFile).catch(() => Buffer.alloc(0));
      postmaster.failure = { log: text.subarray(logStart).toString('utf8') };
    });
    return postmaster;
  } finally {
    await log.close();
  }
}

async function openLog(path: string): Promise<FileHandle> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  // Root must not follow a link that the server's account may have put there.
  const flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | (size > longestLog ? O_TRUNC : 0);
  return open(path, flags, 0o600);
}

function started(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new EmbeddedServerUnavailable(platform, error.message, error)));
  });
}

/**
 * After a server ended at once: returns when another try may help (somebody else's server is there or just stops, or
 * a stale lock file was removed). @throws EmbeddedDiskFull | EmbeddedServerFailed
 */
export async function diagnose(place: Layout, log: string): Promise<void> {
  if (/lock file ".*" already exists/.test(log)) {
    await removeStaleLock(join(place.pgdata, 'postmaster.pid'), place);
    await removeStaleLock(join(place.socketDir, `.s.PGSQL.${socketPort}.lock`), place);
    return;
  }
  // Children of a server that was killed are still on their way out.
  if (/pre-existing shared memory block|Is another postmaster already running/.test(log)) return;
  if (/received (fast|smart|immediate) shutdown request/.test(log)) return;
  if (/No space left on device|Disk quota exceeded/.test(log)) throw new EmbeddedDiskFull(place.dataDir);
  const lines = log.trim().split('\n');
  const reason = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '';
  throw new EmbeddedServerFailed('postgres', reason.replace(/^.*?(FATAL|PANIC):\s*/, ''), place.logFile);
}

/** The process id of the server that owns this data folder, or null when none is alive. */
export async function livePostmaster(place: Layout): Promise<number | null> {
  const text = await readFile(join(place.pgdata, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return (await servesFolder(pid, place)) ? pid : null;
}

async function servesFolder(pid: number, place: Layout): Promise<boolean> {
  return Number.isInteger(pid) && pid > 0 && (await commandLine(pid)).includes(place.pgdata);
}

/** PostgreSQL takes any living process with the number in its lock file for a server, e.g. after a reboot. */
async function removeStaleLock(path: string, place: Layout): Promise<void> {
  const holder = async (file: string): Promise<number> =>
    Math.abs(Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10));
  const pid = await holder(path);
  if (Number.isNaN(pid) || (await servesFolder(pid, place))) return;
  // Moved, then looked at: a lock that a starting server wrote in between is put back.
  const aside = `${path}.stale-${randomBytes(4).toString('hex')}`;
  await rename(path, aside).catch(() => undefined);
  if ((await holder(aside)) !== pid) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
