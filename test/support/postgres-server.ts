import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serverAccount } from '../../postgres/embedded/account.ts';
import { type Binaries, installBinaries } from '../../postgres/embedded/binaries.ts';
import { layout } from '../../postgres/embedded/layout.ts';
import { livePostmaster } from '../../postgres/embedded/postmaster.ts';
import { processRuns } from '../../postgres/embedded/process.ts';
import { startEmbedded } from '../../postgres/embedded/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection URL of the run's own server, with its password. */
    serverUrl: string;
    serverMajor: number;
  }
}

const prefix = 'godwit-vitest-';
const inMemory = '/dev/shm';
/** A whole run needs less than 2 GB; where memory is that short, a disk serves as well. */
const enough = 4 * 1024 ** 3;

/** A database is hundreds of small files: made in memory in a quarter of the time that a disk takes. */
function folder(): string {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return Math.min(bavail * bsize, freemem()) > enough ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** One embedded server in a temporary folder for the whole run; stopped and removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = mkdtempSync(join(folder(), `${prefix}${process.pid}-`));
  const server = await startEmbedded({ dataDir, durable: false, ...(await otherBinaries(dataDir)) });
  project.provide('serverMajor', Number.parseInt(server.identity('postgres').serverVersion, 10));
  project.provide('serverUrl', server.target('postgres').connectionString());
  return async () => {
    await server.release();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** `npm run test:postgres -- 16` names the package of another PostgreSQL. */
export async function otherBinaries(dataDir: string): Promise<{ binaries?: Binaries }> {
  const root = process.env.GODWIT_TEST_POSTGRES;
  if (root === undefined) return {};
  return { binaries: await installBinaries(layout(dataDir).binaries, serverAccount(), root) };
}

/** What a run that was killed left behind: the server outlives its parent on purpose. */
async function removeLeftovers(): Promise<void> {
  const folders = [tmpdir(), ...(existsSync(inMemory) ? [inMemory] : [])];
  for (const dataDir of folders.flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))) {
    const name = basename(dataDir);
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || processRuns(owner)) continue;
    const pid = await livePostmaster(layout(dataDir));
    // SIGQUIT: at once, nothing has to be kept.
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  }
}
