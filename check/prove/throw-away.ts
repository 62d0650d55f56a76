import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { layout } from '../../postgres/embedded/layout.ts';
import { livePostmaster } from '../../postgres/embedded/postmaster.ts';
import { processRuns } from '../../postgres/embedded/process.ts';
import type { EmbeddedServer } from '../../postgres/embedded/server.ts';
import { startEmbedded } from '../../postgres/embedded/start.ts';

/** The name holds our pid, so that a later process can tell what a killed one left behind. */
const prefix = 'godwit-proof-';
const pattern = /^godwit-proof-(\d+)-/;

/** An immediate shutdown takes five seconds at most: then PostgreSQL kills what is left of itself. */
const stopSeconds = 10;

/** A server for one proof, of which nothing stays. */
export async function throwAwayServer(): Promise<{
  readonly server: EmbeddedServer;
  close(): Promise<void>;
}> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    // Nothing on it has to survive anything.
    const server = await startEmbedded({ dataDir, durable: false });
    return {
      server,
      async close() {
        await server.release();
        await remove(dataDir);
      },
    };
  } catch (error) {
    await remove(dataDir);
    throw error;
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(pattern.exec(name)?.[1] ?? process.pid);
    if (processRuns(owner)) continue;
    // Of another user, who will remove it.
    await remove(join(tmpdir(), name)).catch(() => undefined);
  }
}

/** A server may still run in it, and nobody may be able to log in: it is ended, not asked. */
async function remove(dataDir: string): Promise<void> {
  const place = layout(dataDir);
  const deadline = Date.now() + stopSeconds * 1000;
  for (
    let pid = await livePostmaster(place);
    pid !== null && Date.now() < deadline;
    pid = await livePostmaster(place)
  ) {
    // PostgreSQL's immediate shutdown.
    process.kill(pid, 'SIGQUIT');
    await delay(10);
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
