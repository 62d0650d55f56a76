import { type ChildProcess, spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import type { Target } from '../../connection/target.ts';
import { applicationName, lockTimeoutMs } from '../maintenance.ts';
import type { Production } from '../production.ts';
import { findDumpPrograms } from './programs.ts';

/** Copies into an empty database by `pg_dump | psql`; owners, privileges and comments included. */
export async function copyByDump(
  source: Target,
  branch: Target,
  production: Production,
  signal: AbortSignal | undefined,
): Promise<void> {
  const major = Math.floor(production.server / 10_000);
  const programs = await findDumpPrograms(major);
  if (programs === null) throw new Error(`pg_dump and psql of PostgreSQL ${major} are not installed`);
  const dump = start(programs.pgDump, source, signal, [
    '--no-password',
    // A copy must not become a second subscriber of somebody's publication; a template copy leaves them out too.
    '--no-subscriptions',
    `--lock-wait-timeout=${lockTimeoutMs}`,
  ]);
  const restore = start(programs.psql, branch, signal, [
    '--no-password',
    '--no-psqlrc',
    '--quiet',
    '--set=ON_ERROR_STOP=1',
    '--set=VERBOSITY=terse',
    '--output=/dev/null',
  ]);
  // When one of the two ends early the pipe breaks; the exit codes say which and why.
  await Promise.allSettled([pipeline(dump.child.stdout, restore.child.stdin)]);
  const results = await Promise.all([dump.done, restore.done]);
  signal?.throwIfAborted();
  for (const failure of results) if (failure !== null) throw new Error(failure);
}

interface Program {
  readonly child: ReturnType<typeof spawnPiped>;
  /** Null: it went well; else what it said last. Never rejects. */
  readonly done: Promise<string | null>;
}

function start(program: string, target: Target, signal: AbortSignal | undefined, args: string[]): Program {
  const child = spawnPiped(program, target, args);
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  let says = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    says = (says + text).slice(0, 4000);
  });
  const done = finished(child, () => firstError(says)).finally(() =>
    signal?.removeEventListener('abort', stop),
  );
  return { child, done };
}

function spawnPiped(program: string, target: Target, args: string[]) {
  const { PATH, HOME } = process.env;
  // The password goes by the environment: arguments can be read by everybody on the machine.
  const env = {
    ...(PATH && { PATH }),
    ...(HOME && { HOME }),
    LC_ALL: 'C',
    PGAPPNAME: target.applicationName(applicationName),
  };
  return spawn(program, args, { env: { ...env, ...target.libpqEnvironment() }, stdio: 'pipe' });
}

function finished(child: ChildProcess, says: () => string): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : says() || `exit code ${code}`));
  });
}

/** Only the message: detail lines hold rows. */
const firstError = (text: string): string =>
  text.split('\n').find((line) => /error|fatal/i.test(line)) ?? text.split('\n')[0] ?? '';
