import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { layout } from '../../postgres/embedded/layout.ts';
import { livePostmaster } from '../../postgres/embedded/postmaster.ts';
import { processRuns } from '../../postgres/embedded/process.ts';
import { startEmbedded } from '../../postgres/embedded/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection URL of the run's own server, with its password. */
    serverUrl: string;
  }
}

const prefix = 'godwit-vitest-';

/** One embedded server in a temporary folder for the whole run; stopped and removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const server = await startEmbedded({ dataDir, durable: false });
  project.provide('serverUrl', server.target('postgres').connectionString());
  return async () => {
    await server.release();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** What a run that was killed left behind: the server outlives its parent on purpose. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || processRuns(owner)) continue;
    const dataDir = join(tmpdir(), name);
    const pid = await livePostmaster(layout(dataDir));
    // SIGQUIT: at once, nothing has to be kept.
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  }
}
