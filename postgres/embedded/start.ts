import { mkdir, realpath, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type Account, serverAccount } from './account.ts';
import { type Binaries, installBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { DataFolderNotWritable, EmbeddedServerTimeout } from './errors.ts';
import { folderFailure, privateFolder } from './folder.ts';
import { type Probe, probe } from './keeper.ts';
import { defaultDataDir, type Layout, layout } from './layout.ts';
import { diagnose, launch, type Postmaster } from './postmaster.ts';
import { EmbeddedServer, embeddedTarget, readPassword } from './server.ts';

export interface EmbeddedOptions {
  /** Absolute; default: GODWIT_DATA_DIR, else the platform's data folder. One server per folder. */
  readonly dataDir?: string;
  /** false: survives no power cut, and is faster; for tests. Counts only for the process that starts the server. */
  readonly durable?: boolean;
  /** Programs to use in place of those that come with godwit. */
  readonly binaries?: Binaries;
}

/** Recovery after a power cut may take a while. */
const startSeconds = 120;

/**
 * A running server: the one of this data folder, started if need be. End the use with `release()`.
 *
 * @throws EmbeddedServerUnavailable | EmbeddedDiskFull | DataFolderNotWritable | NoUnprivilegedUser |
 *   DataFolderOfAnotherMajor | EmbeddedServerFailed | EmbeddedServerTimeout
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const dataDir = options.dataDir ?? defaultDataDir(process.env, process.getuid?.() ?? -1, process.platform);
  const place = layout(await realFolder(dataDir));
  const account = await accountFor(place.dataDir);
  const attach = (): Promise<pg.Client> => attachTo(place, account, options);
  const keeper = await attach();
  const password = await readPassword(place);
  const { rows } = await keeper.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  );
  return new EmbeddedServer(place, password, rows[0]?.version ?? '', keeper, attach);
}

async function attachTo(
  place: Layout,
  account: Account | null,
  options: EmbeddedOptions,
): Promise<pg.Client> {
  const deadline = Date.now() + startSeconds * 1000;
  let postmaster: Postmaster | null = null;
  for (;;) {
    const found = await probePlace(place);
    if (typeof found === 'object') return found;
    if (postmaster !== null && postmaster.failure !== null) {
      await diagnose(place, postmaster.failure.log);
      postmaster = null;
      await delay(50);
    } else if (found === 'absent' && postmaster === null) {
      postmaster = await start(place, account, options);
    }
    if (Date.now() > deadline) throw new EmbeddedServerTimeout('start', startSeconds, place.logFile);
    await delay(10);
  }
}

async function probePlace(place: Layout): Promise<Probe> {
  const password = await readPassword(place).catch(() => null);
  return password === null ? 'absent' : probe(embeddedTarget(place, password, 'postgres'));
}

async function start(place: Layout, account: Account | null, options: EmbeddedOptions): Promise<Postmaster> {
  const durable = options.durable ?? true;
  await privateFolder(place.dataDir, account);
  await privateFolder(place.socketDir, account);
  const binaries = options.binaries ?? (await installBinaries(place.binaries, account));
  await ensureCluster(place, binaries, account, durable);
  return launch(place, binaries, account, durable);
}

/** The folder under its one true name, so that all processes agree on the socket. */
async function realFolder(path: string): Promise<string> {
  // initdb puts the path of its programs between double quotes and gives it to a shell.
  if (/["$`\\\n]/.test(path)) throw new DataFolderNotWritable(path, 'its name holds one of " $ ` \\');
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return await realpath(path);
  } catch (error) {
    throw folderFailure(path, error);
  }
}

/** Root runs the server as whom the folder belongs to, so that it can go on with a folder of somebody's. */
async function accountFor(dataDir: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = await stat(dataDir);
  return uid === 0 ? serverAccount() : { uid, gid };
}
