import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** sockaddr_un holds 107 bytes on Linux and 103 on macOS, `/.s.PGSQL.5432` included. */
const longestSocketPath = 103;
/** Only names the socket file: nothing listens on TCP. */
export const socketPort = 5432;

/** Where everything of the embedded server lies. */
export interface Layout {
  readonly dataDir: string;
  /** Data directory and password, made as one by a rename. */
  readonly cluster: string;
  readonly pgdata: string;
  readonly passwordFile: string;
  readonly binaries: string;
  readonly socketDir: string;
  readonly logFile: string;
}

export function layout(dataDir: string): Layout {
  const cluster = join(dataDir, 'cluster');
  return {
    dataDir,
    cluster,
    pgdata: join(cluster, 'pgdata'),
    passwordFile: join(cluster, 'password'),
    binaries: join(dataDir, 'server'),
    socketDir: socketDir(dataDir),
    logFile: join(dataDir, 'server.log'),
  };
}

/** The same for every process of a user, whatever its TMPDIR. */
export function defaultDataDir(env: NodeJS.ProcessEnv, uid: number, platform: NodeJS.Platform): string {
  if (env.GODWIT_DATA_DIR) return env.GODWIT_DATA_DIR;
  // PostgreSQL then runs as another user, who cannot enter root's home.
  if (uid === 0) return '/var/lib/godwit';
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'godwit');
  const xdg = env.XDG_DATA_HOME;
  // The XDG specification ignores relative paths.
  return join(xdg?.startsWith('/') ? xdg : join(homedir(), '.local', 'share'), 'godwit');
}

function socketDir(dataDir: string): string {
  const inside = join(dataDir, 'socket');
  const path = join(inside, `.s.PGSQL.${socketPort}`);
  // unix_socket_directories is a list: a comma or quote would split the path.
  if (Buffer.byteLength(path) <= longestSocketPath && /^[\w/. -]+$/.test(inside)) return inside;
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return `/tmp/godwit-${hash}`;
}
