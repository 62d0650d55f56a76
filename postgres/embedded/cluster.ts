import { randomBytes } from 'node:crypto';
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { DataFolderOfAnotherMajor, EmbeddedDiskFull, EmbeddedServerFailed } from './errors.ts';
import { folderFailure } from './folder.ts';
import type { Layout } from './layout.ts';
import { run } from './run.ts';
import { giveTo, temporarySibling } from './temporary.ts';

export const superuser = 'postgres';

/**
 * Makes the cluster if there is none. It is made whole under a temporary name and then renamed: a crash, a full disk
 * or a second process in the middle leaves nothing half-made.
 */
export async function ensureCluster(
  place: Layout,
  binaries: Binaries,
  account: Account | null,
  durable: boolean,
): Promise<void> {
  try {
    const found = await majorOf(place);
    if (found === null) await create(place, binaries, account, durable);
    else if (found !== binaries.major)
      throw new DataFolderOfAnotherMajor(place.pgdata, found, binaries.major);
  } catch (error) {
    throw folderFailure(place.dataDir, error);
  }
}

async function majorOf(place: Layout): Promise<string | null> {
  try {
    return (await readFile(join(place.pgdata, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function create(
  place: Layout,
  binaries: Binaries,
  account: Account | null,
  durable: boolean,
): Promise<void> {
  const temporary = await temporarySibling(place.cluster);
  try {
    const passwordFile = join(temporary, basename(place.passwordFile));
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    await giveTo(temporary, account);
    await initdb(join(temporary, basename(place.pgdata)), passwordFile, binaries, account, durable);
    await rename(temporary, place.cluster).catch(async (error: unknown) => {
      // Another process was faster: its cluster is the one.
      await access(place.passwordFile).catch(() => Promise.reject(error));
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function initdb(
  pgdata: string,
  passwordFile: string,
  binaries: Binaries,
  account: Account | null,
  durable: boolean,
): Promise<void> {
  const unicode = process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8';
  let says = '';
  // Some C libraries have no C.UTF-8; the collation of text does not depend on it from PostgreSQL 17 on.
  for (const ctype of [unicode, 'C']) {
    const { code, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${pgdata}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...localeOptions(Number(binaries.major), ctype),
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      account,
    );
    if (code === 0) return;
    says = output;
    if (/No space left on device|Disk quota exceeded/.test(output))
      throw new EmbeddedDiskFull(dirname(dirname(pgdata)));
    if (!/invalid locale|locale name/.test(output)) break;
  }
  const reason =
    says.split('\n').find((line) => /error|FATAL/.test(line)) ?? says.trim().split('\n').at(-1) ?? '';
  throw new EmbeddedServerFailed('initdb', reason, dirname(dirname(pgdata)));
}

/** Bytewise order and Unicode character classes: the same on every machine, and no index depends on its libc. */
function localeOptions(major: number, ctype: string): string[] {
  const builtin = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  return [...builtin, '--locale=C', `--lc-ctype=${ctype}`];
}
